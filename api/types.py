"""What is there to know of each thing of the graph?

Scalar fields come from the schema, lists from the walks; what is written here is what neither says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import strawberry
from strawberry.types.field import StrawberryField

from api import explaining
from api.connections import (
    asked_of,
    connection_of,
    id_of,
    list_along,
)
from api.coverages import COVERAGE
from api.covering import COVERS
from api.declaring import made_type, named
from api.fields import fields_of, leaf, reading
from api.past import ON_DAY
from api.reads import Read
from api.walk import BY_NAME, MOST_INFLUENTIAL, total
from api.walks import WALKS
from schema import (
    congresses,
    digital,
    fieldwork,
    funding,
    industry,
    nodes,
    practice,
    profession,
    registers,
)
from schema.catalogue import CONCLUSIONS
from schema.vocabulary import Node as Declared

T = TypeVar("T")


@named
@strawberry.interface(description="Anything that has a global id.")
class Node:
    id: strawberry.ID = leaf("Global id, `Label:key`.", "")

    @classmethod
    def is_type_of(cls, row: Any, _: Any) -> bool:
        """Rows say what they are."""
        return isinstance(row, dict) and row[""] == cls.__name__


@named
@strawberry.type(description="A source that a record comes from.")
class Provenance:
    name: str = leaf("Its name on the command line.", "{this}.name")
    title: str = leaf("What it is.", "{this}.title")
    licence: str = leaf("Terms of use and attribution.", "{this}.terms")
    address: str | None = leaf("Where it is published, if it is.", "{this}.address")
    snapshot_on: date | None = leaf(
        "Day on which what is known of the record was loaded.",
        "date(coalesce({owner}.knownFrom, {this}.loadedAt))",
    )
    record: str | None = leaf("The record's id at the source.", "{owner}.record")


def of(declared: type[Declared]) -> Callable[[type[T]], type[T]]:
    """Make the GraphQL type of a node of the schema: its global id, its fields, what the algorithms
    conclude of it, what the class adds, and the lists that its walks lead to."""

    def make(cls: type[T]) -> type[T]:
        written = vars(cls).get("__annotations__", {})
        concluded = tuple(each for each in CONCLUSIONS if each.of is declared)
        fields: dict[str, tuple[Any, Any]] = {
            "id": (strawberry.ID, id_of(declared)),
            **fields_of((declared, *concluded)),
            **{name: (type_, vars(cls)[name]) for name, type_ in written.items()},
            **{
                name: (None, value)
                for name, value in vars(cls).items()
                if isinstance(value, StrawberryField) and name not in written
            },
            **{walk.name: (None, list_along(walk)) for walk in WALKS.get(declared, ())},
        }
        body: dict[str, Any] = {name: field for name, (_, field) in fields.items()}
        body["__annotations__"] = {name: type_ for name, (type_, _) in fields.items() if type_}
        made = type(cls.__name__, cls.__bases__, {**body, "__module__": cls.__module__})
        return named(strawberry.type(made, description=declared.about()))

    return make


@of(nodes.Topic)
class Topic(Node): ...


@of(nodes.Journal)
class Journal(Node): ...


@of(funding.Grant)
class Grant(Node): ...


@of(nodes.Specialty)
class Specialty(Node): ...


@of(profession.Licence)
class Licence(Node): ...


@of(profession.Society)
class Society(Node): ...


@of(congresses.Congress)
class Congress(Node): ...


@of(congresses.Session)
class Session(Node): ...


@of(digital.Activity)
class Activity(Node): ...


@of(registers.Register)
class Register(Node): ...


@of(nodes.Exclusion)
class Exclusion(Node): ...


@of(nodes.Product)
class Product(Node): ...


@of(industry.Milestone)
class Milestone(Node): ...


@of(nodes.CodeGroup)
class CodeGroup(Node): ...


@of(practice.MedicareYear)
class MedicareYear(Node): ...


@of(nodes.Institution)
class Institution(Node): ...


def _companies(about: str, match: str) -> Any:
    order, node = total(BY_NAME, nodes.Company), nodes.Company
    read = Read(match=f"MATCH ({{node}}:Company) WHERE {match}", order=order, connection=True)
    return reading(about, asked_of(node), connection_of(node), replace(read, node=node))


_FAMILY = "coalesce({this}.familyId, {this}.companyId)"


@of(nodes.Company)
class Company(Node):
    parent = reading(
        "The company directly above it today; see `parents` for those of other days.",
        {},
        "Company | None",
        Read(match="MATCH ({this})-[:SUBSIDIARY_OF {{isCurrent: true}}]->({node}:Company)"),
    )
    family = _companies(
        "All companies of its family, itself among them.", f"{{node}}.familyId = {_FAMILY}"
    )
    competitors = _companies(
        "All companies of the families that compete with its own today; see `competesWith` for "
        "what is said of it alone.",
        f"{{node}}.familyId IN COLLECT {{{{ MATCH (member:Company {{{{familyId: {_FAMILY}}}}})"
        "-[:COMPETES_WITH {{isCurrent: true}}]-(rival:Company) RETURN rival.familyId }}",
    )


@of(nodes.Payment)
class Payment(Node): ...


@of(nodes.Trial)
class Trial(Node):
    url: str = leaf("The public record.", "'https://clinicaltrials.gov/study/' + {this}.nctId")


@of(nodes.Paper)
class Paper(Node):
    url: str = leaf("The public record.", "'https://pubmed.ncbi.nlm.nih.gov/' + {this}.pmid + '/'")


@of(nodes.Person)
class Person(Node):
    is_physician: bool = leaf(
        "Tied to a record of a licence registry or of a register abroad.", "{this}:Physician"
    )
    received_usd: Decimal | None = leaf(
        "Sum of the reported payments in US dollars; none where no payment is reported.",
        "COLLECT {{ MATCH ({this})-[:RECEIVED]->(p:Payment) WHERE p.amountUsd IS NOT NULL "
        "WITH DISTINCT p WITH sum(toInteger(round(p.amountUsd * 100))) AS cents, count(*) AS n "
        "WHERE n > 0 RETURN cents / 100.0 }}[0]",
    )
    covered_by = reading(
        "The user's liaisons in whose territory this person is today.",
        asked_of(nodes.Liaison),
        connection_of(nodes.Liaison),
        Read(
            match=f"MATCH ({{node}}:Liaison) WHERE EXISTS {{{{ "
            f"{COVERS.replace('{person}', '{this}').replace('{liaison}', '{node}')} }}}}",
            order=total((), nodes.Liaison),
            connection=True,
            node=nodes.Liaison,
        ),
    )
    coverage = COVERAGE
    on_day = ON_DAY
    influence_explained = explaining.INFLUENCE
    connector_explained = explaining.CONNECTOR
    emerging_explained = explaining.EMERGING


@of(fieldwork.Territory)
class Territory(Node): ...


@of(nodes.Team)
class Team(Node): ...


@of(nodes.Liaison)
class Liaison(Node): ...


@of(fieldwork.Debrief)
class Debrief(Node): ...


@of(nodes.Engagement)
class Engagement(Node): ...


def _most_frequent(name: str) -> str:
    return (
        "COLLECT {{ MATCH (m:Person {{community: {this}.number}}) "
        f"WHERE m.{name} IS NOT NULL WITH m.{name} AS value, count(*) AS n "
        "ORDER BY n DESC, value LIMIT 3 RETURN value }}"
    )


@named
@strawberry.type(description="A circle of people who work together, found on the network of ties.")
class Community(Node):
    id: strawberry.ID = leaf(
        "Global id, `Community:number`.", "'Community:' + toString({this}.number)"
    )
    number: int = leaf("Its number, kept from refresh to refresh.", "{this}.number")
    name: str | None = leaf("Specialty, topic and place of most in it.", "{this}.name")
    stability: float | None = leaf(
        "Mean overlap (Jaccard) with its best match when a tenth of the ties is left out; 0 to 1.",
        "{this}.stability",
    )
    size: int = leaf("Persons in it.", "{this}.size")
    specialties: list[str] = leaf(
        "The three most frequent specialties of its members.", _most_frequent("specialty")
    )
    states: list[str] = leaf(
        "The three most frequent states of its members.", _most_frequent("state")
    )
    members = reading(
        "Its members, the most influential first.",
        asked_of(nodes.Person),
        connection_of(nodes.Person),
        Read(
            match="MATCH ({node}:Person {{community: {this}.number}})",
            order=total(MOST_INFLUENTIAL, nodes.Person),
            connection=True,
            node=nodes.Person,
        ),
    )


_OF_SOURCES = fields_of((nodes.Source,))
for _name in ("sources", "source", "record", "known_from"):
    del _OF_SOURCES[_name]
made_type("Source", nodes.Source.about(), _OF_SOURCES)
