"""What does each root field read: one node by its key, persons by filters, others by name?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import strawberry

from api import names, titles
from api.answering import Answering, Context
from api.errors import bad_input
from api.fields import standing_for
from api.reads import Read
from api.types import BY_NAME, MOST_INFLUENTIAL
from schema.catalogue import NODES
from schema.orcids import orcid as orcid_of
from schema.vocabulary import Node as Declared
from schema.vocabulary import camel

T = TypeVar("T")
Info = strawberry.Info[Context, None]
# What a root field reads, and values that its texts name besides the field's own arguments.
Asked = tuple[Read, Mapping[str, object]]
# What has a global id: everything but the ledger's own sources.
LABELS = {node.__name__: node for node in NODES if node.__name__ != "Source"}


def asks(about: str, how: Callable[..., Asked]) -> Callable[[Callable[..., T]], T]:
    """Declare a root field that one statement reads: as `how` says, given the field's arguments but
    those of its pages. `how` raises BAD_USER_INPUT where it cannot be asked so."""

    async def resolve(_: object, info: Info, **arguments: Any) -> object:
        arguments = {n: v for n, v in arguments.items() if n not in ("first", "after")}
        return await Answering(info).root(*how(**arguments))

    def declare(stub: Callable[..., T]) -> T:
        field: T = strawberry.field(resolver=standing_for(stub, resolve), description=about)
        return field

    return declare


# A filter that is not given holds for everyone.
HOLDS = " AND ".join(
    (
        "($state IS NULL OR {node}.state = $state)",
        "($specialty IS NULL OR {node}.specialty = $specialty)",
        "($community IS NULL OR {node}.community = $community)",
        "($physicians IS NULL OR {node}:Physician = $physicians)",
        "($topic IS NULL OR EXISTS {{ ({node})-[:AUTHORED]->(:Paper)-[:ABOUT]->"
        "(:Topic)-[:BROADER*0..12]->(:Topic {{name: $topic}}) }})",
        "($institution IS NULL OR EXISTS {{ ({node})-[:AFFILIATED_WITH]->"
        "(:Institution {{institutionId: $institution}}) }})",
    )
)


@strawberry.input(description="Which persons; what is not given does not restrict.")
class PersonFilter:
    text: str | None = strawberry.field(
        default=None,
        description="A name, in any order and spelling: with or without accents, hyphens, "
        "apostrophes and particles, initials for given names, or its beginning.",
    )
    state: str | None = strawberry.field(default=None, description="State of practice.")
    specialty: str | None = strawberry.field(default=None, description="Primary specialty.")
    topic: str | None = strawberry.field(
        default=None, description="MeSH heading of a paper, or one above it in the tree."
    )
    institution: str | None = strawberry.field(default=None, description="An `institutionId`.")
    community: int | None = strawberry.field(default=None, description="Number of a circle.")
    physicians: bool | None = strawberry.field(
        default=None, description="Only persons tied to a registry record, or only others."
    )

    def values(self) -> dict[str, object]:
        """The values of every filter but `text`."""
        return {n: v for n, v in vars(self).items() if n != "text"}


def one_person(id: str | None = None, npi: str | None = None, orcid: str | None = None) -> Asked:
    keys = {"personId": id, "npi": npi, "orcid": orcid}
    chosen = [(name, value) for name, value in keys.items() if value is not None]
    if len(chosen) != 1:
        raise bad_input("give exactly one of `id`, `npi` and `orcid`")
    ((name, value),) = chosen
    match = f"MATCH ({{node}}:Person {{{{{name}: $value}}}})"
    value = orcid_of(value) or value if name == "orcid" else value
    return Read(match=match, order=(("{node}.personId", "ASC"),)), {"value": value}


def one_topic(name: str) -> Asked:
    read = Read(
        match="CALL db.index.fulltext.queryNodes('Topic_search', $phrase) YIELD node AS {node} "
        "WITH *, {node}.name = $value AS isCurrent",
        where="(isCurrent OR $value IN {node}.otherNames)",
        order=(("isCurrent", "DESC"), ("{node}.name", "ASC")),
    )
    phrase = re.sub(r'([\\"])', r"\\\1", name[: names.MOST_LETTERS])
    return read, {"value": name, "phrase": f'"{phrase}"'}


def by_global_id(id: strawberry.ID) -> Asked:
    label, _, key = id.partition(":")
    if label not in LABELS or not key:
        raise bad_input(f"{id[:80]!r} is no global id; one looks like `Paper:31452104`")
    return by_key(LABELS[label])(key=key)


def by_key(declared: type[Declared]) -> Callable[..., Asked]:
    """One node by its key, the only argument."""
    match = f"MATCH ({{node}}:{declared.__name__} {{{{{camel(declared.key)}: $value}}}})"

    def how(**arguments: str) -> Asked:
        (value,) = arguments.values()
        return Read(match=match), {"value": value}

    return how


# How well a person's name agrees with what was typed.
NAMED = (
    f"{{{{grade: {names.GRADE}, typed: $typed, name: {{node}}.name, last: {{node}}.lastName, "
    "fore: {node}.foreName, others: {node}.otherNames}}"
)


def people(filter: PersonFilter | None = None) -> Asked:
    filter = filter or PersonFilter()
    if filter.text is None:
        match = "MATCH ({node}:Person) WITH *, {{grade: null, typed: null}} AS {edge}"
        read = Read(match=match, where=HOLDS, order=MOST_INFLUENTIAL, connection=True)
        return read, filter.values()
    read = Read(
        match="CALL db.index.fulltext.queryNodes('Person_names', $words) "
        f"YIELD node AS {{node}} WITH *, {NAMED} AS {{edge}}",
        where=f"{{edge}}.grade IS NOT NULL AND {HOLDS}",
        order=(("{edge}.grade", "ASC"), *MOST_INFLUENTIAL),
        connection=True,
    )
    return read, filter.values() | names.sought(filter.text) | {"typed": filter.text}


def ranked(score: str, holds: str = "true") -> Callable[..., Asked]:
    """Persons with a score, highest first, within the filter."""
    read = Read(
        match="MATCH ({node}:Person)",
        where=f"{{node}}.{score} IS NOT NULL AND {holds} AND {HOLDS}",
        order=((f"{{node}}.{score}", "DESC"), ("{node}.personId", "ASC")),
        connection=True,
    )

    def how(filter: PersonFilter | None = None) -> Asked:
        filter = filter or PersonFilter()
        if filter.text:
            raise bad_input("`text` finds persons in `people`; ranks take the other filters")
        return read, filter.values()

    return how


def all_of(declared: type[Declared]) -> Callable[..., Asked]:
    """All nodes of a label that the user's own log brings, by key."""
    order = ((f"{{node}}.{camel(declared.key)}", "ASC"),)
    read = Read(match=f"MATCH ({{node}}:{declared.__name__})", order=order, connection=True)
    return lambda: (read, {})


def by_name(label: str) -> Callable[..., Asked]:
    """Nodes by their name as people type it, the best match first."""
    read = Read(
        match=f"CALL db.index.fulltext.queryNodes('{label}_search', $words) "
        f"YIELD node AS {{node}}, score WITH *, {titles.ENTITLED} AS {{edge}}",
        order=(("{edge}.grade", "ASC"), ("{edge}.score", "DESC"), *BY_NAME),
        connection=True,
    )
    return lambda text: (read, titles.sought(text))


CIRCLES = Read(
    match="MATCH (m:Person) WHERE m.community IS NOT NULL "
    "WITH m.community AS number, count(*) AS size, min(m.communityName) AS name, "
    "min(m.communityStability) AS stability "
    "WITH {{number: number, size: size, name: name, stability: stability}} AS {node}, "
    "size AS {edge}",
    order=(("{node}.size", "DESC"), ("{node}.number", "ASC")),
    connection=True,
)
SOURCES = Read(match="MATCH ({node}:Source)", order=(("{node}.name", "ASC"),))
# Ties into other circles in the last four quarters, of persons who gain otherwise as well.
GAINING = (
    "any(n IN {node}.newCircleTiesByQuarter[8..] WHERE n > 0) "
    "AND ({node}.isLifting OR {node}.isVisible = false)"
)
