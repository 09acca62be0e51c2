"""Which introductions come next, and who would be lost without whom?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import numpy as np
import strawberry

from algorithms.introductions import plan as planning
from algorithms.introductions.tie_index import TieIndex
from algorithms.paths.reach import Reached
from api.answering import Answering
from api.connections import PageInfo
from api.declaring import named
from api.errors import bad_input
from api.influence_types import Info
from api.introduction_types import Introduction, IntroductionFilterInput
from api.pages import After, Before, Last, Part, Rows
from api.preparing import Asked, prepared
from api.scopes import fulfilling
from api.searching import alone
from api.telling import told
from api.tie_kinds import TieKind
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


@named
@strawberry.type(description="Someone in reach, by the strongest chain.")
class ReachedEdge:
    cursor: str = strawberry.field(description="Cursor of this row, for `after` and `before`.")
    node: Person = strawberry.field(description="The person.")
    strength: float = strawberry.field(description="Product of the ties' strengths, 0 to 1.")
    hops: int = strawberry.field(description="Ties in the chain.")
    through: Person | None = strawberry.field(
        description="Who stands next to the person in it; none where the two have a tie."
    )


@named
@strawberry.type(description="One page of those in reach.")
class ReachedConnection:
    edges: list[ReachedEdge] = strawberry.field(description="Rows with their chains.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int = strawberry.field(description="Persons in reach whom the filter keeps.")

    @strawberry.field(description="The persons themselves.")
    def nodes(self) -> list[Person]:
        return [edge.node for edge in self.edges]


@strawberry.type(description="Who is in reach of a liaison, a team or persons, with and without.")
class Reach:
    index: strawberry.Private[TieIndex]
    chains: strawberry.Private[Reached]
    persons: int = strawberry.field(description="Persons reached.")
    expected: float = strawberry.field(description="Sum of the strengths of the chains to them.")
    persons_without: int = strawberry.field(description="Persons still reached without them.")
    expected_without: float = strawberry.field(description="The sum without them.")
    cut_off: int = strawberry.field(description="Persons no longer reached.")
    lost: list[Lost] = strawberry.field(description="Those who lose most, the worst first.")

    @strawberry.field(description="Those reached with nobody left out, the strongest chain first.")
    async def reached(
        self,
        info: Info,
        filter: Annotated[  # noqa: ARG002
            Annotated["PersonFilter", strawberry.lazy("api.made")] | None,  # type: ignore[name-defined]  # noqa: F821, UP037
            strawberry.argument(description="Which of them; whoever stands between may be others."),
        ] = None,
        first: Rows = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> ReachedConnection:
        part = Part(first, after, last, before)
        return await _in_reach(Answering(info), self.index, self.chains, part)


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
        if one
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
    chains, rest = await alone(lambda: _reached(asked, least))
    before, after = chains.strength, rest.strength
    lost = before - after
    order = np.lexsort((np.arange(len(lost)), -lost))[:first]
    worst = [int(place) for place in order if lost[place] > 1e-9]
    ids = [asked.index.person(place) for place in worst]
    people = await answering.below(Person, ("lost.person",), "personId", ids)
    return Reach(
        index=asked.index,
        chains=chains,
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


def _reached(asked: Asked, least: float) -> tuple[Reached, Reached]:
    """The best chain to everyone, with and without the question's goals; of strength 0 where it is
    below `least`, and for starts and goals themselves."""
    size = len(asked.index.arcs.start) - 1
    banned = np.zeros(size, np.bool_) if asked.allowed.banned is None else asked.allowed.banned
    without = banned.copy()
    without[asked.goals] = True
    others = ~without
    others[asked.starts] = False
    hops = asked.question.max_hops
    found = (
        asked.searcher.reach(asked.starts, hops, replace(asked.allowed, banned=left_out))
        for left_out in (banned, without)
    )
    before, after = (
        chains._replace(
            strength=np.where((chains.strength >= least) & others, chains.strength, 0.0)
        )
        for chains in found
    )
    return before, after


async def _in_reach(
    answering: Answering, index: TieIndex, chains: Reached, part: Part
) -> ReachedConnection:
    """A page of those whom chains reach and the field's `filter` keeps."""
    kept, filter = chains.strength > 0, answering.arguments().get("filter")
    if filter is not None:
        kept &= (await fulfilling(answering, filter)).mask(index)
    (who,) = np.nonzero(kept)
    # Places are in the order of ids.
    who = who[np.lexsort((who, -chains.strength[who]))]

    def key_at(place: int) -> tuple[float, str]:
        return -float(chains.strength[who[place]]), index.person(int(who[place]))

    cursors = answering.info.context.cursors
    places, written, position = part.page(len(who), key_at, cursors, "reached")
    ends = [(int(who[place]), int(chains.through[who[place]])) for place in places]
    hops = [int(chains.hops[end]) for end, _ in ends]
    shown = {end for end, _ in ends}
    shown |= {through for (_, through), ties in zip(ends, hops, strict=True) if ties > 1}
    ids = sorted(index.person(place) for place in shown)
    paths = ("edges.node", "edges.through", "nodes")
    people = await answering.below(Person, paths, "personId", ids)
    return ReachedConnection(
        edges=[
            ReachedEdge(
                cursor=cursor,
                node=people[index.person(end)],
                strength=float(chains.strength[end]),
                hops=ties,
                through=people[index.person(through)] if ties > 1 else None,
            )
            for (end, through), ties, cursor in zip(ends, hops, written, strict=True)
        ],
        page_info=position,  # type: ignore[arg-type]
        total_count=len(who),
    )
