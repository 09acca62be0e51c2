"""Whom does a rule take in, who would come and go by another one, and for which clauses?

A rule is a `PersonFilter`. Each of its fields is a clause, and so is each filter of its `and`: a
person is of the segment where all of them hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import orjson
import strawberry

from api.answering import Answering, native
from api.conditions import Conditions
from api.errors import bad_input
from api.objectives import ruled
from api.properties import of_node
from api.reads import Statement
from api.rights import Guard
from api.types import Person
from api.vocabularies import look_up
from schema import nodes as n

Filter = Mapping[str, Any]
ROOT = "segmentDryRun"
MOST_CHANGES = 100


@strawberry.type(description="What medical affairs sets out to do, and a rule of whom it needs.")
class Objective:
    name: str = strawberry.field(description="Its name.")
    title: str = strawberry.field(description="The same, to be read.")
    why: str = strawberry.field(description="What the rule looks for.")
    rule: str = strawberry.field(description="A `PersonFilter`, as a question writes it.")


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


@dataclass(frozen=True)
class Clause:
    """A part of a rule: its text, and the filter that it is."""

    text: str
    filter: Filter


def objectives() -> list[Objective]:
    """Those of `objectives.toml`."""
    return [Objective(**one._asdict()) for one in ruled()]


def clauses(rule: Filter) -> list[Clause]:
    """The parts of a rule, in its order, those of its `and` one by one."""
    found: list[Filter] = []
    for name, value in rule.items():
        if value is None:
            continue
        found += value if name == "and" else [{name: value}]
    return [Clause(_text(each)[1:-1], each) for each in found]


async def dry_run(answering: Answering, first: int) -> SegmentDryRun:
    """What the field's `rule` takes in, beside its `than` (none: nobody yet); the first so many of
    those who come, and of those who go, are told. Raises BAD_USER_INPUT."""
    if not 0 <= first <= MOST_CHANGES:
        raise bad_input(f"`first` is {first}; give 0 to {MOST_CHANGES}")
    given = answering.arguments()
    rule, than = given.get("rule") or {}, given.get("than")
    new = await _members(answering, rule)
    old = set() if than is None else await _members(answering, than)
    parts = [(each, True) for each in clauses(rule)]
    parts += [(each, False) for each in clauses(than or {})]
    told: list[tuple[str, Move, list[ClauseOutcome]]] = []
    for move, who in ((Move.ENTERS, new - old), (Move.LEAVES, old - new)):
        found = await _outcomes(answering, sorted(who), parts, first) if first and who else []
        told += [(id, move, outcomes) for id, outcomes in found]
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


async def _members(answering: Answering, rule: Filter) -> set[str]:
    """The ids of those whom a rule takes in and the caller may see."""
    context = answering.info.context
    statement = Statement(bool(context.hidden()))
    guard, name = Guard(context.caller, statement), statement.name("n")
    match, asked = Conditions(statement, guard).start(n.Person, name, rule)
    parts = (asked, guard.of_root(ROOT, name), statement.shown(name))
    both = " AND ".join(f"({one})" for one in parts if one)
    await look_up(context, statement.asked, {})
    ends = f"{f'WHERE {both} ' if both else ''}RETURN collect(DISTINCT {name}.personId)"
    ((ids,),) = await context.records(
        " ".join([*statement.before, match, ends]), statement.bound(answering.hidden())
    )
    return set(ids)


async def _outcomes(
    answering: Answering, ids: Sequence[str], parts: Sequence[tuple[Clause, bool]], first: int
) -> list[tuple[str, list[ClauseOutcome]]]:
    """The most influential of some persons, each with the outcome of every part."""
    context = answering.info.context
    statement = Statement()
    conditions, name = Conditions(statement, Guard(context.caller, statement)), statement.name("n")
    columns = [
        f"[coalesce(({conditions.condition(n.Person, name, clause.filter) or 'true'}), false), "
        f"{_value(clause, name)}]"
        for clause, _ in parts
    ]
    await look_up(context, statement.asked, {})
    among, bound = statement.parameter(ids), statement.parameter(first)
    text = (
        f"{' '.join(statement.before)} MATCH ({name}:Person) WHERE {name}.personId IN {among} "
        f"WITH * ORDER BY coalesce({name}.influence, 0.0) DESC, {name}.personId LIMIT {bound} "
        f"RETURN {name}.personId, [{', '.join(columns)}]"
    )
    return [
        (
            id,
            [
                ClauseOutcome(
                    clause=clause.text,
                    is_of_rule=is_of_rule,
                    holds=holds,
                    value=None if value is None else _text(native(value)),
                )
                for (clause, is_of_rule), (holds, value) in zip(parts, cells, strict=True)
            ],
        )
        for id, cells in await context.records(text, statement.bound({}))
    ]


def _value(clause: Clause, name: str) -> str:
    """What the graph says of the property that a clause is about."""
    properties = {each.name: each for each in of_node(n.Person)}
    [field] = clause.filter if len(clause.filter) == 1 else [""]
    return properties[field].text.format(node=name) if field in properties else "null"


def _text(value: object) -> str:
    """A value as a rule writes it."""
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, Mapping):
        given = (f"{name}: {_text(each)}" for name, each in value.items() if each is not None)
        return f"{{{', '.join(given)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_text, value))}]"
    if value is None or isinstance(value, bool | int | float | str):
        return orjson.dumps(value).decode()
    return orjson.dumps(str(value)).decode()
