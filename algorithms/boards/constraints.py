"""Which rows of numbers say that a board keeps what is asked of it, and what does each mean?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from algorithms.boards.model import Model


@dataclass(frozen=True)
class Row:
    """Between `low` and `high` seats must be of the members, which are places of candidates. `name`
    is the argument that asks for it, `of` what it is about."""

    name: str
    of: str
    members: tuple[int, ...]
    low: float
    high: float


def rows_of(model: Model) -> tuple[Row, ...]:
    """All that must hold; what no board can break is left out."""
    question, everybody = model.question, tuple(range(len(model.candidates)))
    rows = [Row("seats", "", everybody, question.seats, question.seats)]
    rows += _at_most(model)
    for least in question.least:
        who = tuple(at for at in everybody if model.candidates[at].state in least.states)
        rows.append(Row("least", least.name, who, least.seats, np.inf))
    for person in sorted(question.include):
        who = tuple(at for at in everybody if model.candidates[at].person == person)
        rows.append(Row("include", person, who, 1, np.inf))
    return tuple(rows)


def _at_most(model: Model) -> Iterator[Row]:
    question = model.question
    bounds = {
        "institutions": ("perInstitution", question.per_institution),
        "sponsors": ("perSponsor", question.per_sponsor),
        "communities": ("perCommunity", question.per_community),
    }
    for group in model.groups:
        name, most = bounds.get(group.part, ("", None))
        if most is not None and len(group.members) > most:
            yield Row(name, group.key, group.members, 0, most)


def matrix(rows: Sequence[Row], candidates: int) -> sparse.csr_array:
    """A line a row, a column a candidate; 1 for a member."""
    sizes = [len(row.members) for row in rows]
    lines = np.repeat(np.arange(len(rows)), sizes)
    columns = np.array([at for row in rows for at in row.members], np.int64)
    return sparse.csr_array((np.ones(len(lines)), (lines, columns)), shape=(len(rows), candidates))


def keeping(
    rows: Sequence[Row], lines: sparse.csr_array, board: Sequence[int]
) -> NDArray[np.bool_]:
    """By candidate, whether the board with that one added keeps all rows."""
    counts = np.asarray(lines[:, list(board)].sum(axis=1), np.float64)
    low = np.array([row.low for row in rows])
    high = np.array([row.high for row in rows])
    # A row that falls one short is mended by its members, one that is full is broken by them.
    short, full = (counts == low - 1), (counts == high)
    mends = np.asarray(lines.T @ short.astype(np.float64)) == short.sum()
    breaks = np.asarray(lines.T @ full.astype(np.float64)) > 0
    if (counts < low - 1).any() or (counts > high).any():
        return np.zeros(lines.shape[1], np.bool_)
    allowed: NDArray[np.bool_] = mends & ~breaks
    allowed[list(board)] = False
    return allowed


def holds(rows: Sequence[Row], lines: sparse.csr_array, board: Sequence[int]) -> bool:
    """Whether a board keeps all rows."""
    counts = np.asarray(lines[:, list(board)].sum(axis=1), np.float64)
    kept = [row.low <= count <= row.high for row, count in zip(rows, counts, strict=True)]
    return all(kept)
