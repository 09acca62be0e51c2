"""Which constraints leave no board at all, and by how much must each be relaxed?

The question is solved again with every constraint allowed to be broken, at the price of the number
of seats by which it is. The cheapest way to break them names the constraints, and is one of
perhaps several ways out. Fewer seats are the last of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from algorithms.boards.constraints import Row, matrix

_PRICE_OF_SEATS = 1000.0


@dataclass(frozen=True)
class Conflict:
    """A constraint that cannot hold with the others: the argument, what it is about, what it asks
    for and what there could be, in seats."""

    name: str
    of: str
    asked: int
    possible: int


def conflicts(rows: Sequence[Row], candidates: int, seconds: float) -> tuple[Conflict, ...]:
    """The fewest seats by which constraints are to be relaxed; none where the time did not
    suffice."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    lines, size = matrix(rows, candidates), len(rows)
    # Each row may fall short of its least, and exceed its most.
    slack = sparse.eye_array(size)
    price = [_PRICE_OF_SEATS if row.name == "seats" else 1.0 for row in rows]
    result = milp(
        np.concatenate([np.zeros(candidates), price, price]),
        integrality=np.concatenate([np.ones(candidates), np.zeros(2 * size)]),
        bounds=Bounds(0, np.concatenate([np.ones(candidates), np.full(2 * size, np.inf)])),
        constraints=LinearConstraint(
            sparse.hstack([lines, slack, -slack]),
            [row.low for row in rows],
            [row.high for row in rows],
        ),
        options={"time_limit": max(seconds, 1.0), "mip_rel_gap": 0},
    )
    if result.x is None:
        return ()
    short, beyond = np.round(result.x[candidates:]).astype(int).reshape(2, size)
    return tuple(
        Conflict(row.name, row.of, int(row.low), int(row.low) - int(less))
        if less
        else Conflict(row.name, row.of, int(row.high), int(row.high) + int(more))
        for row, less, more in zip(rows, short, beyond, strict=True)
        if less or more
    )
