"""Which questions can one ask of the demo country, and what is the answer to expect?

Pairs of clinicians two or three hops apart whose circles share a planted connector, and the
clinician with the most co-authors. Hops are counted over papers of at most 50 authors.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from demo.circles import Ints
from demo.nppes import is_deactivated
from demo.world import World

_MOST_AUTHORS = 50
_PAIRS = 3


class Signed:
    """Who signed with whom, looked up on demand from the bylines."""

    def __init__(self, pmid: Ints, person: Ints) -> None:
        _, paper, size = np.unique(pmid, return_inverse=True, return_counts=True)
        keep = size[paper] <= _MOST_AUTHORS
        paper, person = paper[keep], person[keep]
        order = np.argsort(paper, kind="stable")
        self._paper_start = np.searchsorted(paper[order], np.arange(len(size) + 1))
        self._authors = person[order]
        order = np.argsort(person, kind="stable")
        self._person_start = np.searchsorted(person[order], np.arange(int(person.max()) + 2))
        self._papers = paper[order]

    def papers(self, person: int) -> int:
        """How many papers a person signed."""
        if person + 1 >= len(self._person_start):
            return 0
        return int(self._person_start[person + 1] - self._person_start[person])

    def coauthors(self, person: int) -> set[int]:
        """Everyone who signed a paper with a person."""
        if person + 1 >= len(self._person_start):
            return set()
        begin, end = self._person_start[person], self._person_start[person + 1]
        found: set[int] = set()
        for paper in self._papers[begin:end]:
            found.update(
                self._authors[self._paper_start[paper] : self._paper_start[paper + 1]].tolist()
            )
        found.discard(person)
        return found

    def path(self, start: int, goal: int, most: int) -> list[int]:
        """A shortest chain of persons from `start` to `goal`, empty beyond `most` hops."""
        before = {start: start}
        edge = [start]
        for _ in range(most):
            following = []
            for person in edge:
                for other in sorted(self.coauthors(person)):
                    if other not in before:
                        before[other] = person
                        following.append(other)
            if goal in before:
                chain = [goal]
                while chain[-1] != start:
                    chain.append(before[chain[-1]])
                return chain[::-1]
            edge = following
        return []


def find(world: World, signed: Signed) -> dict[str, Any]:
    """The example questions: up to three pairs, and the best connected clinician."""
    pairs: list[dict[str, Any]] = []
    for connector, joined in zip(world.people.connector, world.people.connected, strict=True):
        # The last pair is to be three hops apart, the others two.
        pair = _pair(world, signed, int(connector), joined, 2 if len(pairs) < _PAIRS - 1 else 3)
        if pair:
            pairs.append(pair)
        if len(pairs) == _PAIRS:
            break
    busiest = sorted(range(world.clinicians), key=lambda at: (-signed.papers(at), at))[:20]
    named = [at for at in busiest if not is_deactivated(at)]
    best = max(named, key=lambda at: (len(signed.coauthors(at)), -at))
    return {
        "pairs": pairs,
        "wellConnected": {
            "npi": world.people.npi[best],
            "name": _name(world, best),
            "coauthors": len(signed.coauthors(best)),
            "papers": signed.papers(best),
        },
    }


def _pair(
    world: World, signed: Signed, connector: int, joined: Sequence[int], hops: int
) -> dict[str, Any] | None:
    """A clinician of the connector's first circle and one of another, `hops` apart."""
    here, there = _known(world, signed, joined[0]), _known(world, signed, joined[-1])
    for start in here[:4]:
        for goal in there[:4]:
            if connector in (start, goal) or start == goal:
                continue
            chain = signed.path(start, goal, hops)
            if len(chain) == hops + 1:
                return {
                    "from": world.people.npi[start],
                    "fromName": _name(world, start),
                    "to": world.people.npi[goal],
                    "toName": _name(world, goal),
                    "hops": hops,
                    "chain": [_name(world, person) for person in chain],
                    "chainPersons": chain,
                    "circles": [joined[0], joined[-1]],
                    "connector": connector,
                }
    return None


def _known(world: World, signed: Signed, circle: int) -> list[int]:
    """Clinicians of a circle with at least three papers, those who never moved."""
    people = world.people
    mine = np.flatnonzero((people.circle == circle) & (people.later_circle == circle))
    found = [
        int(at)
        for at in mine
        if at < world.clinicians and not is_deactivated(int(at)) and signed.papers(int(at)) >= 3
    ]
    return sorted(found, key=lambda at: (-signed.papers(at), at))[2:]


def _name(world: World, person: int) -> str:
    return f"{world.people.first[person]} {world.people.last[person]}"


def write(world: World, folder: Path, pmid: Ints, person: Ints) -> dict[str, Any]:
    """Find the questions and write them as questions.json."""
    found = find(world, Signed(pmid, person))
    (folder / "questions.json").write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2))
    return found
