"""What are the rows of a list grouped by, and what is summed and dated over a group?

By properties of the rows, by the year or quarter of a date, or by what the rows lead to. Two edges
between one pair of nodes are one row, unless the edges have numbers of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from api.edges import EDGES
from api.properties import SUMMED, Property, of_edge, of_node
from api.walk import Walk
from api.walks import WALKS
from schema import funding
from schema import nodes as n
from schema.vocabulary import Node, Relationship, camel

MOST, MOST_KEYS, MOST_NODES = 500, 3, 20
NUMBERS = (int, float, Decimal)
# Things that rows are counted by; papers and payments are what is counted.
COUNTED_BY = frozenset(
    {n.Person, n.Institution, n.Company, n.Topic, n.Journal, n.Specialty, n.Product, funding.Grant}
    | {n.Trial, n.CodeGroup, n.Team, n.Liaison}
)
OF_NUMBERS = {
    "sum": "CASE WHEN count({0}) > 0 THEN sum({0}) END",
    "mean": "avg({0})",
    "median": "percentileCont({0}, 0.5)",
    "least": "min({0})",
    "most": "max({0})",
}
OF_DAYS = {"earliest": "toString(min({0}))", "latest": "toString(max({0}))"}


@dataclass(frozen=True)
class Key:
    """What groups are formed by: a property, a part of a date, or where a walk leads, for a company
    perhaps `as_family` to the one above all."""

    about: str
    of: Property | None = None
    part: str = ""
    walk: Walk | None = None
    as_family: bool = False

    def expanded(self, name: str, scope: dict[str, str]) -> str:
        """The clause that binds the key as `name`, one row for each value."""
        if self.walk:
            found = f"{name}Member" if self.as_family else name
            match = self.walk.match.format(this=scope["node"], edge="", node=found)
            above = f"{{companyId: coalesce({found}.familyId, {found}.companyId)}}"
            return f"OPTIONAL MATCH {match}" + (
                f" OPTIONAL MATCH ({name}:Company {above})" if self.as_family else ""
            )
        assert self.of
        text = self.of.text.format(**scope)
        if self.of.field.many:
            return f"UNWIND CASE WHEN size({text}) > 0 THEN {text} ELSE [null] END AS {name}"
        if self.part == "quarter":
            text = f"toString({text}.year) + '-Q' + toString({text}.quarter)"
        elif self.part:
            text = f"toString({text}.year)"
        return f"WITH *, {text} AS {name}"

    def shown(self, name: str) -> str:
        """The key as text."""
        if not self.walk:
            return f"toString({name})"
        named = {field.name for field in self.walk.to.fields()} & {"name", "title"}
        key = f"{name}.{camel(self.walk.to.key)}"
        return f"coalesce({name}.{named.pop()}, {key})" if named else key

    def id(self, name: str) -> str:
        """The global id of what the key is."""
        if not self.walk:
            return "null"
        return f"'{self.walk.to.__name__}:' + {name}.{camel(self.walk.to.key)}"


@dataclass(frozen=True)
class Grouped:
    """The rows that are grouped: nodes of a label, over an edge or of a list of their own."""

    node: type[Node]
    over: type[Relationship] | None

    @property
    def base(self) -> str:
        """What its types are named after."""
        return f"{self.node.__name__}{EDGES.get(self.over, '') if self.over else ''}"

    @property
    def follows(self) -> tuple[type[Node], type[Relationship] | None]:
        """Whose properties its types speak of."""
        return self.node, self.over

    @property
    def kept(self) -> list[str]:
        """What makes two rows one: the node, unless its edges have numbers."""
        has_numbers = any(of.field.name in SUMMED for of in of_edge(self.over))
        if self.over and (has_numbers or not self.over.apart):
            return ["node", "edge"]
        return ["node"]

    def keys(self) -> dict[str, Key]:
        """What they can be grouped by, by constant."""
        keys: dict[str, Key] = {}
        for of in self._properties():
            if of.field.type is date and not of.field.many:
                for part in ("year", "quarter"):
                    about = f"The {part} of: {of.field.about}"
                    keys[f"{of.constant}_{part.upper()}"] = Key(about, of, part)
            elif of.field.type in (str, bool) or of.field.name.endswith(("year", "years")):
                keys[of.constant] = Key(of.field.about, of)
        for walk in WALKS.get(self.node, ()):
            if walk.to in COUNTED_BY and walk.way != "both":
                keys[walk.name.upper()] = Key(walk.about, walk=walk)
            if walk.to is n.Company and walk.one:
                about = "The company above all of the paying one's family."
                keys[f"{walk.name.upper()}_FAMILY"] = Key(about, walk=walk, as_family=True)
        return keys

    def measures(self, *types: type) -> dict[str, Property]:
        """What can be summed or dated, by constant."""
        some = (of for of in self._properties() if not of.field.many)
        return {of.constant: of for of in some if of.field.type in types}

    def aggregate(self, name: str, constant: str, scope: dict[str, str]) -> str:
        """The text of an aggregate of a measure. Money is counted in cents, for sums of binary
        fractions drift."""
        of = self.measures(*NUMBERS, date)[constant]
        text, aggregate = of.text.format(**scope), (OF_NUMBERS | OF_DAYS)[name]
        if of.field.type is not Decimal:
            return aggregate.format(text)
        return f"{aggregate.format(f'toInteger(round({text} * 100))')} / 100.0"

    def _properties(self) -> list[Property]:
        both = (*of_node(self.node), *of_edge(self.over))
        return [of for of in both if of.on in self.kept]
