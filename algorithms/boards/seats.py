"""What does each seat bring, what speaks against it, and who comes in where one declines?

A seat's loss is the board's value less its value with that seat left empty. Losses do not add up to
the value: what two seats both cover is lost with neither. A replacement is sought with all others
staying, since invitations go out one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from algorithms.boards.constraints import keeping, matrix, rows_of
from algorithms.boards.model import Model
from algorithms.boards.parts import SIGNS
from algorithms.boards.solving import EQUAL


@dataclass(frozen=True)
class Replacement:
    """Who would come in, as a place of the model, and what that changes of the board's value."""

    seat: int
    change: float


@dataclass(frozen=True)
class Seat:
    """A seat, as a place of the model: what the board's value loses without it, and of which
    parts; what only it has, by part; what it shares, by part, with the seats it shares it with; who
    comes in where it declines, if anybody can."""

    seat: int
    loss: float
    losses: Mapping[str, float]
    only: Mapping[str, tuple[str, ...]]
    shared: tuple[tuple[str, str, tuple[int, ...]], ...]
    if_declines: Replacement | None


def explained(model: Model, board: Sequence[int]) -> tuple[Seat, ...]:
    """Every seat of a board, in the board's order."""
    return tuple(_seat(model, board, seat) for seat in board)


def points(model: Model, board: Sequence[int]) -> dict[str, float]:
    """What every part adds to the value of a board; they add up to it."""
    weights = model.question.weights
    return {
        name: SIGNS[name] * weights[name] * share for name, share in model.shares(board).items()
    }


def _seat(model: Model, board: Sequence[int], seat: int) -> Seat:
    rest = [at for at in board if at != seat]
    whole, without = points(model, board), points(model, rest)
    losses = {name: whole[name] - without[name] for name in whole}
    only: dict[str, tuple[str, ...]] = {}
    shared = []
    for group in model.groups:
        if seat not in group.members:
            continue
        others = tuple(at for at in rest if at in group.members)
        if group.first and not others:
            only[group.part] = (*only.get(group.part, ()), group.key)
        elif group.further and others:
            shared.append((group.part, group.key, others))
    return Seat(
        seat=seat,
        loss=sum(losses.values()),
        losses=losses,
        only=only,
        shared=tuple(shared),
        if_declines=_replacement(model, board, seat),
    )


def _replacement(model: Model, board: Sequence[int], seat: int) -> Replacement | None:
    """The best of those who keep all constraints; the seat's own `include` is void then."""
    person = model.candidates[seat].person
    free = replace(model.question, include=model.question.include - {person})
    rows = rows_of(replace(model, question=free))
    rest = [at for at in board if at != seat]
    allowed = keeping(rows, matrix(rows, len(model.candidates)), rest)
    allowed[seat] = False
    if not allowed.any():
        return None
    values = np.where(allowed, model.with_one_more(rest), -np.inf)
    at = int(np.flatnonzero(values >= values.max() - EQUAL)[0])
    return Replacement(at, float(values[at]) - model.value(board))
