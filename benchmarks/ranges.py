"""How does the tie index grow past memory, and how fast are introductions found in it?

`python -m benchmarks.ranges [--ties 10000000 50000000 200000000] [--persons N] [--folder PLACE]`
builds an index of each size in a process of its own from ties drawn batch by batch: persons in
circles of 300 and fields of 30,000, a few of whom have a hundred times the ties of most; six ties
in ten within a circle, three within a field, one anywhere; of papers, of trials, or of both;
persons numbered at random. Printed: the seconds of the building without those of the drawing, the
exponent by which the processor's grow, the peak of memory and of disk, the bytes of a tie. Then
pairs drawn at random ask for the strongest chain, five, and five different introducers, first with
none of the index in memory, then with all of it that fits. What was made is removed at the end.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from itertools import pairwise
from math import log
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from algorithms.introductions import tie_index
from algorithms.introductions.tie_files import growing, keep, lay, placed
from algorithms.introductions.tie_index import companies_of
from algorithms.paths.ranges import BATCH, sorted_rows
from algorithms.paths.searcher import Searcher
from algorithms.paths.uniting import Records, pieces
from benchmarks.measuring import alone
from benchmarks.network import UNTIL
from benchmarks.paths import ASKED, Pairs, asked_of
from schema.ties import PAPER, TRIAL

CIRCLE, CIRCLES = 300, 100
FIELD = CIRCLE * CIRCLES
A_PERSON = 26.7  # ties, as 400 million among 15 million persons
TWICE = 1.08  # ties drawn for each that is there: some are drawn twice
GOAL_GROWTH, BYTES_A_TIE = 1.1, 40
Ints = NDArray[np.int64]


def batches(ties: int, persons: int) -> Iterator[Records]:
    """About so many ties between persons, a multiple of a field, one batch in memory at a time."""
    random = np.random.default_rng(1)
    for at in range(0, int(ties * TWICE), BATCH):
        a, b = _pairs(random, persons, min(BATCH, int(ties * TWICE) - at))
        size = len(a)
        age = random.exponential(9, size)
        day = tie_index.day(UNTIL) - (age * 365.25).astype(np.int64)
        joint = random.geometric(0.7, size) / random.integers(1, 7, size)
        strength = np.clip(0.9 * -np.expm1(-joint * 0.5 ** (age / 3)), 0.002, 0.95)
        how = random.random(size)
        yield pieces(a, b, PAPER, np.where(how < 0.9, strength, 0), day)
        yield pieces(a, b, TRIAL, np.where(how > 0.85, strength, 0), day)


def _pairs(random: np.random.Generator, persons: int, size: int) -> tuple[Ints, Ints]:
    """Two ends each. A rank within a field is member by circle: the first members are the busy."""
    field, rank = random.integers(0, persons // FIELD, size), _busy(random, size)
    how = random.random(size)
    member = _busy(random, size) // CIRCLES
    near = np.where(how < 0.6, member * CIRCLES + rank % CIRCLES, _busy(random, size))
    where = np.where(how < 0.9, field, random.integers(0, persons // FIELD, size))
    # One to one: the multiplier is a prime larger than the number of fields.
    a, b = ((f * FIELD + r) * 2_654_435_761 % persons for f, r in ((field, rank), (where, near)))
    return a[a != b], b[a != b]


def _busy(random: np.random.Generator, size: int) -> Ints:
    """Ranks within a field; that of share x of it is drawn about as often as 1 / sqrt(x)."""
    share = ((random.random(size) + 0.005) / 1.005) ** 2
    return np.minimum((share * FIELD).astype(np.int64), FIELD - 1)


def build(home: Path, ties: int, persons: int) -> float:
    """Build the index; returns the seconds without those of drawing ties, and leaves those of the
    processor in a file."""
    drawing = np.zeros(2)

    def drawn() -> Iterator[Records]:
        nonlocal drawing
        given = batches(ties, persons)
        while True:
            began = _clocks()
            batch = next(given, None)
            drawing += _clocks() - began
            if batch is None:
                return
            yield batch

    began = _clocks()
    with placed(home, "0") as new:
        with growing(new / "ids.npy", "S9") as add:
            for at in range(0, persons, BATCH):
                add(np.arange(10**8 + at, 10**8 + min(at + BATCH, persons)).astype("S9"))
        np.save(new / "liaisons.npy", np.zeros(0, "S1"))
        with tempfile.TemporaryDirectory(dir=new) as beside:
            lay(new, sorted_rows(drawn(), persons, Path(beside)), persons)
        none = np.zeros(0, np.int64)
        keep(new, companies_of(none, none, [], persons))
    seconds, processor = _clocks() - began - drawing
    (home / "processor").write_text(f"{processor:.1f}")
    return float(seconds)


def _clocks() -> NDArray[np.float64]:
    """Seconds that went by and seconds of the processor; where others work too, these tell more."""
    return np.array([perf_counter(), process_time()])


def measure(ties: int, persons: int, pairs: int, folder: Path) -> dict[str, Any]:
    """Seconds, peaks, sizes, and milliseconds per question."""
    with _Disk(folder) as disk:
        run = alone(build, folder, ties, persons)
    place = folder / "ties" / "0"
    told: dict[str, Any] = {
        "seconds": round(run.seconds, 1),
        "processor_seconds": float((folder / "processor").read_text()),
        "peak_mib": round(run.peak_mib),
        "disk_peak_gb": round(disk.peak / 1e9, 2),
    }
    sizes, asked = _looked_at(place, pairs)
    told |= sizes
    _note(told)
    ways = {name: how for name, how in ASKED.items() if how[-1] is not None}
    for how in ways.values():
        _asked(place, asked[:2], how)  # compiled
    first = {}
    for name in [name for name, how in ways.items() if how[1] is None]:
        _let_go(place)
        first[name] = _asked(place, asked, ways[name])
    for file in place.iterdir():
        _read(file)
    told |= {
        "first_touch": first,
        "warm": {name: _asked(place, asked, ways[name]) for name in ways},
    }
    _note(told)
    return told


def _looked_at(place: Path, pairs: int) -> tuple[dict[str, Any], Pairs]:
    """How large an index is, and pairs of persons with ties, drawn at random."""
    began = perf_counter()
    index = tie_index.opened(place)
    opened = perf_counter() - began
    degree = np.diff(index.arcs.start)
    there = int(index.chance.ends) // 2 if index.chance else 0
    size = sum(file.stat().st_size for file in place.iterdir())
    told = {
        "ties": there,
        "arcs": len(index.arcs.near),
        "persons": index.arcs.persons,
        "most_arcs_of_a_person": int(degree.max()),
        "index_gb": round(size / 1e9, 2),
        "bytes_a_tie": round(size / there, 1),
        "opened_ms": round(1000 * opened, 1),
        "searcher_mib": round(Searcher(index.arcs).nbytes / 2**20),
    }
    some = np.random.default_rng(2).choice(np.flatnonzero(degree), (pairs, 2)).tolist()
    return told, [(x, y) for x, y in some if x != y]


def _asked(place: Path, pairs: Pairs, how: tuple[int, int | None, bool, float | None]) -> Any:
    """Milliseconds of a question, by an index that is opened anew: what is mapped stays in
    memory."""
    return asked_of(Searcher(tie_index.opened(place).arcs), pairs, *how)


def _note(found: dict[str, Any]) -> None:
    sys.stderr.write(orjson.dumps(found).decode() + "\n")


def _let_go(place: Path) -> None:
    """Have the system forget what it holds of the files."""
    for file in place.iterdir():
        with file.open("rb") as opened:
            os.fsync(opened.fileno())
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _read(file: Path) -> None:
    with file.open("rb") as opened:
        while opened.read(1 << 24):
            pass


class _Disk:
    """Looks at what the files in a folder take."""

    def __init__(self, folder: Path) -> None:
        self.peak, self._folder, self._over = 0, folder, threading.Event()

    def __enter__(self) -> _Disk:
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.5):
            size = 0
            for file in self._folder.rglob("*"):
                try:
                    size += file.stat().st_blocks * 512
                except FileNotFoundError:
                    continue
            self.peak = max(self.peak, size)


def main() -> int:
    """Read the arguments, measure, print; 1 where the building grows faster than its goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ranges", description=__doc__)
    sizes = [10_000_000, 50_000_000, 200_000_000]
    parser.add_argument("--ties", type=int, nargs="+", default=sizes)
    parser.add_argument("--persons", type=int, help="by default 15 for 400 ties")
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--folder", type=Path, help="where there is room: 40 bytes a tie")
    given = parser.parse_args()
    found: list[dict[str, Any]] = []
    for ties in given.ties:
        fields = max(round((given.persons or ties / A_PERSON) / FIELD), 1)
        with tempfile.TemporaryDirectory(prefix="peerline-bench-", dir=given.folder) as name:
            if shutil.disk_usage(name).free < BYTES_A_TIE * ties:
                parser.error(f"{ties:,} ties need {BYTES_A_TIE * ties / 1e9:.0f} GB in {name}")
            found.append(measure(ties, fields * FIELD, given.pairs, Path(name)))
    growth = [
        round(log(b["processor_seconds"] / a["processor_seconds"]) / log(b["ties"] / a["ties"]), 2)
        for a, b in pairwise(found)
    ]
    told = {"sizes": found, "growth": growth, "goal": GOAL_GROWTH}
    sys.stdout.write(orjson.dumps(told, option=orjson.OPT_INDENT_2).decode() + "\n")
    return 0 if all(one <= GOAL_GROWTH for one in growth) else 1


if __name__ == "__main__":
    sys.exit(main())
