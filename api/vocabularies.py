"""Is a value that a filter names one that any record has?

A misspelt specialty would find nobody, which reads like an answer. So values of properties that
repeat from record to record are looked up first, and one that no record has is refused with those
nearest to it.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from api.context import Context
from api.errors import bad_input
from api.later import Variables, known
from schema import congresses, digital, fieldwork, funding, industry, profession, registers
from schema import nodes as n
from schema.vocabulary import Field, Node, camel

# Properties whose values repeat, besides keys and what is indexed.
REPEATED: dict[type[Node], frozenset[str]] = {
    n.Person: frozenset(
        {"specialty_code", "county_name", "country", "influence_cohort", "community_name"}
    ),
    n.Institution: frozenset({"status"}),
    n.Company: frozenset({"name", "state", "country"}),
    n.Journal: frozenset({"abbreviation", "issn"}),
    n.Trial: frozenset({"study_type"}),
    n.Payment: frozenset({"kind", "nature", "form"}),
    n.Product: frozenset({"name", "kind", "category"}),
    n.Specialty: frozenset({"name", "grouping", "classification"}),
    funding.Grant: frozenset({"agency", "country", "activity"}),
    profession.Licence: frozenset({"state", "status", "action"}),
    profession.Society: frozenset({"name"}),
    congresses.Congress: frozenset({"name"}),
    congresses.Session: frozenset({"congress_name", "type"}),
    digital.Activity: frozenset({"channel"}),
    registers.Register: frozenset({"name", "country"}),
    fieldwork.Territory: frozenset({"state", "specialty"}),
    industry.Milestone: frozenset({"kind", "condition"}),
    n.Exclusion: frozenset({"type", "agency", "state", "specialty"}),
}
MOST_VALUES, MOST_KEPT = 50_000, 10_000


def is_vocabulary(node: type[Node], field: Field) -> bool:
    """Whether the property's values are looked up."""
    named = {node.key, *node.indexed, *REPEATED.get(node, ())}
    return field.type is str and field.name in named


async def look_up(
    context: Context, asked: Iterable[tuple[type[Node], str, object]], variables: Variables
) -> None:
    """Raise BAD_USER_INPUT for the first value that no record has."""
    for node, name, value in asked:
        values = known(value, variables, {})
        for one in values if isinstance(values, list) else [values]:
            key = (node.__name__, name, one)
            if key in context.values:
                continue
            await _look_up(context, node, name, one)
            if len(context.values) >= MOST_KEPT:
                context.values.clear()
            context.values.add(key)


async def _look_up(context: Context, node: type[Node], name: str, value: object) -> None:
    label, property_ = node.__name__, camel(name)
    ((exists,),) = await context.records(
        f"RETURN EXISTS {{ MATCH (n:{label}) WHERE n.{property_} = $value }}", {"value": value}
    )
    if exists:
        return
    if name == node.key and name != "name":
        raise bad_input(f"no {label} has the `{property_}` {_cut(value)}")
    rows = await context.records(
        f"MATCH (n:{label}) WHERE n.{property_} IS NOT NULL "
        f"RETURN DISTINCT n.{property_} LIMIT {MOST_VALUES}",
        {},
    )
    nearest = process.extract(
        str(value)[:200],
        [row[0] for row in rows],
        scorer=fuzz.WRatio,
        limit=3,
        processor=str.lower,
    )
    words = ", ".join(repr(choice) for choice, _, _ in nearest)
    raise bad_input(
        f"no {label} has the `{property_}` {_cut(value)}; "
        + (f"the nearest are {words}" if words else "none has any")
    )


def _cut(value: object) -> str:
    return repr(str(value)[:80])
