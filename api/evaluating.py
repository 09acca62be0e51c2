"""Whom does a rule take in, how do its parts stand with them, and what of theirs is new?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from api.conditions import Conditions
from api.context import Context, native
from api.later import HIDDEN
from api.properties import of_node, scores_of
from api.reads import Statement
from api.rights import Guard
from api.ruling import ASKED, Clause, Filter
from api.vocabularies import look_up
from api.walks import WALKS
from schema import nodes as n
from schema.vocabulary import camel

# What counts one kind of record; scores rest on records of all kinds, the rest on the person's own.
COUNTS = {
    "paperCount": "AUTHORED",
    "firstPaperOn": "AUTHORED",
    "lastPaperOn": "AUTHORED",
    "topic": "AUTHORED",
    "trialCount": "INVESTIGATES",
    "institution": "AFFILIATED_WITH",
    "paidBy": "RECEIVED",
    "isPhysician": "PRACTISES",
    "specialty": "PRACTISES",
    "specialtyCode": "PRACTISES",
}
MOST_RECORDS = 20
NEW = """
MATCH (p:Person) WHERE p.personId IN $ids
CALL (p) {
  MATCH (p)-[r]-(x) WHERE type(r) IN $kinds AND r.knownFrom > $since
  WITH r, coalesce(x.publishedOn, x.startedOn, x.paidOn, r.fromOn, x.heldOn, x.excludedOn) AS on
  RETURN {kind: type(r), source: r.source, record: r.record, on: on, knownFrom: r.knownFrom} AS new
  ORDER BY r.knownFrom DESC, r.record LIMIT $most
}
RETURN p.personId AS id, collect(new) AS records"""


class Outcome(NamedTuple):
    """A clause held against one person: whether it holds, and what the graph says where it is about
    one property."""

    clause: Clause
    holds: bool
    value: object


async def members(context: Context, rule: Filter) -> set[str]:
    """The ids of those whom a rule takes in and the caller may see. Raises BAD_USER_INPUT."""
    statement = Statement(bool(context.hidden()))
    guard, name = Guard(context.caller, statement), statement.name("n")
    match, asked = Conditions(statement, guard).start(n.Person, name, rule)
    parts = (asked, guard.of_root(ASKED, name), statement.shown(name))
    both = " AND ".join(f"({one})" for one in parts if one)
    await look_up(context, statement.asked, {})
    ends = f"{f'WHERE {both} ' if both else ''}RETURN collect(DISTINCT {name}.personId)"
    ((ids,),) = await context.records(
        " ".join([*statement.before, match, ends]),
        statement.bound({HIDDEN: sorted(context.hidden())}),
    )
    return set(ids)


async def outcomes(
    context: Context, ids: Sequence[str], clauses: Sequence[Clause], first: int
) -> dict[str, list[Outcome]]:
    """The most influential of some persons, the first so many, each with the outcome of every
    clause."""
    statement = Statement()
    conditions, name = Conditions(statement, Guard(context.caller, statement)), statement.name("n")
    columns = [
        f"[coalesce(({conditions.condition(n.Person, name, clause.filter) or 'true'}), false), "
        f"{_value(clause, name)}]"
        for clause in clauses
    ]
    await look_up(context, statement.asked, {})
    among, bound = statement.parameter(ids), statement.parameter(first)
    text = (
        f"{' '.join(statement.before)} MATCH ({name}:Person) WHERE {name}.personId IN {among} "
        f"WITH * ORDER BY coalesce({name}.influence, 0.0) DESC, {name}.personId LIMIT {bound} "
        f"RETURN {name}.personId, [{', '.join(columns)}]"
    )
    return {
        id: [
            Outcome(clause, holds, native(value))
            for clause, (holds, value) in zip(clauses, cells, strict=True)
        ]
        for id, cells in await context.records(text, statement.bound({}))
    }


async def new_records(
    context: Context, ids: Sequence[str], clauses: Sequence[Clause], since: datetime
) -> dict[str, list[dict[str, Any]]]:
    """What became known since then of each of some persons and may have decided a clause, the
    newest first: kind, source, record, the day it happened, and when it became known."""
    kinds = sorted({kind for clause in clauses for kind in _kinds(clause.filter)})
    given = {"ids": list(ids), "kinds": kinds, "since": since, "most": MOST_RECORDS}
    found = await context.rows(NEW, given) if kinds else []
    return {row["id"]: [_plain(one) for one in row["records"]] for row in found if row["records"]}


def _kinds(filter: Filter) -> Iterator[str]:
    """The kinds of record that a filter on persons rests on."""
    facts = {
        camel(walk.name): walk.over.type_name
        for walk in WALKS[n.Person]
        if walk.over and walk.to is not n.Person
    }
    scores = {each.name for each in scores_of(n.Person)}
    for key, value in filter.items():
        if key in ("and", "or"):
            for each in value or []:
                yield from _kinds(each)
        elif key == "not":
            yield from _kinds(value or {})
        elif key in facts:
            yield facts[key]
        elif key in COUNTS:
            yield COUNTS[key]
        elif key in scores or key == "firstBy":
            yield from facts.values()


def _value(clause: Clause, name: str) -> str:
    """What the graph says of the property that a clause is about."""
    properties = {each.name: each for each in of_node(n.Person)}
    [field] = clause.filter if len(clause.filter) == 1 else [""]
    if field == "firstBy" and (score := clause.filter[field].get("by")) is not None:
        field = camel(score.name.lower())
    return properties[field].text.format(node=name) if field in properties else "null"


def _plain(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record as JSON keeps it."""
    plain = {name: native(value) for name, value in record.items()}
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in plain.items()}
