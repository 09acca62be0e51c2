"""Within which part of the graph is something asked, and who is in it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from typing import Annotated, Any

import numpy as np
import strawberry
from graphql import GraphQLError
from numpy.typing import NDArray

from algorithms.dimensions import records as search
from algorithms.introductions.tie_index import TieIndex
from api.answering import Answering
from api.conditions import Conditions
from api.errors import bad_input
from api.later import HIDDEN
from api.reads import Statement
from api.rights import Guard
from api.tie_kinds import TieKind
from api.vocabularies import look_up
from schema import nodes as n

FIRST_YEAR, LAST_YEAR = 1900, 2199
MOST_VALUES = 100


@strawberry.enum(description="How long ago the first paper or registration was.")
class CareerStage(Enum):
    EARLY = strawberry.enum_value("EARLY", description="Up to 10 years.")
    MIDDLE = strawberry.enum_value("MIDDLE", description="More than 10, up to 25 years.")
    LATE = strawberry.enum_value("LATE", description="More than 25 years.")
    UNKNOWN = strawberry.enum_value("UNKNOWN", description="No record says.")


@strawberry.input(description="A part of the graph; all that is given must hold.")
class ScopeInput:
    topic: str | None = strawberry.field(
        default=None, description="MeSH heading: only records about it, or below it, count."
    )
    specialties: list[str] | None = strawberry.field(
        default=None, description="Persons of one of these."
    )
    states: list[str] | None = strawberry.field(
        default=None, description="Persons who practise in one of these."
    )
    countries: list[str] | None = strawberry.field(
        default=None, description="Persons of one of these."
    )
    stage: CareerStage | None = strawberry.field(default=None, description="How long in the field.")
    cohort: str | None = strawberry.field(
        default=None, description="Persons of this `influenceCohort`."
    )
    filter: Annotated["PersonFilter", strawberry.lazy("api.made")] | None = strawberry.field(  # type: ignore[name-defined]  # noqa: F821, UP037
        default=None, description="Persons for whom this holds."
    )
    kinds: list[TieKind] | None = strawberry.field(
        default=None, description="Of numbers on ties: PAPER or TRIAL, else both."
    )
    as_of: date | None = strawberry.field(
        default=None,
        description="Only records up to this day count. Persons are those of today: specialty, "
        "place and identity of a past day are not kept.",
    )


_BEGUN = (
    "CASE WHEN {0}.firstPaperOn IS NULL OR {0}.enumeratedOn < {0}.firstPaperOn "
    "THEN {0}.enumeratedOn ELSE {0}.firstPaperOn END"
)
_TEN, _TWENTY_FIVE = (f"{{0}}.influenceUntil - duration('P{years}Y')" for years in (10, 25))
_STAGES = {
    "EARLY": f"{_BEGUN} > {_TEN}",
    "MIDDLE": f"{_BEGUN} <= {_TEN} AND {_BEGUN} > {_TWENTY_FIVE}",
    "LATE": f"{_BEGUN} <= {_TWENTY_FIVE}",
    "UNKNOWN": f"{_BEGUN} IS NULL",
}


def refuse_days(**days: date | None) -> None:
    """Raise BAD_USER_INPUT for a day of another age, by the name of its argument."""
    for name, day in days.items():
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise bad_input(f"`{name}` is {day}; give a year of {FIRST_YEAR} to {LAST_YEAR}")


class Persons:
    """The statement that reads the persons of a scope, whom the caller may read by the root field
    `name`, all where that is none; raises BAD_USER_INPUT."""

    def __init__(self, answering: Answering, name: str | None, scope: Mapping[str, Any]) -> None:
        context = answering.info.context
        refuse_days(asOf=scope.get("asOf"))
        self.context = context
        self.statement = Statement(bool(context.hidden()))
        guard = Guard(context.caller, self.statement)
        self.variable = self.statement.name("n")
        conditions = Conditions(self.statement, guard)
        match, asked = conditions.start(n.Person, self.variable, _filter(scope))
        stage = scope.get("stage")
        wheres = (
            asked,
            guard.of_root(name, self.variable) if name else "",
            self.statement.shown(self.variable),
            f"{self.variable}.influenceCohort IS NOT NULL",
            _STAGES[stage.name].format(self.variable) if stage else "",
        )
        where = " AND ".join(f"({one})" for one in wheres if one)
        self.match = f"{match} WHERE {where}"
        if scope.get("topic") is not None:
            # Looked up, not read.
            self.statement.asked.append((n.Topic, "name", scope["topic"]))
        self.parameters = self.statement.bound({HIDDEN: sorted(context.hidden())})

    @property
    def digest(self) -> str:
        """What tells its persons from those of other scopes, territories and hidden ones."""
        said = repr((self.statement.before, self.match, sorted(self.parameters.items())))
        return sha256(said.encode()).hexdigest()

    async def known(self) -> None:
        """Raise BAD_USER_INPUT, with the nearest, for a value that no record has."""
        await look_up(self.context, self.statement.asked, {})
        self.parameters = await self.context.filled(self.parameters)

    async def rows(self, *names: str) -> list[list[Any]]:
        """A row a person: the id, and these properties."""
        columns = ", ".join(f"{self.variable}.{name}" for name in ("personId", *names))
        text = " ".join([*self.statement.before, self.match, f"RETURN {columns}"])
        return await self.context.records(text, self.parameters)


@dataclass(frozen=True)
class Fulfilling:
    """The ids of those persons who fulfil a filter, or of all others, whichever are fewer."""

    are_those: bool
    ids: list[str]

    def mask(self, index: TieIndex) -> NDArray[np.bool_]:
        """Whether a person fulfils it, by place."""
        named = index.without(self.ids)
        return named if self.are_those else ~named


async def fulfilling(answering: Answering, filter: Mapping[str, Any]) -> Fulfilling:
    """Who fulfils a `PersonFilter`, by one statement; raises BAD_USER_INPUT."""
    context = answering.info.context
    statement = Statement()
    conditions, name = Conditions(statement, Guard(context.caller, statement)), statement.name("n")
    match, asked = conditions.start(n.Person, name, filter)
    await look_up(context, statement.asked, {})
    holds = asked or "true"
    if match == f"MATCH ({name}:Person)":
        ends = (
            f"WITH {name}.personId AS id, coalesce({holds}, false) AS holds "
            "WITH collect(CASE WHEN holds THEN id END) AS those, "
            "collect(CASE WHEN NOT holds THEN id END) AS others "
            "RETURN size(those) <= size(others), "
            "CASE WHEN size(those) <= size(others) THEN those ELSE others END"
        )
    else:
        # The pattern begins where an index leads to few.
        ends = f"WHERE {holds} RETURN true, collect({name}.personId)"
    text = " ".join([*statement.before, match, ends])
    parameters = await context.filled(statement.bound({}))

    async def read() -> Fulfilling:
        ((are_those, ids),) = await context.records(text, parameters)
        return Fulfilling(are_those, ids)

    key = sha256(repr((text, sorted(parameters.items()))).encode()).hexdigest()
    return await context.kept.of(
        context.home, ("fulfilling", key), read, lambda found: 70 * len(found.ids)
    )


def _filter(scope: Mapping[str, Any]) -> dict[str, Any]:
    """The persons of a scope as a `PersonFilter`."""
    found: dict[str, Any] = {}
    for name, own in (("specialties", "specialty"), ("states", "state"), ("countries", "country")):
        values = scope.get(name)
        if values is None:
            continue
        if not 1 <= len(values) <= MOST_VALUES:
            raise bad_input(f"`{name}` has {len(values)} values; give 1 to {MOST_VALUES}")
        found[own] = {"in": values}
    if scope.get("cohort") is not None:
        found["influenceCohort"] = {"eq": scope["cohort"]}
    if scope.get("filter") is not None:
        # Beside what is said in words: both hold.
        found["and"] = [scope["filter"]]
    return found


async def refuse_person(answering: Answering, name: str, person: str, is_known: bool) -> None:
    """Raise BAD_USER_INPUT for a person whom nobody knows or who is hidden, and FORBIDDEN for one
    of whom the caller may not read by the root field `name`."""
    if not is_known or person in answering.info.context.hidden():
        raise bad_input(f"no person has the id {person!r}; look one up with `people`")
    guard = Guard(answering.info.context.caller, Statement())
    condition = guard.of_root(name, "p")
    if not condition:
        return
    text = f"MATCH (p:Person {{personId: $person}}) RETURN coalesce({condition}, false)"
    parameters = guard.statement.bound({}) | {"person": person}
    ((is_own,),) = await answering.info.context.records(text, parameters)
    if not is_own:
        message = "the person lies outside your territory; ask an analyst"
        raise GraphQLError(message, extensions={"code": "FORBIDDEN"})


async def below(answering: Answering, topic: str) -> list[str]:
    """A topic and all below it."""
    (row,) = await answering.rows(search.BELOW, {"topic": topic})
    return list(row["below"])
