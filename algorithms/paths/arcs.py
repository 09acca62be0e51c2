"""How do ties lie in memory for a search, and which of them may a question use?

Compressed sparse rows: each person's ties stand together, the strongest first, so that a search may
leave a row as soon as a tie is too weak. A tie of several kinds has one arc for every choice among
them, with the strength that records of just these kinds give, so that a filter of kinds needs no
arithmetic during the search.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

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


class Rows(NamedTuple):
    """The arcs of some nodes that follow one another: how many each node has, and then as in
    `Arcs`."""

    degree: NDArray[np.int64]
    near: NDArray[np.int32]
    cost: NDArray[np.float32]
    kinds: NDArray[np.uint32]
    last: NDArray[np.uint16]


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


@numba.njit(cache=True, nogil=True, inline="always")
def usable(arcs: Arcs, rule: Rule, arc: int) -> bool:
    """Whether an arc counts just those of its tie's kinds that are asked for, and is young."""
    kinds = arcs.kinds[arc]
    counted = kinds >> SHIFT
    return counted != 0 and counted == (kinds & rule.kinds & LOW) and arcs.last[arc] >= rule.since
