"""Whom does a rule take in, who would come and go by another one, and for which clauses?

A rule is a `PersonFilter`. Each of its fields is a clause, and so is each filter of its `and`: a
person is of the segment where all of them hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

import strawberry

from api.answering import Answering
from api.errors import refuse_beyond
from api.evaluating import Outcome, members, outcomes
from api.objectives import ruled
from api.ruling import Clause, clauses, text_of
from api.tiers import tiers
from api.types import Person

MOST_CHANGES = 100


@strawberry.type(description="What medical affairs sets out to do, and a rule of whom it needs.")
class Objective:
    name: str = strawberry.field(description="Its name.")
    title: str = strawberry.field(description="The same, to be read.")
    why: str = strawberry.field(description="What the rule looks for.")
    rule: str = strawberry.field(description="A `PersonFilter`, as a question writes it.")


@strawberry.type(description="A tier, and the rules of who comes in and who stays.")
class TierRule:
    name: str = strawberry.field(description="Its name.")
    title: str = strawberry.field(description="The same, to be read.")
    why: str = strawberry.field(description="Whom it is for.")
    enters: str = strawberry.field(
        description="Who comes in, a `PersonFilter`; `AREA` stands for the rule of the area."
    )
    stays: str = strawberry.field(description="Who stays, once in, likewise.")


@strawberry.enum(description="Whether a person would come into a segment or go out of it.")
class Move(Enum):
    ENTERS = strawberry.enum_value("ENTERS", description="The rule takes the person in.")
    LEAVES = strawberry.enum_value("LEAVES", description="The rule before took the person in.")


@strawberry.type(description="One part of a rule, held against one person.")
class ClauseOutcome:
    clause: str = strawberry.field(description="The part, as the rule has it.")
    is_of_rule: bool = strawberry.field(description="Of the rule tried; else of the one before.")
    holds: bool = strawberry.field(description="Whether it holds; what is not known does not.")
    value: str | None = strawberry.field(
        description="What the graph says, where the part is about one property; none: not known."
    )


@strawberry.type(description="Somebody who would come or go, and why.")
class SegmentChange:
    person: Person = strawberry.field(description="The person.")
    move: Move = strawberry.field(description="Comes or goes.")
    outcomes: list[ClauseOutcome] = strawberry.field(
        description="Every clause of both rules that tells: the first that fails is the reason."
    )


@strawberry.type(description="What a rule would do, before anything is changed.")
class SegmentDryRun:
    clauses: list[str] = strawberry.field(description="The parts of the rule; all must hold.")
    persons: int = strawberry.field(description="Persons whom the rule takes in.")
    stays: int = strawberry.field(description="Of these, those whom the rule before took in, too.")
    enters: int = strawberry.field(description="Persons who would come in.")
    leaves: int = strawberry.field(description="Persons who would go out.")
    changes: list[SegmentChange] = strawberry.field(
        description="The most influential of those who come, then of those who go."
    )


def objectives() -> list[Objective]:
    """Those of `objectives.toml`."""
    return [Objective(**one._asdict()) for one in ruled()]


def tier_rules() -> list[TierRule]:
    """Those of `tiers.toml`."""
    return [TierRule(**one._asdict()) for one in tiers()]


async def dry_run(answering: Answering, first: int) -> SegmentDryRun:
    """What the field's `rule` takes in, beside its `than` (none: nobody yet); the first so many of
    those who come, and of those who go, are told. Raises BAD_USER_INPUT."""
    refuse_beyond("first", first, 0, MOST_CHANGES)
    given = answering.arguments()
    rule, than = given.get("rule") or {}, given.get("than")
    context = answering.info.context
    new = await members(context, rule)
    old = set() if than is None else await members(context, than)
    parts = [(each, True) for each in clauses(rule)]
    parts += [(each, False) for each in clauses(than or {})]
    told: list[tuple[str, Move, list[ClauseOutcome]]] = []
    for move, who in ((Move.ENTERS, new - old), (Move.LEAVES, old - new)):
        if not first or not who:
            continue
        found = await outcomes(context, sorted(who), [clause for clause, _ in parts], first)
        told += [(id, move, _told(parts, each)) for id, each in found.items()]
    people = await answering.below(Person, ("changes.person",), "personId", [id for id, *_ in told])
    return SegmentDryRun(
        clauses=[clause.text for clause, is_new in parts if is_new],
        persons=len(new),
        stays=len(new & old),
        enters=len(new - old),
        leaves=len(old - new),
        changes=[
            SegmentChange(person=people[id], move=move, outcomes=outcomes)
            for id, move, outcomes in told
            if id in people
        ],
    )


def _told(parts: Sequence[tuple[Clause, bool]], found: Sequence[Outcome]) -> list[ClauseOutcome]:
    return [
        ClauseOutcome(
            clause=clause.text,
            is_of_rule=is_of_rule,
            holds=one.holds,
            value=None if one.value is None else text_of(one.value),
        )
        for (clause, is_of_rule), one in zip(parts, found, strict=True)
    ]
