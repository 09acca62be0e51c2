"""Measure, and print one table: `python -m benchmarks [--quick] [--only xml …]`.

Large networks have commands of their own: `python -m benchmarks.paths` and
`python -m benchmarks.analytics`. `python -m benchmarks.commands` measures the command line.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import bulk, identity, payments, upserts, xml
from benchmarks.measuring import Line
from demo.country import write

AREAS = ("xml", "payments", "bulk", "upserts", "identity")
CLINICIANS, CLINICIANS_QUICK = 20_000, 1_500


def main() -> int:
    """Measure the areas asked for; 1 where a goal is missed."""
    about = "Measure, and print one table."
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=about)
    parser.add_argument("--quick", action="store_true", help="smaller sizes, about three minutes")
    parser.add_argument("--only", nargs="+", choices=AREAS, default=AREAS)
    given = parser.parse_args()
    notes = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="peerline-bench-") as folder:
        found = _measure(
            Path(folder), given.quick, given.only, lambda text: notes.print(text, style="dim")
        )
    Console(width=160 if not sys.stdout.isatty() else None).print(_table(found))
    return 0 if all(line.met for line in found) else 1


def _measure(
    folder: Path, quick: bool, areas: list[str], tell: Callable[[str], None]
) -> list[Line]:
    country, home = folder / "country", folder / "home"
    clinicians = CLINICIANS_QUICK if quick else CLINICIANS
    tell(f"a made-up country of {clinicians:,} clinicians")
    write(country, clinicians=clinicians)
    found: list[Line] = []
    for name, lines in (("xml", xml.lines), ("payments", payments.lines)):
        if name in areas:
            tell(name)
            found += lines(country, quick)
    if "bulk" in areas or "upserts" in areas:
        tell("loading the country")
        bulk.prepare(country, home)
        tell("bulk")
        first = bulk.lines(home, quick)
        found += first if "bulk" in areas else []
    if "upserts" in areas:
        tell("upserts")
        found += upserts.lines(home, quick)
    if "identity" in areas:
        tell("identity")
        found += identity.lines(quick)
    return found


def _table(found: list[Line]) -> Table:
    table = Table("area", "seen", "floor or peer", "ratio", "goal", "met", "peak MiB")
    for line in found:
        table.add_row(
            line.area,
            line.seen,
            line.against,
            f"{line.ratio:.2f}",
            line.goal,
            "yes" if line.met else "no",
            f"{line.peak_mib:,.0f}",
        )
    return table


if __name__ == "__main__":
    sys.exit(main())
