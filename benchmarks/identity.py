"""How long does it take to decide who is who, how much memory, how do both grow, and what does a
run after a few new records cost beside a full one? By this machine's threads, and by Spark.

    python -m benchmarks.identity [--new SHARE] [--spark MASTER] [BYLINES …]

Bylines are made up (`benchmarks.bylines`), by default 250,000, 500,000 and a million, of which one
in a hundred is new in the second run. Measured is all of identity: institutions, mentions,
clusters, ties to the registry, claims written; compiled code warm, each run in a process of its
own. With `--spark` the full run is done again by Spark, must lead to the same claims, and tells
what went through files and the most memory that a task's process had.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import orjson

from benchmarks.bylines import add, write
from benchmarks.measuring import Line, Run, Watched, alone
from engine.engine import Engine
from lake.current import Lake

SIZES, SIZE_QUICK = (250_000, 500_000, 1_000_000), 20_000
NEW, FEW = 0.01, 0.0001  # shares of new records, with a goal each
_MINUTES, _GIB, _GROWTH, _OVERHEAD = 10, 6, 1.1, 1.5
_SHARES = {NEW: 0.10, FEW: 0.05}


def full(home: Path, master: str = "") -> None:
    """A run that looks at everything, by Spark where a master is given."""
    if not master:
        _resolve(home, True, None)
        return
    from engine.spark import Spark

    measured = Watched(Spark(master, home / "spill"), home / "spill")
    _resolve(home, True, measured)
    told = {"bytes": measured.bytes, "task_mib": measured.task_mib}
    (home / "told").write_bytes(orjson.dumps(told))


def part(home: Path) -> None:
    """A run that looks at what is new."""
    _resolve(home, False, None)


def _resolve(home: Path, afresh: bool, engine: Engine | None) -> None:
    from identity.resolve import resolve

    lake = Lake(home, memory="2GB")
    counts = resolve(lake, afresh=afresh, engine=engine)
    lake.close()
    sys.stderr.write(f"{counts}\n")


class Measured(NamedTuple):
    """The full run, that by Spark where asked for, what Spark told, and the run after new ones."""

    whole: Run
    spark: Run | None
    told: dict[str, float]
    new: Run


def lines(
    quick: bool, sizes: tuple[int, ...] = SIZES, new: float = NEW, master: str = ""
) -> list[Line]:
    """The lines of `each`."""
    return [*each(quick, sizes, new, master)]


def each(quick: bool, sizes: tuple[int, ...], new: float, master: str) -> Iterator[Line]:
    """Two lines a size, a full run and one after new records, with one more by Spark, as they are
    measured; at the end one or two on how the full ones grow."""
    runs = {}
    warm = [SIZE_QUICK // 4] if not quick else []
    for size in (*warm, *((SIZE_QUICK, 2 * SIZE_QUICK) if quick else sizes)):
        with tempfile.TemporaryDirectory(prefix="peerline-bench-") as folder:
            run = _measured(Path(folder), size, new, master)
        if size not in warm:
            runs[size] = run
            yield from (_full(size, run.whole), _part(size, run, new, quick), *_spark(size, run))
    if len(runs) > 1:
        yield _grown("identity", {size: run.whole for size, run in runs.items()})
        if master:
            by_spark = {size: run.spark for size, run in runs.items() if run.spark}
            yield _grown("identity by Spark", by_spark)


def _measured(home: Path, size: int, new: float, master: str) -> Measured:
    alone(write, home, size, new)  # what it needs is given back
    whole, claims = alone(full, home), _claims(home)
    spark, told = None, {}
    if master:
        spark, told = alone(full, home, master), orjson.loads((home / "told").read_bytes())
        if _claims(home) != claims:
            raise RuntimeError(f"{size:,} bylines: Spark led to other claims")
    add(home)
    return Measured(whole, spark, told, alone(part, home))


def _claims(home: Path) -> dict[str, str]:
    """A digest of each file of claims."""
    places = sorted((home / "claims").glob("*.parquet"))
    return {place.name: hashlib.sha256(place.read_bytes()).hexdigest() for place in places}


def _full(size: int, run: Run) -> Line:
    limit = 60 * _MINUTES * size / 1_000_000
    return Line(
        f"identity, {size:,} bylines",
        f"{run.seconds:,.1f} s",
        f"{limit:,.0f} s, {_GIB} GiB a million",
        run.seconds / limit,
        f"≤ {_MINUTES} min a million",
        run.seconds <= limit and run.peak_mib <= _GIB * 1024 * max(1, size / 1_000_000),
        run.peak_mib,
    )


def _part(size: int, run: Measured, new: float, quick: bool) -> Line:
    ratio, most = run.new.seconds / run.whole.seconds, _SHARES.get(new, _SHARES[FEW])
    return Line(
        f"identity, {new:.2%} new of {size:,}",
        f"{run.new.seconds:,.1f} s",
        f"full run {run.whole.seconds:,.1f} s",
        ratio,
        f"≤ {most:.2f} of a million",
        quick or size < 1_000_000 or ratio <= most,
        run.new.peak_mib,
    )


def _spark(size: int, run: Measured) -> Iterator[Line]:
    if run.spark:
        ratio = run.spark.seconds / run.whole.seconds
        yield Line(
            f"identity by Spark, {size:,} bylines",
            f"{run.spark.seconds:,.1f} s",
            f"threads {run.whole.seconds:,.1f} s; {run.told['bytes'] / 1e6:,.0f} MB through files",
            ratio,
            f"≤ {_OVERHEAD}",
            ratio <= _OVERHEAD,
            run.told["task_mib"],
        )


def _grown(area: str, runs: dict[int, Run]) -> Line:
    small, large = min(runs), max(runs)
    steps = math.log(large / small)
    time = math.log(runs[large].seconds / runs[small].seconds) / steps
    memory = math.log(runs[large].peak_mib / runs[small].peak_mib) / steps
    return Line(
        f"{area}, growth {small:,} to {large:,}",
        f"exponent {time:.2f}",
        f"memory {memory:.2f}",
        time,
        f"≤ {_GROWTH}",
        time <= _GROWTH,
        runs[large].peak_mib,
    )


def main() -> int:
    """Measure the sizes given, print a line each; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.identity")
    parser.add_argument("sizes", nargs="*", type=int, metavar="BYLINES", default=SIZES)
    parser.add_argument("--new", type=float, default=NEW, help="share of records that come later")
    parser.add_argument("--spark", default="", metavar="MASTER", help="such as local[2]")
    given = parser.parse_args()
    is_met = True
    for line in each(False, tuple(given.sizes), given.new, given.spark):
        is_met &= line.met
        met = "met" if line.met else "missed"
        sys.stdout.write(
            f"{line.area}: {line.seen} ({line.against}; ratio {line.ratio:.2f}, goal {line.goal}, "
            f"{met}), peak {line.peak_mib:,.0f} MiB\n"
        )
        sys.stdout.flush()
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
