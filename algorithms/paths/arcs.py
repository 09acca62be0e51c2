"""How do ties lie in memory for a search, and which of them may a question use?

Compressed sparse rows: each person's ties stand together, the strongest first, so that a search may
leave a row as soon as a tie is too weak. A tie of several kinds has one arc for every choice among
them, with the strength that records of just these kinds give, so that a filter of kinds needs no
arithmetic during the search.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from schema.ties import ALL_KINDS

# Bits of `kinds` for the tie's own; as many above them for those that an arc counts.
SHIFT = 16
# Compiled searches are kept by the text of this file, so that the mask they use must stand here.
LOW = (1 << SHIFT) - 1
# Costs closer than this are those of one chain: the same sum in another order.
SAME = 1e-9


class Arcs(NamedTuple):
    """Ties as compressed sparse rows: `start` (one more than nodes), and per arc the other end, the
    cost -ln strength, kinds (low half: of the tie; high half: those that this arc's cost counts)
    and the day of the latest record (days since 1950, 0 unknown). The first `persons` nodes may
    stand inside a chain, the others only at an end."""

    start: NDArray[np.int64]
    near: NDArray[np.int32]
    cost: NDArray[np.float32]
    kinds: NDArray[np.uint32]
    last: NDArray[np.uint16]
    persons: int


@dataclass(frozen=True)
class Filter:
    """What a chain may use: kinds of tie (bits), ties of at least some strength and not seen last
    before some day, nobody of `banned`, and nobody of `outside` but at an end (True per node; may
    be shared, are not changed)."""

    kinds: int = ALL_KINDS
    least: float = 0.0
    since: int = 0
    banned: NDArray[np.bool_] | None = None
    outside: NDArray[np.bool_] | None = None


class Rule(NamedTuple):
    """A filter as the searches take it: kinds of tie (bits), the cost of the dearest tie that may
    be used, the first day on which a tie may have been seen last, and who is banned, per node."""

    kinds: int
    dearest: float
    since: int
    banned: NDArray[np.bool_]


@dataclass(frozen=True)
class Found:
    """A chain as node numbers from start to goal, and its cost."""

    nodes: tuple[int, ...]
    cost: float


class Chains(NamedTuple):
    """Chains as the searches give them: the nodes of all, each from start to goal, where in these
    each ends, and what each costs."""

    nodes: NDArray[np.int64]
    ends: NDArray[np.int64]
    costs: NDArray[np.float64]


def compressed(
    a: NDArray[np.int64],
    b: NDArray[np.int64],
    parts: dict[int, NDArray[np.float64]],
    last: dict[int, NDArray[np.uint16]],
    nodes: int,
    persons: int | None = None,
) -> Arcs:
    """Ties between nodes `a` and `b` as arcs in both directions, the cheapest of a row first.

    `parts` holds per kind (a bit) the strength that records of this kind give each tie, 0 for none;
    `last` the day of the latest of them. Kinds together: 1 - (1 - s1)(1 - s2)...
    """
    have = np.zeros(len(a), np.uint32)
    for kind, strength in parts.items():
        have |= np.where(strength > 0, kind, 0).astype(np.uint32)
    columns: list[list[NDArray[Any]]] = [[], [], [], [], []]
    for choice in sorted({choice for kinds in np.unique(have).tolist() for choice in _some(kinds)}):
        rows = np.flatnonzero((have & choice) == choice)
        missing, day = np.ones(len(rows)), np.zeros(len(rows), np.uint16)
        for kind in (kind for kind in parts if kind & choice):
            missing *= 1 - parts[kind][rows]
            day = np.maximum(day, last[kind][rows])
        cost = np.maximum(-np.log1p(-missing), 1e-6).astype(np.float32)
        both = have[rows] | np.uint32(choice << SHIFT)
        for one, other in ((a, b), (b, a)):
            added: tuple[NDArray[Any], ...] = (one[rows], other[rows].astype("i4"), cost, both, day)
            for column, values in zip(columns, added, strict=True):
                column.append(values)
    end, near, price, kinds, latest = (
        np.concatenate(column) if column else np.zeros(0, kind)
        for column, kind in zip(columns, ("i8", "i4", "f4", "u4", "u2"), strict=True)
    )
    order = np.lexsort((near, price, end))
    start = np.searchsorted(end[order], np.arange(nodes + 1)).astype(np.int64)
    inside = nodes if persons is None else persons
    return _sealed(Arcs(start, near[order], price[order], kinds[order], latest[order], inside))


def _some(kinds: int) -> Iterator[int]:
    """Every choice of at least one among some kinds."""
    choice = kinds
    while choice:
        yield choice
        choice = (choice - 1) & kinds


def _sealed(arcs: Arcs) -> Arcs:
    """Not to be written, as mapped ones are not: kernels are compiled for one of the two."""
    for array in arcs[:-1]:
        array.flags.writeable = False
    return arcs


@numba.njit(cache=True, nogil=True, inline="always")
def usable(arcs: Arcs, rule: Rule, arc: int) -> bool:
    """Whether an arc counts just those of its tie's kinds that are asked for, and is young."""
    kinds = arcs.kinds[arc]
    counted = kinds >> SHIFT
    return counted != 0 and counted == (kinds & rule.kinds & LOW) and arcs.last[arc] >= rule.since
