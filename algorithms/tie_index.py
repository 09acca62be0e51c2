"""Where do the ties lie that introductions walk, so that a search answers within milliseconds?

A refresh writes the ties as compressed sparse rows into `<home>/ties/<version>/`, one array a file,
read by every worker through the same memory map. The version is a digest of what the refresh was
made from; where the graph has moved on, or a refresh is under way, the index counts as absent and
introductions are answered from the database, more slowly and with the same chains. Liaisons stand
after the persons; they are never inside a chain. Beside the ties lie the companies that paid each
person, and what a random network would keep of this one (`path_chance`).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from algorithms import path_chance
from algorithms.path_arcs import (
    ALL_KINDS,
    ENGAGEMENT,
    INDUSTRY,
    INSTITUTION,
    PAPER,
    PAYMENT,
    SHIFT,
    TRIAL,
    Arcs,
    compressed,
)
from algorithms.path_chance import Chance
from algorithms.paths import Searcher
from algorithms.tie_tables import Tables
from graph.drawing import table_of
from schema.nodes import Payment
from schema.relationships import (
    CONNECTED_TO,
    MET,
    PAID_BY,
    RECEIVED,
    SHARES_EVENTS,
    SHARES_INSTITUTION,
)
from schema.vocabulary import Relationship

ORIGIN = date(1950, 1, 1)
COLUMNS = ("start", "near", "cost", "kinds", "last")
# Per kind: where its strength and its latest day stand.
KIND_COLUMNS: dict[int, tuple[type[Relationship], str, str]] = {
    PAPER: (CONNECTED_TO, "paper_strength", "paper_last_on"),
    TRIAL: (CONNECTED_TO, "trial_strength", "trial_last_on"),
    INDUSTRY: (CONNECTED_TO, "industry_strength", "industry_last_on"),
    ENGAGEMENT: (MET, "strength", "last_on"),
    PAYMENT: (SHARES_EVENTS, "strength", "last_on"),
    INSTITUTION: (SHARES_INSTITUTION, "strength", "last_on"),
}
Ties = dict[type[Relationship], str]
DATED_KEPT = 4

PAID = """
SELECT DISTINCT n.number AS person, c."end" AS company
FROM {received} r JOIN {payments} p ON p.payment_id = r."end" JOIN {paid_by} c ON c.start = r."end"
JOIN numbered n ON n.person_id = r.start
WHERE (p.paid_on IS NULL OR p.paid_on <= DATE '{as_of}') AND {known} ORDER BY ALL"""


@dataclass(frozen=True)
class Paid:
    """Which companies paid whom: the places `start[p]:start[p + 1]` of `company` are those that
    paid the person p, as places in `ids`."""

    ids: NDArray[np.bytes_]
    start: NDArray[np.int64]
    company: NDArray[np.int32]

    def by(self, person: int) -> set[int]:
        """The companies that paid a person."""
        if person + 1 >= len(self.start):
            return set()
        return set(self.company[self.start[person] : self.start[person + 1]].tolist())

    def payees(self, companies: Sequence[int]) -> NDArray[np.int64]:
        """The persons whom any of the companies paid."""
        rows = np.flatnonzero(np.isin(self.company, companies))
        return np.unique(np.searchsorted(self.start, rows, side="right") - 1)

    def places(self, ids: Sequence[str]) -> list[int]:
        """The places of those of the companies that paid anyone."""
        found = (_place(self.ids, company) for company in ids)
        return [place for place in found if place is not None]


@dataclass(frozen=True)
class TieIndex:
    """Persons by place in `ids` (sorted), after them `liaisons`, and their ties. Without `chance`
    no surprise is known."""

    ids: NDArray[np.bytes_]
    liaisons: NDArray[np.bytes_]
    arcs: Arcs
    paid: Paid
    chance: Chance | None = None

    def place(self, person: str) -> int | None:
        """The person's place, none where there is no such person with a tie in the index."""
        return _place(self.ids, person)

    def liaison(self, liaison: str) -> int | None:
        """The liaison's place, none where there is no such liaison in the index."""
        place = _place(self.liaisons, liaison)
        return None if place is None else place + self.arcs.persons

    def person(self, place: int) -> str:
        """The id of the person, or of the liaison, at a place."""
        ids, at = (self.ids, place)
        if self.is_liaison(place):
            ids, at = self.liaisons, place - self.arcs.persons
        return str(ids[at].decode())

    def is_liaison(self, place: int) -> bool:
        """Whether a liaison stands there."""
        return place >= self.arcs.persons

    def without(self, persons: Sequence[str]) -> NDArray[np.bool_]:
        """Whom a search leaves out, by place."""
        out = np.zeros(len(self.arcs.start) - 1, np.bool_)
        if len(persons) and len(self.ids):
            wanted = np.array([person.encode() for person in persons])
            at = np.minimum(np.searchsorted(self.ids, wanted), len(self.ids) - 1)
            out[at[self.ids[at] == wanted]] = True
        return out

    def strength(self, a: int, b: int, kinds: int = ALL_KINDS) -> float:
        """The strength of a tie as far as records of the kinds say it; 0 where there is none."""
        row = slice(self.arcs.start[a], self.arcs.start[a + 1])
        counted = self.arcs.kinds[row]
        found = (self.arcs.near[row] == b) & (counted >> SHIFT != 0)
        found &= counted >> SHIFT == (counted & kinds & ALL_KINDS)
        cost = self.arcs.cost[row][found]
        return float(np.exp(-cost.min())) if len(cost) else 0.0

    def degree(self, place: int) -> int:
        """Someone's number of ties."""
        kinds = self.arcs.kinds[self.arcs.start[place] : self.arcs.start[place + 1]]
        return int((kinds >> SHIFT == (kinds & ALL_KINDS)).sum())


def day(when: date | None) -> int:
    """Days since 1950, as the arcs hold them; 0 for unknown or earlier."""
    return 0 if when is None else min(max((when - ORIGIN).days, 0), 65_535)


def years_before(when: date, years: float) -> int:
    """The day so many years earlier, as the arcs hold it."""
    return day(when - timedelta(days=round(years * 365.25)))


def drawn(folder: Path) -> Ties:
    """The ties of a drawing, as `write` takes them."""
    kinds = (CONNECTED_TO, SHARES_EVENTS, SHARES_INSTITUTION, MET)
    return {kind: f"'{table_of(folder, kind)}'" for kind in kinds}


def write(home: Path, name: str, tables: Tables, ties: Ties) -> Path:
    """Make the index of ties (queries or files) between the persons and liaisons of `tables` and
    put it in place of those of other versions, at once; returns its folder."""
    tables.number()
    ids = tables.columns("SELECT person_id AS id FROM numbered ORDER BY number")["id"]
    liaisons = tables.columns("SELECT liaison_id AS id FROM liaisons ORDER BY number")["id"]
    a, b, parts, last = _collected([_read(tables, kind, text) for kind, text in ties.items()])
    arcs = compressed(a, b, parts, last, len(ids) + len(liaisons), len(ids))
    paid = _paid(tables, len(ids))
    index = TieIndex(_bytes(ids), _bytes(liaisons), arcs, paid, path_chance.of(arcs))
    return put(home, name, index)


def put(home: Path, name: str, index: TieIndex) -> Path:
    """Write an index and make it the one of its name; of indexes of other days the latest stay,
    those of other versions go."""
    folder = home / "ties" / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix="new-", dir=folder.parent))
    new.chmod(0o755)
    for column in COLUMNS:
        np.save(new / f"{column}.npy", getattr(index.arcs, column))
    chance = index.chance or path_chance.of(index.arcs)
    more: dict[str, NDArray[Any]] = {
        "ids": index.ids,
        "liaisons": index.liaisons,
        "companies": index.paid.ids,
    }
    more |= {"paid_start": index.paid.start, "paid_company": index.paid.company}
    more |= {"chance": np.r_[chance.ends, chance.branching, chance.costs]}
    for column, values in more.items():
        np.save(new / f"{column}.npy", values)
    shutil.rmtree(folder, ignore_errors=True)
    new.replace(folder)
    _tidy(folder, name.partition("+")[0])
    return folder


def _tidy(folder: Path, version: str) -> None:
    others = [old for old in folder.parent.iterdir() if old != folder]
    dated = [old for old in others if old.name.startswith(f"{version}+")]
    dated.sort(key=lambda old: old.stat().st_mtime, reverse=True)
    kept = {folder.parent / version, *dated[: DATED_KEPT - 1]}
    for old in others:
        if old not in kept:
            shutil.rmtree(old, ignore_errors=True)


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

    def mapped(name: str) -> Any:
        return np.load(folder / f"{name}.npy", mmap_mode="r")

    ids, chance = mapped("ids"), np.load(folder / "chance.npy")
    columns: dict[str, Any] = {name: mapped(name) for name in COLUMNS}
    arcs = Arcs(**columns, persons=len(ids))
    paid = Paid(mapped("companies"), mapped("paid_start"), mapped("paid_company"))
    known = Chance(float(chance[0]), float(chance[1]), chance[2:])
    return TieIndex(ids, mapped("liaisons"), arcs, paid, known)


def of_rows(rows: Sequence[dict[str, Any]], paid: Sequence[dict[str, Any]] = ()) -> TieIndex:
    """An index of ties read from the database: rows of `a`, `b`, `is_liaison` (of `a`), `kind` (a
    bit), `strength` and `last_on`; a row may come twice, from either end. `paid` are rows of
    `person` and `company`."""
    of_liaisons = {row["a"].encode() for row in rows if row["is_liaison"]}
    of_persons = {row["b"].encode() for row in rows}
    of_persons |= {row["a"].encode() for row in rows if not row["is_liaison"]}
    persons = {one: at for at, one in enumerate(sorted(of_persons))}
    liaisons = {one: at + len(persons) for at, one in enumerate(sorted(of_liaisons))}
    ties: dict[tuple[int, int, int], dict[str, Any]] = {}
    for row in rows:
        a = (liaisons if row["is_liaison"] else persons)[row["a"].encode()]
        b = persons[row["b"].encode()]
        ties[min(a, b), max(a, b), row["kind"]] = row
    found = [
        (np.array([a]), np.array([b]), {kind: np.array([row["strength"]])},
         {kind: np.array([day(row["last_on"])])})
        for (a, b, kind), row in ties.items()
    ]  # fmt: skip
    arcs = compressed(*_collected(found), len(persons) + len(liaisons), len(persons))
    ids, own = _bytes(sorted(of_persons)), _bytes(sorted(of_liaisons))
    pairs = sorted({(persons[r["person"].encode()], r["company"]) for r in paid})
    who = np.array([person for person, _ in pairs], np.int64)
    return TieIndex(ids, own, arcs, _companies(who, [company for _, company in pairs], len(ids)))


def warm(searcher: Searcher) -> None:
    """Have the compiled search ready before the first question."""
    if searcher.arcs.persons > 1:
        for hops in (4, None):
            searcher.chains([0], 1, 2, hops)


Columns = tuple[
    NDArray[np.int64], NDArray[np.int64], dict[int, NDArray[Any]], dict[int, NDArray[Any]]
]


def _read(tables: Tables, kind: type[Relationship], text: str) -> Columns:
    bits = {bit: columns for bit, columns in KIND_COLUMNS.items() if columns[0] is kind}
    columns = ", ".join(
        f"coalesce({strength}, 0) AS s{bit}, "
        f"coalesce(date_diff('day', DATE '{ORIGIN}', {last}), 0) AS d{bit}"
        for bit, (_, strength, last) in bits.items()
    )
    ties = text if text.startswith("'") else f"({text})"
    # A liaison's place comes first in MET, a person's in all others.
    start = "liaisons" if kind is MET else "numbered"
    key = "liaison_id" if kind is MET else "person_id"
    found = tables.columns(
        f"SELECT a.number AS a, b.number AS b, {columns} FROM {ties} t "
        f'JOIN {start} a ON a.{key} = t.start JOIN numbered b ON b.person_id = t."end"'
    )
    ends = (np.asarray(found[end], np.int64) for end in "ab")
    a, b = ends
    low, high = np.minimum(a, b), np.maximum(a, b)
    parts = {bit: np.asarray(found[f"s{bit}"], np.float64) for bit in bits}
    return low, high, parts, {bit: np.asarray(found[f"d{bit}"], np.int64) for bit in bits}


def _collected(found: list[Columns]) -> Columns:
    """Ties of several kinds, one row a pair."""
    a = np.concatenate([columns[0] for columns in found] or [np.zeros(0, np.int64)])
    b = np.concatenate([columns[1] for columns in found] or [np.zeros(0, np.int64)])
    size = int(b.max()) + 1 if len(b) else 1
    key, place = np.unique(a * size + b, return_inverse=True)
    parts = {bit: np.zeros(len(key)) for columns in found for bit in columns[2]}
    last = {bit: np.zeros(len(key), np.uint16) for bit in parts}
    at = 0
    for columns in found:
        rows = place[at : at + len(columns[0])]
        at += len(columns[0])
        for bit, strength in columns[2].items():
            parts[bit][rows] = strength
            last[bit][rows] = np.clip(columns[3][bit], 0, 65_535)
    return key // size, key % size, parts, last


def _paid(tables: Tables, persons: int) -> Paid:
    text = PAID.format(
        received=tables.of(RECEIVED),
        payments=tables.of(Payment),
        paid_by=tables.of(PAID_BY),
        as_of=tables.as_of.isoformat(),
        known=tables.known("r"),
    )
    found = tables.columns(text)
    return _companies(np.asarray(found["person"], np.int64), found["company"].tolist(), persons)


def _companies(person: NDArray[np.int64], company: list[str], persons: int) -> Paid:
    """Rows sorted by person as `Paid`."""
    ids, place = np.unique(np.array([c.encode() for c in company] or [b""]), return_inverse=True)
    start = np.searchsorted(person, np.arange(persons + 1)).astype(np.int64)
    return Paid(ids, start, place[: len(company)].astype(np.int32))


def _place(ids: NDArray[np.bytes_], wanted: str) -> int | None:
    key = np.bytes_(wanted.encode())
    at = int(np.searchsorted(ids, key))
    return at if at < len(ids) and ids[at] == key else None


def _bytes(ids: Any) -> NDArray[np.bytes_]:
    return np.array([i if isinstance(i, bytes) else i.encode() for i in ids], np.bytes_)
