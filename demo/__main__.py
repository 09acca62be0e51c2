"""Write the demo country: `python -m demo FOLDER --clinicians 20000 --seed 1`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from time import monotonic

from demo.country import write


def main() -> int:
    """Read the arguments, write the country, print what was written."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("folder", type=Path, help="an empty folder, or one of an earlier demo")
    parser.add_argument("--clinicians", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=None)
    given = parser.parse_args()
    begun = monotonic()

    def tell(done: int, total: int, what: str) -> None:
        sys.stderr.write(f"\r{done}/{total} {what:<20} {monotonic() - begun:5.1f} s")
        sys.stderr.flush()

    try:
        summary = write(
            given.folder,
            clinicians=given.clinicians,
            seed=given.seed,
            progress=tell,
            workers=given.workers,
        )
    except (FileExistsError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stderr.write("\n")
    for name, value in asdict(summary).items():
        sys.stdout.write(f"{name:<18} {value}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
