"""How long does it take to decide who is who, how much memory, and how do both grow?

    python -m benchmarks.identity HOME [HOME …]

Each home has its bylines loaded (such as those of `python -m demo FOLDER --clinicians 23600`, a
quarter of a million bylines). A process of its own reads the mentions and clusters them, compiled
code warm; its peak of resident memory is what the operating system saw.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from time import monotonic

import orjson


def measured(home: Path) -> dict[str, float | int]:
    """Mentions, pairs compared, seconds of both steps and peak MiB of one home."""
    from identity.clustering import cluster
    from identity.mentions import mentions
    from identity.model import read
    from identity.names import register
    from lake.current import Lake

    lake = Lake(home, memory="2GB")
    register(lake)
    began = monotonic()
    every = mentions(lake)
    lake.close()
    read_in = monotonic()
    held = cluster(every, read())
    done = monotonic()
    return {
        "mentions": len(every),
        "pairs": held.pairs,
        "reading_seconds": round(read_in - began, 1),
        "clustering_seconds": round(done - read_in, 1),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def main(arguments: list[str]) -> int:
    """Measure each home in a process of its own; the exit code."""
    if arguments[:1] == ["--one"]:
        sys.stdout.write(orjson.dumps(measured(Path(arguments[1]))).decode())
        return 0
    for home in arguments:
        command = [sys.executable, "-m", "benchmarks.identity", "--one", home]
        sys.stdout.write(f"{home} {subprocess.check_output(command, text=True)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
