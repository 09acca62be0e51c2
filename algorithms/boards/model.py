"""How is the value of a board counted?

Whatever several seats may have in common is a group: a topic, a circle, a state, a sponsor, an
institution, a pair who work together. The first seat of a group may bring a gain, each further one
may have a cost. So a board's value is a sum over persons and over groups, which a solver for mixed
integer programmes takes as it is: weighted coverage (Nemhauser, Wolsey and Fisher, 1978, call it
submodular; here it is solved exactly).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from algorithms.boards.parts import PARTS, SIGNS
from algorithms.boards.question import Candidate, Question

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Group:
    """Candidates, by their places, with something in common: the part that it counts in, what it
    is, the share that its first seat adds, and the share that each further one adds."""

    part: str
    key: str
    members: tuple[int, ...]
    first: float = 0.0
    further: float = 0.0


@dataclass(frozen=True)
class Model:
    """A question, its candidates in the order of their ids, and their groups."""

    question: Question
    candidates: tuple[Candidate, ...]
    groups: tuple[Group, ...]

    @cached_property
    def members(self) -> sparse.csr_array:
        """A row a group, a column a candidate; 1 for a member."""
        sizes = [len(group.members) for group in self.groups]
        rows = np.repeat(np.arange(len(sizes)), sizes)
        columns = np.array([at for group in self.groups for at in group.members], np.int64)
        shape = (len(sizes), len(self.candidates))
        return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)

    @cached_property
    def first(self) -> Numbers:
        """By group, the value of its first seat."""
        return np.array([self._signed(group.part) * group.first for group in self.groups])

    @cached_property
    def further(self) -> Numbers:
        """By group, the value of each further seat; never above 0."""
        return np.array([self._signed(group.part) * group.further for group in self.groups])

    @cached_property
    def standing(self) -> Numbers:
        """By candidate, the value of the standing."""
        weight = self._signed("standing") / self.question.seats
        return np.array([weight * (each.standing or 0.0) for each in self.candidates])

    def shares(self, board: Sequence[int]) -> dict[str, float]:
        """The share of every part, 0 to 1, for a board given by places."""
        found = {part.name: 0.0 for part in PARTS}
        standings = (self.candidates[at].standing or 0.0 for at in board)
        found["standing"] = sum(standings) / self.question.seats
        counts = self.members[:, list(board)].sum(axis=1)
        for group, count in zip(self.groups, counts, strict=True):
            if count:
                found[group.part] += group.first + (count - 1) * group.further
        return {name: float(share) for name, share in found.items()}

    def value(self, board: Sequence[int]) -> float:
        """The sum of the shares times their weights, those against taken off."""
        return sum(self._signed(name) * share for name, share in self.shares(board).items())

    def with_one_more(self, board: Sequence[int]) -> Numbers:
        """By candidate, the value of the board with that one added."""
        counts = np.asarray(self.members[:, list(board)].sum(axis=1), np.float64)
        adds = np.where(counts > 0, self.further, self.first)
        added: Numbers = self.value(board) + self.standing + self.members.T @ adds
        return added

    def limit(self) -> float:
        """A value that no board exceeds: all that speaks for one in full."""
        weights = self.question.weights
        return sum(weights[name] for name, sign in SIGNS.items() if sign > 0)

    def _signed(self, part: str) -> float:
        return SIGNS[part] * self.question.weights[part]


def modelled(question: Question) -> Model:
    """The model of a question."""
    candidates = tuple(sorted(question.candidates, key=lambda each: each.person))
    return Model(question, candidates, tuple(_groups(question, candidates)))


def _groups(question: Question, candidates: tuple[Candidate, ...]) -> Iterator[Group]:
    seats, pairs = question.seats, max(1, question.seats * (question.seats - 1) // 2)
    others = max(1, seats - 1)
    topics = _by_key([sorted(each.topics & {*question.topics}) for each in candidates])
    for key, members in topics.items():
        yield Group("topics", key, members, first=1 / len(question.topics))
    for part, own in (
        ("communities", [each.community for each in candidates]),
        ("states", [each.state for each in candidates]),
    ):
        alike = _by_key([[] if one is None else [one] for one in own])
        for key, members in alike.items():
            yield Group(part, key, members, first=1 / min(seats, len(alike)))
    most = max((len(each.sponsors) for each in candidates), default=0)
    for key, members in _by_key([sorted(each.sponsors) for each in candidates]).items():
        yield Group("sponsors", key, members, further=1 / (most * others))
    places = [[] if each.institution is None else [each.institution] for each in candidates]
    for key, members in _by_key(places).items():
        yield Group("institutions", key, members, further=1 / others)
    at = {each.person: place for place, each in enumerate(candidates)}
    for (one, other), strength in sorted(question.ties.items()):
        if one in at and other in at and seats > 1:
            pair = (at[one], at[other])
            yield Group("coauthors", f"{one} {other}", pair, further=strength / pairs)


def _by_key(keys: Sequence[Sequence[str]]) -> dict[str, tuple[int, ...]]:
    """The places that have each key, keys in order."""
    found: dict[str, list[int]] = {}
    for place, own in enumerate(keys):
        for key in own:
            found.setdefault(key, []).append(place)
    return {key: tuple(found[key]) for key in sorted(found)}
