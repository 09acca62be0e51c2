"""Who connects a liaison, a team or some persons to others, with the records behind every hop?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from algorithms.paths.arcs import Found
from api.answering import Answering
from api.errors import bad_input
from api.introduction_types import Introduction, IntroductionFilterInput
from api.preparing import prepared
from api.searching import alone
from api.telling import told
from api.tie_kinds import TieKind

MOST_CHAINS = 200


async def introductions(
    answering: Answering,
    starts: Sequence[str],
    goals: Sequence[str],
    first: int,
    kinds: list[TieKind] | None,
    max_hops: int,
    given: IntroductionFilterInput | None,
    below: str = "",
) -> list[Introduction]:
    """The `first` strongest introductions to each goal, which the answer has at `below`; raises
    BAD_USER_INPUT where the question cannot be asked so."""
    given = given or IntroductionFilterInput()
    if not 1 <= first <= 20 or first * len(goals) > MOST_CHAINS:
        raise bad_input(f"`first` is {first}; give 1 to 20, {MOST_CHAINS} for all goals together")
    asked = await prepared(answering, starts, goals, kinds, max_hops, given)
    how = (first, max_hops, asked.allowed, given.different_introducers)
    chains: list[Found] = []
    for goal in asked.goals:
        chains += await alone(partial(asked.searcher.chains, asked.starts, goal, *how))
    question = replace(asked.question, below=below)
    shown = await told(answering, asked.index, asked.searcher, asked.starts, chains, question)
    return [one for one in shown if one]
