"""How long does a newcomer wait for an answer the second time? `python -m benchmarks.starts`.

`peerline demo` makes the made-up country in this home, unless it is there, and ends. It is then
started again, several times, each with the database down: told are the seconds on the clock from
the command to its first answer, the median of the rounds.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from time import perf_counter

MOST_SECONDS = 20.0


def start(clinicians: int) -> float:
    """Seconds until the demo tells that it has answered; raises where it ends without."""
    command = [sys.executable, "-m", "cli", "demo", "--no-serve", "--clinicians", str(clinicians)]
    began, seconds = perf_counter(), None
    with subprocess.Popen(
        command,
        env=os.environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as demo:
        for line in demo.stderr or ():
            if line.endswith("  answered\n"):
                seconds = perf_counter() - began
    if demo.returncode or seconds is None:
        raise RuntimeError(f"peerline demo ended with {demo.returncode} before it answered")
    return seconds


def main() -> int:
    """Print the seconds of a second start; 1 where the goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.starts")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clinicians", type=int, default=20_000)
    given = parser.parse_args()
    first = start(given.clinicians)
    seconds = statistics.median(start(given.clinicians) for _ in range(given.rounds))
    print(f"first start {first:.1f} s; second {seconds:.1f} s (goal: ≤ {MOST_SECONDS:.0f} s)")
    return 0 if seconds <= MOST_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
