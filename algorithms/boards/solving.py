"""Which board is the best, and how far may it be from the best possible?

The question is a mixed integer programme: a variable a candidate, 1 for a seat, and one a group, at
most 1 and at most the number of its seats. HiGHS (Huangfu and Hall, 2018) solves it and gives a
bound that no board exceeds, also where its time is over. The board is then mended by single
exchanges, which end the same whatever the order of the candidates: of boards of one value those
with lower ids are taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from algorithms.boards.conflicts import Conflict, conflicts
from algorithms.boards.constraints import Row, holds, keeping, matrix, rows_of
from algorithms.boards.model import Model

EQUAL = 1e-9
PROVEN = 1e-6  # what HiGHS takes for no gap
MOST_EXCHANGES = 200
_INFEASIBLE = 2


@dataclass(frozen=True)
class Solved:
    """The seats as places of the model, in order; the value; a value that no board exceeds. Without
    seats: which constraints cannot hold together, or none where the time did not suffice."""

    seats: tuple[int, ...]
    value: float
    best_possible: float
    conflicts: tuple[Conflict, ...] = ()

    @property
    def gap(self) -> float:
        """How far the value may be from the best, as a share of the latter; 0 is proven best."""
        missing = max(0.0, self.best_possible - self.value)
        return 0.0 if missing <= PROVEN else missing / max(abs(self.best_possible), PROVEN)


def solve(model: Model, seconds: float) -> Solved:
    """The best board that the time suffices for."""
    if not model.candidates:
        return Solved((), 0.0, 0.0, (Conflict("seats", "", model.question.seats, 0),))
    rows = rows_of(model)
    lines = matrix(rows, len(model.candidates))
    found, bound, is_impossible = _by_highs(model, rows, lines, seconds)
    if is_impossible:
        return Solved((), 0.0, 0.0, conflicts(rows, len(model.candidates), seconds))
    board = found or _one_by_one(model, rows, lines)
    if not board:
        return Solved((), 0.0, bound)
    seats = _exchanged(model, rows, lines, board)
    value = model.value(seats)
    return Solved(seats, value, max(value, bound))


def _by_highs(
    model: Model, rows: Sequence[Row], lines: sparse.csr_array, seconds: float
) -> tuple[list[int], float, bool]:
    """Places of the best board found, if any; a bound; and whether there can be none."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    size, groups = len(model.candidates), len(model.groups)
    # count * further + covered * (first - further) is first for one seat, and further from then on.
    each = model.standing + model.members.T @ model.further
    covered = model.first - model.further
    covering = sparse.hstack([model.members, -sparse.eye_array(groups)])
    asked = sparse.hstack([lines, sparse.csr_array((len(rows), groups))])
    result = milp(
        -np.concatenate([each, covered]),
        integrality=np.concatenate([np.ones(size), np.zeros(groups)]),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(covering, 0, np.inf),
            LinearConstraint(asked, [row.low for row in rows], [row.high for row in rows]),
        ],
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )
    told, bound = getattr(result, "mip_dual_bound", None), model.limit()
    if told is not None and np.isfinite(told):
        bound = min(bound, -float(told))
    board = [] if result.x is None else [int(at) for at in np.flatnonzero(result.x[:size] > 0.5)]
    return board, bound, result.status == _INFEASIBLE


def _one_by_one(model: Model, rows: Sequence[Row], lines: sparse.csr_array) -> list[int]:
    """A board put together one by one, first those who are needed; none where that fails."""
    board: list[int] = []
    needed = [row for row in rows if row.name != "seats" and row.low > 0]
    most = np.array([row.high for row in rows])
    while len(board) < model.question.seats:
        counts = np.asarray(lines[:, board].sum(axis=1), np.float64)
        full = np.asarray(lines.T @ (counts >= most).astype(np.float64)) > 0
        values = np.where(full, -np.inf, model.with_one_more(board))
        values[board] = -np.inf
        short = [row for row in needed if len({*row.members} & {*board}) < row.low]
        if short:
            others = np.ones(len(values), np.bool_)
            others[list(short[-1].members)] = False
            values[others] = -np.inf
        if not len(values) or values.max() == -np.inf:
            return []
        board.append(int(values.argmax()))
    return board if holds(rows, lines, board) else []


def _exchanged(
    model: Model, rows: Sequence[Row], lines: sparse.csr_array, board: Sequence[int]
) -> tuple[int, ...]:
    """The board after all single exchanges that raise its value, or keep it with a lower id."""
    seats = sorted(board)
    for _ in range(MOST_EXCHANGES):
        value, best = model.value(seats), None
        for seat in seats:
            rest = [at for at in seats if at != seat]
            values = np.where(keeping(rows, lines, rest), model.with_one_more(rest), -np.inf)
            values[seat] = -np.inf
            at = _first_of_most(values)
            better = values[at] - value
            if better > EQUAL or (better > -EQUAL and at < seat):
                choice = (better if better > EQUAL else 0.0, -at, seat, at)
                best = max(best or choice, choice)
        if best is None:
            break
        seats = sorted({*seats, best[3]} - {best[2]})
    return tuple(seats)


def _first_of_most(values: np.ndarray) -> int:
    """The first place of those with the highest value."""
    return int(np.flatnonzero(values >= values.max() - EQUAL)[0])
