"""By which properties are rows filtered, ordered and grouped?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schema.catalogue import CONCLUSIONS
from schema.vocabulary import Declared, Field, Node, Relationship, camel

# What only search uses.
HIDDEN = frozenset({"name_keys", "other_name_keys"})
# What makes sense as a sum.
SUMMED = frozenset(
    {"amount_usd", "invested_usd", "services", "patients", "minutes", "enrollment", "payments"}
    | {"allowed_usd", "paid_usd", "drug_services", "drug_paid_usd", "claims", "days", "cost_usd"}
    | {"drug_cost_usd", "brand_claims", "generic_claims", "opioid_claims", "antibiotic_claims"}
)


@dataclass(frozen=True)
class Property:
    """A property of a row's `node` or `edge`."""

    field: Field
    on: str

    @property
    def name(self) -> str:
        """Its name in GraphQL, which is that in the graph."""
        return camel(self.field.name)

    @property
    def constant(self) -> str:
        """Its name among the values of an enum."""
        return self.field.name.upper()

    @property
    def text(self) -> str:
        """Its text in a statement, over `{node}` or `{edge}`."""
        return f"{{{self.on}}}.{self.name}"


def of_node(node: type[Node]) -> tuple[Property, ...]:
    """Those of a node: its fields and, of a person, what the algorithms conclude."""
    return tuple(_of((node, *(c for c in CONCLUSIONS if c.of is node)), "node"))


def scores_of(node: type[Node]) -> tuple[Property, ...]:
    """The numbers with decimals that the algorithms conclude of it, one each."""
    concluded = _of(tuple(c for c in CONCLUSIONS if c.of is node), "node")
    return tuple(each for each in concluded if each.field.type is float and not each.field.many)


def of_edge(over: type[Relationship] | None) -> tuple[Property, ...]:
    """Those of an edge; a row that is no edge's has none."""
    return tuple(_of((over,), "edge")) if over else ()


def _of(declared: tuple[type[Declared], ...], on: str) -> Iterator[Property]:
    for cls in declared:
        for field in cls.fields():
            if field.name not in HIDDEN and not field.gaps:
                yield Property(field, on)
