"""Where do the ties lie that introductions walk, so that a search answers within milliseconds?

A refresh writes the ties as compressed sparse rows into `<home>/ties/<version>/`, one array a file,
read by every worker through the same memory map. The version is a digest of what the refresh was
made from; while a refresh is under way, or was broken off, the index of the one before is walked.
Where there is none, introductions are answered from the database, more slowly and with the same
chains. Liaisons stand after the persons; they are never inside a chain. Beside the ties lie the
families of companies that paid each person, each by the company above all, and what a random
network would keep of this one (`path_chance`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from algorithms.paths.arcs import LOW, SHIFT, Arcs
from algorithms.paths.chance import Chance
from algorithms.paths.ranges import compressed
from algorithms.paths.searcher import Searcher
from algorithms.paths.uniting import pieces
from graph.marks import Mark
from schema.ties import ALL_KINDS

ORIGIN = date(1950, 1, 1)
COLUMNS = ("start", "near", "cost", "kinds", "last")
DATED_KEPT = 4
# Another number with each change of what the arrays hold.
LAYOUT = 3


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
        found &= counted >> SHIFT == (counted & kinds & LOW)
        cost = self.arcs.cost[row][found]
        return float(np.exp(-cost.min())) if len(cost) else 0.0

    def degree(self, place: int) -> int:
        """Someone's number of ties."""
        kinds = self.arcs.kinds[self.arcs.start[place] : self.arcs.start[place + 1]]
        return int((kinds >> SHIFT == (kinds & LOW)).sum())


def day(when: date | None) -> int:
    """Days since 1950, as the arcs hold them; 0 for unknown or earlier."""
    return 0 if when is None else min(max((when - ORIGIN).days, 0), 65_535)


def years_before(when: date, years: float) -> int:
    """The day so many years earlier, as the arcs hold it."""
    return day(when - timedelta(days=round(years * 365.25)))


def version(made_from: str) -> str:
    """The version of an index: its layout, and the digest of what a refresh was made from. An index
    of another layout is not found, so that it is never misread."""
    return f"{LAYOUT}-{made_from[:16]}"


def current(home: Path) -> Path | None:
    """The folder of the index that belongs to the last refresh that ended; none where there is
    none."""
    inputs = Mark(home).inputs
    if inputs is None:
        return None
    folder = home / "ties" / version(inputs)
    return folder if folder.exists() else None


def opened(folder: Path) -> TieIndex:
    """An index, its arrays mapped from the files."""

    def mapped(name: str) -> Any:
        return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))

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
    ends = np.array([key[:2] for key in ties], np.int64).reshape(-1, 2)
    strength = np.array([row["strength"] for row in ties.values()], np.float64)
    kind, last = [key[2] for key in ties], [day(row["last_on"]) for row in ties.values()]
    batch = pieces(ends[:, 0], ends[:, 1], np.array(kind), strength, np.array(last))
    arcs = compressed([batch], len(persons) + len(liaisons), len(persons))
    ids, own = as_bytes(sorted(of_persons)), as_bytes(sorted(of_liaisons))
    pairs = sorted({(persons[r["person"].encode()], r["company"]) for r in paid})
    names = {one: at for at, one in enumerate(sorted({company for _, company in pairs}))}
    who = np.array([person for person, _ in pairs], np.int64)
    by = np.array([names[company] for _, company in pairs], np.int64)
    return TieIndex(ids, own, arcs, companies_of(who, by, [*names], len(ids)))


def warm(searcher: Searcher) -> None:
    """Have the compiled search ready before the first question."""
    if searcher.arcs.persons > 1:
        for hops in (4, None):
            searcher.chains([0], 1, 2, hops)


def companies_of(
    person: NDArray[np.int64], company: NDArray[np.int64], ids: Sequence[str], persons: int
) -> Paid:
    """Rows of a person and a company's place in `ids` (sorted), sorted by person, as `Paid`."""
    start = np.searchsorted(person, np.arange(persons + 1)).astype(np.int64)
    return Paid(as_bytes(ids or [""]), start, company.astype(np.int32))


def _place(ids: NDArray[np.bytes_], wanted: str) -> int | None:
    key = np.bytes_(wanted.encode())
    at = int(np.searchsorted(ids, key))
    return at if at < len(ids) and ids[at] == key else None


def as_bytes(ids: Any) -> NDArray[np.bytes_]:
    """Ids as the index keeps them."""
    return np.array([i if isinstance(i, bytes) else i.encode() for i in ids], np.bytes_)
