"""Where do the ties lie that introductions walk, so that a search answers within milliseconds?

A refresh writes the ties as compressed sparse rows into `<home>/ties/<version>/`, one array a file,
read by every worker through the same memory map. The version is a digest of what the refresh was
made from; where the graph has moved on, or a refresh is under way, the index counts as absent and
introductions are answered from the database, more slowly and with the same chains.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from algorithms.paths import ALL_KINDS, INDUSTRY, PAPER, TRIAL, Arcs, Searcher, compressed

ORIGIN = date(1950, 1, 1)
COLUMNS = ("start", "near", "cost", "kinds", "last")
KIND_COLUMNS = {PAPER: "paper", TRIAL: "trial", INDUSTRY: "industry"}

TIES = """
SELECT a.n AS a, b.n AS b, {strengths}, {days}
FROM '{ties}' t JOIN persons a ON a.person_id = t.start JOIN persons b ON b.person_id = t."end" """


@dataclass(frozen=True)
class TieIndex:
    """Persons by place in `ids` (sorted) and their ties."""

    ids: NDArray[np.bytes_]
    arcs: Arcs

    def place(self, person: str) -> int | None:
        """The person's place, none where there is no such person with a tie in the index."""
        wanted = np.bytes_(person.encode())
        at = int(np.searchsorted(self.ids, wanted))
        return at if at < len(self.ids) and self.ids[at] == wanted else None

    def person(self, place: int) -> str:
        """The person's id."""
        return str(self.ids[place].decode())

    def without(self, persons: Sequence[str]) -> NDArray[np.bool_]:
        """Whom a search leaves out, by place."""
        out = np.zeros(len(self.ids), np.bool_)
        if len(persons):
            wanted = np.array([person.encode() for person in persons])
            at = np.minimum(np.searchsorted(self.ids, wanted), len(self.ids) - 1)
            out[at[self.ids[at] == wanted]] = True
        return out

    def strength(self, a: int, b: int, kinds: int = ALL_KINDS) -> float:
        """The strength of a tie as far as records of the kinds say it; 0 where there is none."""
        row = slice(self.arcs.start[a], self.arcs.start[a + 1])
        counted = self.arcs.kinds[row]
        found = (self.arcs.near[row] == b) & (counted >> 4 != 0)
        found &= counted >> 4 == (counted & kinds & ALL_KINDS)
        cost = self.arcs.cost[row][found]
        return float(np.exp(-cost.min())) if len(cost) else 0.0


def day(when: date | None) -> int:
    """Days since 1950, as the arcs hold them; 0 for unknown or earlier."""
    return 0 if when is None else min(max((when - ORIGIN).days, 0), 65_535)


def years_before(when: date, years: float) -> int:
    """The day so many years earlier, as the arcs hold it."""
    return day(when - timedelta(days=round(years * 365.25)))


def write(home: Path, version: str, persons: Path, ties: Path) -> Path:
    """Make the index from drawn persons and ties (Parquet) and put it in place of the one before,
    at once; returns its folder."""
    connection = duckdb.connect()
    text = f"SELECT person_id, row_number() OVER (ORDER BY person_id) - 1 AS n FROM '{persons}'"
    connection.execute(f"CREATE TEMP TABLE persons AS {text}")
    ids = connection.execute("SELECT person_id FROM persons ORDER BY n").fetchnumpy()["person_id"]
    strengths = ", ".join(f"coalesce({k}_strength, 0) AS s{b}" for b, k in KIND_COLUMNS.items())
    days = ", ".join(
        f"coalesce(date_diff('day', DATE '{ORIGIN}', {k}_last_on), 0) AS d{b}"
        for b, k in KIND_COLUMNS.items()
    )
    found: dict[str, Any] = connection.execute(
        TIES.format(ties=ties, strengths=strengths, days=days)
    ).fetchnumpy()
    connection.close()
    return put(home, version, np.array([i.encode() for i in ids] or [b""]), _arcs(found, len(ids)))


def put(home: Path, version: str, ids: NDArray[np.bytes_], arcs: Arcs) -> Path:
    """Write an index and make it the current one."""
    folder = home / "ties" / version
    new = folder.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    np.save(new / "ids.npy", ids)
    for name in COLUMNS:
        np.save(new / f"{name}.npy", getattr(arcs, name))
    shutil.rmtree(folder, ignore_errors=True)
    new.replace(folder)
    for old in folder.parent.iterdir():
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)
    return folder


def version(made_from: str) -> str:
    """The version of an index, of the digest of what a refresh was made from."""
    return made_from[:16]


def current(home: Path) -> Path | None:
    """The folder of the index that belongs to the last refresh that ended; none where there is
    none, or a refresh is under way."""
    mark = home / "refreshed"
    if not mark.exists():
        return None
    folder = home / "ties" / version(mark.read_text())
    return folder if folder.exists() else None


def opened(folder: Path) -> TieIndex:
    """An index, its arrays mapped from the files."""
    ids = np.load(folder / "ids.npy", mmap_mode="r")
    columns: dict[str, Any] = {
        name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in COLUMNS
    }
    return TieIndex(ids, Arcs(**columns, persons=len(ids)))


def of_rows(rows: Sequence[dict[str, Any]]) -> TieIndex:
    """An index of ties read from the database: rows of `a`, `b`, and per kind its strength
    (`paper`, ...) and last day (`paper_on`, ...); a tie may come twice."""
    ids = np.array(sorted({row[end].encode() for row in rows for end in ("a", "b")}) or [b""])
    ties = {tuple(sorted((row["a"], row["b"]))): row for row in rows}
    place = {person: at for at, person in enumerate(ids)}
    found: dict[str, Any] = {
        end: np.array([place[pair[at].encode()] for pair in ties], np.int64)
        for at, end in enumerate(("a", "b"))
    }
    for bit, kind in KIND_COLUMNS.items():
        found[f"s{bit}"] = np.array([row[kind] or 0.0 for row in ties.values()], float)
        found[f"d{bit}"] = np.array([day(row[f"{kind}_on"]) for row in ties.values()], int)
    return TieIndex(ids, _arcs(found, len(ids)))


def warm(searcher: Searcher) -> None:
    """Have the compiled search ready before the first question."""
    if len(searcher.arcs.start) > 2:
        searcher.chains([0], 1, 2, 4)


def _arcs(found: dict[str, Any], nodes: int) -> Arcs:
    parts = {bit: np.asarray(found[f"s{bit}"], np.float64) for bit in KIND_COLUMNS}
    last = {bit: np.clip(found[f"d{bit}"], 0, 65_535).astype(np.uint16) for bit in KIND_COLUMNS}
    a, b = np.asarray(found["a"], np.int64), np.asarray(found["b"], np.int64)
    return compressed(a, b, parts, last, nodes)
