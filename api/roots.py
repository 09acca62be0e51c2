"""What does each root field read: one node by its key, a list by its filter, or others by name?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import strawberry

from api import names, titles
from api.answering import Answering
from api.connections import AS_OF, asked_of, connection_of
from api.context import Context
from api.declaring import argument
from api.edges import DAYS
from api.errors import bad_input
from api.fields import standing_for, stub_of
from api.later import Later, label_of, later
from api.plans import ASKS
from api.reads import Order, Read
from api.walk import BY_NAME, MOST_INFLUENTIAL, total
from schema import nodes
from schema.catalogue import NODES
from schema.orcids import orcid as orcid_of
from schema.vocabulary import Node as Declared
from schema.vocabulary import camel

Info = strawberry.Info[Context, None]
Given = dict[str, Any]
# What a root field reads, and values that its texts name besides the field's own arguments.
Asked = tuple[Read, Mapping[str, Any]]
How = Callable[[Given], Asked]
# What has a global id: everything but the ledger's own sources, and circles.
LABELS: dict[str, type[Declared] | None] = {
    **{node.__name__: node for node in NODES if node.__name__ != "Source"},
    "Community": None,
}
MOST_IDS = 100
TEXT = "Words of it, or their beginnings; the best match comes first."


def root(about: str, arguments: Mapping[str, tuple[Any, Any]], type_: str, how: How) -> Any:
    """Declare a root field that one statement reads, as `how` says of its arguments; `how` raises
    BAD_USER_INPUT where it cannot be asked so."""

    async def resolve(_: object, info: Info, **arguments: Any) -> object:  # noqa: ARG001
        return await Answering(info).root(how)

    stub = stub_of(arguments, type_)
    return strawberry.field(
        resolver=standing_for(stub, resolve), description=about, metadata={ASKS: how}
    )


def listed(node: type[Declared], about: str, order: Order = ()) -> Any:
    """Declare the root list of a label's nodes; by key unless `order` says otherwise."""
    day = DAYS.get(node, "")
    read = Read(order=total(order, node), connection=True, node=node, day=day)
    arguments = asked_of(node) | (AS_OF if day else {})
    text = dict[str, tuple[Any, Any]]()
    if node.search:
        text["text"] = (argument("str | None", TEXT), None)

    def how(given: Given) -> Asked:
        if given.get("text") is None:
            return read, {}
        words = {"words": later(titles.words, given["text"])}
        return _by_words(node), words

    return root(about, {**text, **arguments}, connection_of(node), how)


def _by_words(node: type[Declared]) -> Read:
    """Nodes that have the words `$words`, the best match first."""
    return Read(
        match=f"CALL db.index.fulltext.queryNodes('{node.__name__}_search', $words) "
        "YIELD node AS {node}, score AS {edge}",
        order=total((("{edge}", "DESC"),), node),
        connection=True,
        node=node,
        day=DAYS.get(node, ""),
    )


def one_of(node: type[Declared], about: str, name: str = "id") -> Any:
    """Declare a root field that gives one node by its key."""
    read = Read(match=f"MATCH ({{node}}:{node.__name__} {{{{{camel(node.key)}: $value}}}})")

    def how(given: Given) -> Asked:
        return read, {"value": given[camel(name)]}

    described = argument("str", f"`{camel(node.key)}`.")
    return root(about, {name: (described, ...)}, f"{node.__name__} | None", how)


def one_person(given: Given) -> Asked:
    keys = {"personId": "id", "npi": "npi", "orcid": "orcid"}
    chosen = [(key, given[name]) for key, name in keys.items() if given.get(name) is not None]
    if len(chosen) != 1:
        raise bad_input("give exactly one of `id`, `npi` and `orcid`")
    ((key, value),) = chosen
    read = Read(
        match=f"MATCH ({{node}}:Person {{{{{key}: $value}}}})", order=(("{node}.personId", "ASC"),)
    )
    return read, {"value": later(_orcid, value) if key == "orcid" else value}


def _orcid(text: str) -> str:
    return orcid_of(text) or text


def one_topic(given: Given) -> Asked:
    read = Read(
        match="CALL db.index.fulltext.queryNodes('Topic_search', $phrase) YIELD node AS {node} "
        "WITH *, {node}.name = $value AS isCurrent",
        where="(isCurrent OR $value IN {node}.otherNames)",
        order=(("isCurrent", "DESC"), ("{node}.name", "ASC")),
    )
    return read, {"value": given["name"], "phrase": later(_phrase, given["name"])}


def _phrase(name: str) -> str:
    escaped = re.sub(r'([\\"])', r"\\\1", name[: names.MOST_LETTERS])
    return f'"{escaped}"'


def by_global_id(given: Given) -> Asked:
    label, key = _taken_apart(given["id"])
    return Read(match=_one_by_id(label, "$value"), kind=label), {"value": key}


def by_global_ids(given: Given) -> Asked:
    """Nodes in the order of their ids, null where there is none."""
    ids = given["ids"]
    if isinstance(ids, Later) or len(ids) > MOST_IDS:
        raise bad_input(f"give {MOST_IDS} global ids at most; one looks like `Paper:31452104`")
    labels, keys = zip(*map(_taken_apart, ids), strict=True) if ids else ((), ())
    each = tuple((label, _one_by_id(label, "key")) for label in sorted({*labels}))
    return Read(each=each), {"labels": list(labels), "keys": list(keys)}


def _one_by_id(label: str, value: str) -> str:
    declared = LABELS[label]
    if declared is None:
        return CIRCLES_OF.replace("$number", f"toInteger({value})")
    return f"MATCH ({{node}}:{label} {{{{{camel(declared.key)}: {value}}}}})"


def _taken_apart(id: str | Later) -> tuple[str, Any]:
    label = label_of(id)
    if label not in LABELS:
        shown = "this" if isinstance(id, Later) else repr(id[:80])
        raise bad_input(f"{shown} is no global id; one looks like `Paper:31452104`")
    assert label is not None
    return label, later(_key_of, id)


def _key_of(id: str) -> str:
    return id.partition(":")[2]


# How well a person's name agrees with what was typed.
NAMED = (
    f"{{{{grade: {names.GRADE}, typed: $typed, name: {{node}}.name, last: {{node}}.lastName, "
    "fore: {node}.foreName, others: {node}.otherNames}}"
)
NAMES = Read(
    match="CALL db.index.fulltext.queryNodes('Person_names', $words) "
    f"YIELD node AS {{node}} WITH *, {NAMED} AS {{edge}}",
    where="{edge}.grade IS NOT NULL",
    order=(("{edge}.grade", "ASC"), *total(MOST_INFLUENTIAL, nodes.Person)),
    connection=True,
    node=nodes.Person,
)
NOT_TYPED = "WITH *, {{grade: null, typed: null}} AS {edge}"
PEOPLE = Read(
    beside=NOT_TYPED,
    order=total(MOST_INFLUENTIAL, nodes.Person),
    connection=True,
    node=nodes.Person,
)


def people(given: Given) -> Asked:
    read, values = _by_name(given, PEOPLE, NAMES, names.sought, names.SOUGHT)
    return read, values and {**values, "typed": given["text"]}


def _by_name(
    given: Given, all_: Read, found: Read, sought: Callable[[str], object], parts: Sequence[str]
) -> Asked:
    """What is read where a name is typed, by `parts` of what is sought, and where none is."""
    text = given.get("text")
    if text is None:
        return all_, {}
    whole = later(sought, text)
    return found, {name: later(_part, whole, name) for name in parts}


def _part(parts: Mapping[str, Any], name: str) -> Any:
    return parts[name]


def ranked(score: str, holds: str = "") -> How:
    """Persons with a score, highest first, within the filter."""
    read = Read(
        where=f"{{node}}.{score} IS NOT NULL{' AND ' if holds else ''}{holds}",
        order=((f"{{node}}.{score}", "DESC"), ("{node}.personId", "ASC")),
        connection=True,
        node=nodes.Person,
    )
    return lambda given: (read, {})  # noqa: ARG005


def entitled(node: type[Declared]) -> How:
    """Nodes by their name as people type it, the best match first; all where no name is typed."""
    found = Read(
        match=f"CALL db.index.fulltext.queryNodes('{node.__name__}_search', $words) "
        f"YIELD node AS {{node}}, score WITH *, {titles.ENTITLED} AS {{edge}}",
        order=total((("{edge}.grade", "ASC"), ("{edge}.score", "DESC"), *BY_NAME), node),
        connection=True,
        node=node,
    )
    all_ = Read(beside=NOT_TYPED, order=total((), node), connection=True, node=node)

    return lambda given: _by_name(given, all_, found, titles.sought, titles.SOUGHT)


_CIRCLE = (
    "WITH m.community AS number, count(*) AS size, min(m.communityName) AS name, "
    "min(m.communityStability) AS stability WHERE size > 0 "
    "WITH {{number: number, size: size, name: name, stability: stability}} AS {node}"
)
CIRCLES_OF = "MATCH (m:Person {{community: $number}}) " + _CIRCLE
CIRCLES = Read(
    match=f"MATCH (m:Person) WHERE m.community IS NOT NULL {_CIRCLE}, size AS {{edge}}",
    order=(("{node}.size", "DESC"), ("{node}.number", "ASC")),
    connection=True,
)
SOURCES = Read(match="MATCH ({node}:Source)", order=(("{node}.name", "ASC"),))
# Ties into other circles in the last four quarters, of persons who gain otherwise as well.
GAINING = (
    "any(n IN {node}.newCircleTiesByQuarter[8..] WHERE n > 0) "
    "AND ({node}.isLifting OR {node}.isVisible = false)"
)
