"""Which introductions come next, and who would be lost without whom?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import strawberry
from numpy.typing import NDArray

from algorithms.introductions import plan as planning
from api.answering import Answering
from api.errors import bad_input
from api.introduction_types import Introduction, IntroductionFilterInput, TieKind
from api.preparing import Asked, prepared
from api.searching import alone
from api.telling import told
from api.types import Person

MOST_ASKS, MOST_LOST = 50, 100


@strawberry.type(description="One introduction to ask for, in its place in the order.")
class NextIntroduction:
    introduction: Introduction = strawberry.field(description="Whom to ask, and along which ties.")
    gain: float = strawberry.field(
        description="By how much it raises the expected number of persons opened."
    )
    opened: float = strawberry.field(
        description="Expected number of persons opened by this and all before."
    )


@strawberry.type(description="Someone whom the loss of others would put further away.")
class Lost:
    person: Person = strawberry.field(description="The person.")
    before: float = strawberry.field(description="Strength of the strongest chain, 0 to 1.")
    after: float = strawberry.field(description="The same without those left out; 0: cut off.")


@strawberry.type(description="Who is in reach of a liaison, a team or persons, with and without.")
class Reach:
    persons: int = strawberry.field(description="Persons reached.")
    expected: float = strawberry.field(description="Sum of the strengths of the chains to them.")
    persons_without: int = strawberry.field(description="Persons still reached without them.")
    expected_without: float = strawberry.field(description="The sum without them.")
    cut_off: int = strawberry.field(description="Persons no longer reached.")
    lost: list[Lost] = strawberry.field(description="Those who lose most, the worst first.")


async def next_introductions(
    answering: Answering,
    starts: Sequence[str],
    goals: Sequence[str],
    asks: int,
    each: int,
    kinds: list[TieKind] | None,
    max_hops: int,
    given: IntroductionFilterInput | None,
) -> list[NextIntroduction]:
    """The asks in order; raises BAD_USER_INPUT where the question cannot be asked so."""
    if not 1 <= asks <= MOST_ASKS or each < 1:
        raise bad_input(
            f"`asks` is {asks}, `perIntroducer` {each}; give 1 to {MOST_ASKS}, and 1 or more"
        )
    given = given or IntroductionFilterInput()
    asked = await prepared(answering, starts, goals, kinds, max_hops, given)
    where = (asked.starts, asked.goals, max_hops, asked.allowed)
    order = await alone(
        lambda: planning.sequence(planning.candidates(asked.searcher, *where), asks, each)
    )
    question = replace(asked.question, below="introduction.")
    chains = [ask.chain for ask in order]
    shown = await told(answering, asked.index, asked.searcher, asked.starts, chains, question)
    return [
        NextIntroduction(introduction=one, gain=ask.gain, opened=ask.opened)
        for one, ask in zip(shown, order, strict=True)
    ]


async def reach(
    answering: Answering,
    starts: Sequence[str],
    without: Sequence[str],
    least: float,
    first: int,
    kinds: list[TieKind] | None,
    max_hops: int,
    given: IntroductionFilterInput | None,
) -> Reach:
    """Who is reached by chains of at least the strength `least`, with and without some persons;
    raises BAD_USER_INPUT."""
    if not 0 < least < 1 or not 0 <= first <= MOST_LOST:
        raise bad_input(
            f"`least` is {least}, `first` {first}; give 0 to 1, and 0 to {MOST_LOST} persons"
        )
    given = given or IntroductionFilterInput()
    asked = await prepared(answering, starts, without, kinds, max_hops, given)
    before, after = await alone(lambda: _reached(asked, least))
    lost = before - after
    order = np.lexsort((np.arange(len(lost)), -lost))[:first]
    worst = [int(place) for place in order if lost[place] > 1e-9]
    ids = [asked.index.person(place) for place in worst]
    people = await answering.below(Person, ("lost.person",), "personId", ids)
    return Reach(
        persons=int((before > 0).sum()),
        expected=float(before.sum()),
        persons_without=int((after > 0).sum()),
        expected_without=float(after.sum()),
        cut_off=int(((before > 0) & (after == 0)).sum()),
        lost=[
            Lost(person=people[id], before=float(before[at]), after=float(after[at]))
            for id, at in zip(ids, worst, strict=True)
        ],
    )


def _reached(asked: Asked, least: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The strength of the best chain to everyone, with and without the question's goals; 0 where it
    is below `least`, and for starts and goals themselves."""
    size = len(asked.index.arcs.start) - 1
    banned = np.zeros(size, np.bool_) if asked.allowed.banned is None else asked.allowed.banned
    without = banned.copy()
    without[asked.goals] = True
    others = ~without
    others[asked.starts] = False
    hops = asked.question.max_hops
    before, after = (
        asked.searcher.reach(asked.starts, hops, replace(asked.allowed, banned=left_out))
        for left_out in (banned, without)
    )
    return (
        np.where((before >= least) & others, before, 0.0),
        np.where((after >= least) & others, after, 0.0),
    )
