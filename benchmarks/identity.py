"""How long does it take to decide who is who, how much memory, how do both grow, and what does a
run after one record in a hundred is new cost beside a full one?

    python -m benchmarks.identity [BYLINES …]

Bylines are made up (`benchmarks.bylines`), by default 250,000, 500,000 and a million. Measured is
all of identity: institutions, mentions, clusters, ties to the registry, claims written; compiled
code warm, each run in a process of its own. The full run has what the run before left at hand, but
reads, compares and settles everything anew.
"""

from __future__ import annotations

import math
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.bylines import add, write
from benchmarks.measuring import Line, Run, alone
from lake.current import Lake

SIZES, SIZE_QUICK = (250_000, 500_000, 1_000_000), 20_000
_MINUTES, _GIB, _SHARE, _GROWTH = 10, 6, 0.10, 1.1


def first(home: Path) -> None:
    """A first run, which leaves what later ones use."""
    _resolve(home, afresh=False)


def full(home: Path) -> None:
    """A run that looks at everything."""
    _resolve(home, afresh=True)


def part(home: Path) -> None:
    """A run that looks at what is new."""
    _resolve(home, afresh=False)


def _resolve(home: Path, afresh: bool) -> None:
    from identity.resolve import resolve

    lake = Lake(home, memory="2GB")
    counts = resolve(lake, afresh=afresh)
    lake.close()
    sys.stderr.write(f"{counts}\n")


def lines(quick: bool, sizes: tuple[int, ...] = SIZES) -> list[Line]:
    """Two lines a size, a full run and one after new records; and one on how the full one grows."""
    found, runs = [], {}
    warm = [SIZE_QUICK // 4] if not quick else []
    for size in (*warm, *((SIZE_QUICK, 2 * SIZE_QUICK) if quick else sizes)):
        with tempfile.TemporaryDirectory(prefix="peerline-bench-") as folder:
            whole, new = _measured(Path(folder), size)
        if size not in warm:
            runs[size] = whole
            found += [_full(size, whole), _part(size, whole, new, quick)]
    if len(runs) > 1:
        found.append(_grown(runs))
    return found


def _measured(home: Path, size: int) -> tuple[Run, Run]:
    write(home, size)
    shutil.rmtree(home / "staging", ignore_errors=True)
    alone(first, home)
    whole = alone(full, home)
    add(home)
    return whole, alone(part, home)


def _full(size: int, run: Run) -> Line:
    limit = 60 * _MINUTES * size / 1_000_000
    return Line(
        f"identity, {size:,} bylines",
        f"{run.seconds:,.1f} s",
        f"{limit:,.0f} s, {_GIB} GiB",
        run.seconds / limit,
        f"≤ {_MINUTES} min a million",
        run.seconds <= limit and run.peak_mib <= _GIB * 1024,
        run.peak_mib,
    )


def _part(size: int, whole: Run, new: Run, quick: bool) -> Line:
    ratio = new.seconds / whole.seconds
    return Line(
        f"identity, 1 % new of {size:,}",
        f"{new.seconds:,.1f} s",
        f"full run {whole.seconds:,.1f} s",
        ratio,
        f"≤ {_SHARE:.2f} of a million",
        quick or size < 1_000_000 or ratio <= _SHARE,
        new.peak_mib,
    )


def _grown(runs: dict[int, Run]) -> Line:
    small, large = min(runs), max(runs)
    steps = math.log(large / small)
    time = math.log(runs[large].seconds / runs[small].seconds) / steps
    memory = math.log(runs[large].peak_mib / runs[small].peak_mib) / steps
    return Line(
        f"identity, growth {small:,} to {large:,}",
        f"exponent {time:.2f}",
        f"memory {memory:.2f}",
        time,
        f"≤ {_GROWTH}",
        time <= _GROWTH,
        runs[large].peak_mib,
    )


def main(arguments: list[str]) -> int:
    """Measure the sizes given, print a line each; 1 where a goal is missed."""
    found = lines(False, tuple(int(one) for one in arguments) or SIZES)
    for line in found:
        met = "met" if line.met else "missed"
        sys.stdout.write(
            f"{line.area}: {line.seen} ({line.against}; ratio {line.ratio:.2f}, goal {line.goal}, "
            f"{met}), peak {line.peak_mib:,.0f} MiB\n"
        )
    return 0 if all(line.met for line in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
