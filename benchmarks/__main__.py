"""Measure, and print one table: `python -m benchmarks [search …] [--quick]`.

`--home` takes a home that holds a made-up country instead of making one, for `search`.
Large networks have commands of their own: `python -m benchmarks.paths` and
`python -m benchmarks.analytics`. `python -m benchmarks.commands` measures the command line,
`python -m benchmarks.refreshes` a refresh when little is new, `python -m benchmarks.starts` the
second start of the demo, `python -m benchmarks.segments` a review of segments and tiers,
`python -m benchmarks.rapport` how right the states of relationships are.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import bulk, files, identity, payments, search, upserts, xml
from benchmarks.measuring import Line
from demo.country import write

AREAS = ("xml", "payments", "files", "bulk", "upserts", "search", "identity")
CLINICIANS, CLINICIANS_QUICK = 20_000, 1_500


def main() -> int:
    """Measure the areas asked for; 1 where a goal is missed."""
    about = "Measure, and print one table."
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=about)
    parser.add_argument("--quick", action="store_true", help="smaller sizes, about four minutes")
    parser.add_argument("areas", nargs="*", metavar="area", help=f"of {', '.join(AREAS)}; else all")
    parser.add_argument("--home", type=Path, help="one with a graph, for search alone")
    given = parser.parse_args()
    if unknown := {*given.areas} - {*AREAS}:
        parser.error(f"no area is called {', '.join(sorted(unknown))}; give {', '.join(AREAS)}")
    if given.home and given.areas != ["search"]:
        parser.error("--home is for search alone")
    notes = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="peerline-bench-") as folder:
        areas = given.areas or list(AREAS)
        found = (
            search.lines(given.home)
            if given.home
            else _measure(Path(folder), given.quick, areas, lambda t: notes.print(t, style="dim"))
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
    loading = {"xml": xml.lines, "payments": payments.lines, "files": files.lines}
    for name, lines in loading.items():
        if name in areas:
            tell(name)
            found += lines(country, quick)
    if {"bulk", "upserts", "search"} & {*areas}:
        tell("loading the country")
        bulk.prepare(country, home)
        tell("bulk")
        first = bulk.lines(home, quick or "bulk" not in areas)
        found += first if "bulk" in areas else []
    if "upserts" in areas:
        tell("upserts")
        found += upserts.lines(home, quick)
    if "search" in areas:
        tell("search")
        found += search.lines(home)
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
