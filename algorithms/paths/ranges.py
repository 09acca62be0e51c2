"""How do any number of ties come into rows for a search, without all of them in memory at once?

Ties come in batches of pieces: what the records of one kind give one tie. Each piece is dealt to
the range of nodes in which its lower end stands. Then range follows range: its pieces are united to
ties, and each tie becomes arcs. Those that begin at the lower end stay; those that begin at the
other end are handed on to that end's range, which is the same or a later one. What has been handed
on to a range and what stays in it are its rows, sorted by themselves. Ranges wait in files, each
written from front to back; since a file goes as soon as it is read, the files and the rows that
were given out take together little more room than all the rows.

Where all fits, there is one range and no file. Where a range holds too much, however the ties are
spread, it is cut and dealt anew. So memory is bounded by `most`, the arcs that are held at once: 48
bytes for each, some 0.8 GB as it is set, whatever the total. Beyond that goes only the row of a
single node that has more arcs by itself.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from algorithms.paths.arcs import Arcs, Rows
from algorithms.paths.uniting import ARC, PIECE, Records, arcs_of, in_ranges, in_rows, laid, unite

MOST = 1 << 24
BATCH = 1 << 20
# As what does not fit is first dealt; its number is not known by then.
PARTS = 128


def compressed(batches: Iterable[Records], nodes: int, persons: int | None = None) -> Arcs:
    """Ties given as pieces, as arcs in memory: both directions, the cheapest of a row first."""
    columns: Any = zip(*sorted_rows(batches, nodes), strict=True)
    degree, near, cost, kinds, last = (np.concatenate(column) for column in columns)
    inside = nodes if persons is None else persons
    arcs = Arcs(np.r_[0, np.cumsum(degree)], near, cost, kinds, last, inside)
    for array in arcs[:-1]:  # as mapped ones are: kernels are compiled for one of the two
        array.flags.writeable = False
    return arcs


def sorted_rows(
    batches: Iterable[Records], nodes: int, beside: Path | None = None, most: int = MOST
) -> Iterator[Rows]:
    """The rows of all nodes, in their order, some nodes at a time; the cheapest arc of a row comes
    first, then by node, then by kinds.

    Of a tie's strengths of one kind the last counts. Kinds together: 1 - (1 - s1)(1 - s2)... What
    does not fit waits in files in the folder `beside`; without one, all is held. Raises
    `ValueError` for an end that is no node.
    """
    waiting = _dealt(batches, nodes, beside, most)
    while waiting:
        one = waiting.popleft()
        own = one.begun(most)
        if own is None:
            waiting.extendleft(reversed(one.cut(2 + one.size // most)))
            continue
        arcs = _handed_on(own, one, waiting)
        del own
        found = laid(arcs, one.first, one.nodes)
        del arcs
        yield found


@dataclass
class _Pile:
    """Records of one type that wait, in a file or, where there is none, in memory."""

    kind: np.dtype[np.void]
    file: Path | None = None
    size: int = 0
    held: list[Records] = field(default_factory=list)

    def add(self, records: Records) -> None:
        self.size += len(records)
        if self.file is None:
            self.held.append(records)
            return
        with self.file.open("ab") as file:
            records.tofile(file)

    def batches(self, most: int = BATCH) -> Iterator[Records]:
        """All of them, in the order they came, so many of a file at a time; then there are none."""
        while self.held:
            yield self.held.pop(0)
        if self.file is not None and self.file.exists():
            with self.file.open("rb") as file:
                while len(batch := np.fromfile(file, self.kind, most)):
                    yield batch
            self.file.unlink()

    def all(self) -> Records:
        return np.concatenate([np.empty(0, self.kind), *self.batches(-1)])


@dataclass
class _Range:
    """The nodes from `first` up to `beyond`, the pieces of the ties whose lower end is among them,
    and the arcs that begin at them and were handed on."""

    first: int
    beyond: int
    beside: Path | None
    pieces: _Pile
    arcs: _Pile

    @property
    def nodes(self) -> int:
        return self.beyond - self.first

    @property
    def size(self) -> int:
        """How many arcs are held at once to finish it, at least."""
        return self.arcs.size + 2 * self.pieces.size

    def is_over(self, size: int, most: int) -> bool:
        """Whether so many arcs are too many, and it can be cut."""
        return size > most and self.nodes > 1 and self.beside is not None

    def begun(self, most: int) -> Records | None:
        """The arcs of its ties from the lower end; none where it is to be cut first."""
        if self.is_over(self.size, most):
            return None
        given = self.pieces.all()
        order = in_rows(given["low"], given["high"].astype(np.uint64), self.first, self.nodes)[1]
        made = np.empty(arcs_of(given, order), ARC)
        if self.is_over(self.arcs.size + 2 * len(made), most):
            self.pieces = _Pile(PIECE, None, len(given), [given])
            return None
        missing = np.empty(len(made))
        unite(given, order, made, missing)
        made["cost"] = np.maximum(-np.log1p(-missing), 1e-6)
        return made

    def cut(self, count: int) -> list[_Range]:
        """Ranges that take its place, and all that waits in it; its nodes by equal numbers."""
        assert self.beside is not None
        edges = np.unique(np.linspace(self.first, self.beyond, count + 1).astype(np.int64)).tolist()
        parts = []
        for first, beyond in pairwise(edges):
            files = (self.beside / f"{first}-{beyond}.{what}" for what in ("pieces", "arcs"))
            piles = (_Pile(kind, file) for kind, file in zip((PIECE, ARC), files, strict=True))
            parts.append(_Range(first, beyond, self.beside, *piles))
        for batch in self.pieces.batches():
            _deal(batch, "low", parts, [part.pieces for part in parts])
        for batch in self.arcs.batches():
            _deal(batch, "end", parts, [part.arcs for part in parts])
        return parts


def _dealt(batches: Iterable[Records], nodes: int, beside: Path | None, most: int) -> deque[_Range]:
    """The ranges, in order, with all pieces."""
    ranges = [_Range(0, nodes, beside, _Pile(PIECE), _Pile(ARC))]
    for batch in batches:
        if len(batch) and not (batch["low"].min() >= 0 and batch["high"].max() < nodes):
            raise ValueError(f"a tie ends at no node: there are {nodes}, counted from 0")
        _deal(batch, "low", ranges, [one.pieces for one in ranges])
        if len(ranges) == 1 and ranges[0].is_over(ranges[0].size, most):
            ranges = ranges[0].cut(PARTS)
    return deque(ranges)


def _handed_on(own: Records, one: _Range, later: Sequence[_Range]) -> Records:
    """All arcs that begin in a range, once those of its ties that begin in later ones are dealt to
    them."""
    turned = own.copy()
    turned["end"], turned["near"] = own["near"], own["end"]
    stays = turned["end"] < one.beyond
    _deal(turned[~stays], "end", later, [other.arcs for other in later])
    return np.concatenate([one.arcs.all(), own, turned[stays]])


def _deal(records: Records, by: str, ranges: Sequence[_Range], piles: Sequence[_Pile]) -> None:
    """Put each record on the pile of the range in which its node stands, in the order they came."""
    if len(ranges) == 1:
        piles[0].add(records)
        return
    edges = np.array([one.first for one in ranges], np.int64)
    dealt, counts = in_ranges(records[by], edges, records)
    end = 0
    for pile, count in zip(piles, counts, strict=True):
        if count:
            pile.add(dealt[end : end + count])
        end += count
