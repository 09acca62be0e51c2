"""What does a filter mean in Cypher?

No value is ever part of the text; what a filter does not give is no part of it either, so that the
database plans, and finds indexes for, just what was asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from api import memberships
from api.covering import COVERS
from api.errors import bad_input
from api.filters import summed_over
from api.firsts import bounded, by_score, listed, on_topic, refuse
from api.later import later
from api.properties import Property, of_edge, of_node
from api.reads import Statement
from api.rights import Guard
from api.shorthands import Filter, all_of, written_out
from api.vocabularies import is_vocabulary
from api.walk import Walk
from api.walks import WALKS
from schema import nodes as n
from schema.vocabulary import Node, camel

_TESTS = {
    "eq": "{0} = {1}",
    "ne": "{0} <> {1}",
    "in": "{0} IN {1}",
    "lt": "{0} < {1}",
    "lte": "{0} <= {1}",
    "gt": "{0} > {1}",
    "gte": "{0} >= {1}",
    "startsWith": "{0} STARTS WITH {1}",
    "contains": "toLower({0}) CONTAINS toLower({1})",
    "has": "{1} IN {0}",
    "hasAny": "any(each IN {0} WHERE each IN {1})",
}
_WITHIN = {
    n.Topic: "({0})-[:BROADER*0..12]->(:Topic {{name: {1}}})",
    n.Institution: "({0})-[:PART_OF*0..6]->(:Institution {{institutionId: {1}}})",
    # Up to the company above all, and down again: the whole family.
    n.Company: "({0})-[:SUBSIDIARY_OF*0..20 {{isCurrent: true}}]-(:Company {{companyId: {1}}})",
}
_NAMED = {n.Topic: "name", n.Institution: "institution_id", n.Company: "company_id"}
DEEPEST = 8
# What becomes a list of ids, by which persons are found at once.
FEW = ("firstBy", "firstOn", memberships.KEY)


@dataclass(frozen=True)
class Conditions:
    """Writes the conditions of filters into a statement."""

    statement: Statement
    guard: Guard

    def start(
        self, node: type[Node], name: str, filter: Filter | None, depth: int = 0
    ) -> tuple[str, str]:
        """The pattern to all nodes of a label, bound as `name`, that a filter keeps, and the
        condition that stays to be put on them.

        Where the filter asks for edges to something that an index finds, the pattern begins there:
        from a topic to its persons are fewer steps than from every person to all topics.
        """
        if driven := self._driven(node, filter or {}):
            key, part, others = driven
            own = {k: v for k, v in part.items() if k != key}
            rest = [each for each in (own, *others) if each]
            patterns, wheres = [f"({name}:{node.__name__})"], list[str]()
            self._drive(node, name, key, part[key], patterns, wheres)
            where = f" WHERE {' AND '.join(wheres)}" if wheres else ""
            # Clauses of their own: within one, no relationship would be walked twice.
            matches = " ".join(f"MATCH {pattern}" for pattern in patterns)
            match = f"{matches}{where} WITH DISTINCT {name} WITH {name}"
            return match, self.condition(node, name, {"and": rest} if rest else None, depth)
        return f"MATCH ({name}:{node.__name__})", self.condition(node, name, filter, depth)

    def _driven(self, node: type[Node], filter: Filter) -> tuple[str, Filter, list[Filter]] | None:
        """The edge from whose end a pattern had better begin, the part of the filter that has it,
        and the other parts, which must hold as well; none where no part has one, or where one
        names few by their ids."""
        parts = list(all_of(node, filter))
        if any(part.get(key) for part in parts for key in FEW):
            return None
        for place, part in enumerate(parts):
            if key := self._driver(node, part):
                return key, part, parts[:place] + parts[place + 1 :]
        return None

    def condition(self, node: type[Node], name: str, filter: Filter | None, depth: int = 0) -> str:
        """The condition that a filter puts on the node bound as `name`; empty where it puts
        none."""
        if depth > DEEPEST:
            raise bad_input(f"the filter leads over more than {DEEPEST} edges or levels")
        return " AND ".join(self._parts(node, name, written_out(node, filter or {}), depth))

    def _parts(self, node: type[Node], name: str, filter: Filter, depth: int) -> Iterator[str]:
        properties = {each.name: each for each in of_node(node)}
        walks = {camel(walk.name): walk for walk in WALKS.get(node, ())}
        for key, value in filter.items():
            if value is None:
                continue
            if node is n.Person and (allowed := self.guard.of_person(key, name)):
                yield allowed
            if key in ("and", "or"):
                inner = [self.condition(node, name, each, depth + 1) or "true" for each in value]
                joined = f" {key.upper()} ".join(f"({each})" for each in inner)
                yield f"({joined})" if inner else ("true" if key == "and" else "false")
            elif key == "not":
                # Of whom the sources say nothing, it does not hold either.
                inner_condition = self.condition(node, name, value, depth + 1) or "true"
                yield f"NOT coalesce(({inner_condition}), false)"
            elif key in walks:
                yield from self._edges(walks[key], name, value, depth)
            elif key in properties:
                yield from self._tests(properties[key], {"node": name}, value, node)
            else:
                yield self._own(node, name, key, value, depth)

    def _own(self, node: type[Node], name: str, key: str, value: Any, depth: int) -> str:
        if key == "within":
            asked = self.statement.known(node, _NAMED[node], value)
            return f"EXISTS {{ {_WITHIN[node].format(name, asked)} }}"
        if key == "coveredBy":
            liaison = f":Liaison {{liaisonId: {self.statement.parameter(value)}}}"
            return f"EXISTS {{ {COVERS.format(liaison=liaison, person=name)} }}"
        if key == "isPhysician":
            return f"{name}:Physician" if value else f"NOT {name}:Physician"
        if key == "sources":
            return " AND ".join(self._listed(f"split({name}.source, ', ')", value)) or "true"
        if key == memberships.KEY:
            return f"{name}.personId IN {self.statement.parameter(memberships.asked(value))}"
        return self._first(name, key, value, depth)

    def _first(self, name: str, key: str, value: Filter, depth: int) -> str:
        """The condition that a person is one of the first so many."""
        refuse(key, value)
        other = self.statement.name("n")
        first = self.statement.parameter(later(bounded, key, value["first"]))
        if key == "firstBy":
            begun = self.start(n.Person, other, value.get("filter"), depth + 1)
            matched = by_score(other, value["by"].name, *begun)
        else:
            condition = self.condition(n.Person, other, value.get("filter"), depth + 1)
            topic = self.statement.known(n.Topic, "name", value["topic"])
            matched = on_topic(other, _WITHIN[n.Topic].format("below", topic), condition)
        each = value.get("each")
        ids = self.statement.once(matched + listed(other, each and each.name, first))
        return f"{name}.personId IN {ids}"

    def _tests(
        self, of: Property, scope: dict[str, str], value: Any, node: type[Node] | None
    ) -> Iterator[str]:
        text = of.text.format(**scope)
        if of.field.type is bool and not of.field.many:
            yield f"{text} = {self.statement.parameter(value)}"
            return
        if of.field.many:
            yield from self._listed(text, value)
            return
        for test, operand in value.items():
            if operand is None:
                continue
            if test == "isNull":
                yield f"{text} IS {'' if operand else 'NOT '}NULL"
                continue
            operand = later(_bindable, operand)
            if node and test in ("eq", "in") and is_vocabulary(node, of.field):
                asked = self.statement.known(node, of.field.name, operand)
            else:
                asked = self.statement.parameter(operand)
            yield _TESTS[test].format(text, asked)

    def _listed(self, text: str, value: Filter) -> Iterator[str]:
        for test, operand in value.items():
            if test == "isNull":
                yield f"{text} IS {'' if operand else 'NOT '}NULL"
            elif operand is not None:
                yield _TESTS[test].format(text, self.statement.parameter(operand))

    def _edges(self, walk: Walk, name: str, value: Filter, depth: int) -> Iterator[str]:
        node, edge = self.statement.name("n"), self.statement.name("e")
        pattern = walk.match.format(this=name, edge=edge, node=node)
        inner = " AND ".join(self._of_edge(walk, node, edge, value, depth))
        pattern += f" WHERE {inner}" if inner else ""
        count, sums = value.get("count"), value.get("sum")
        if not count and not sums:
            yield f"EXISTS {{ {pattern} }}"
        for test, operand in (count or {}).items():
            if test == "isNull":
                raise bad_input("a count is never unknown; `isNull` does not go with it")
            if operand is not None:
                counted = f"COUNT {{ MATCH {pattern} RETURN DISTINCT {node} }}"
                yield _TESTS[test].format(counted, self.statement.parameter(operand))
        for of in summed_over(walk):
            for test, operand in ((sums or {}).get(of.name) or {}).items():
                if test != "isNull" and operand is not None:
                    yield self._sum(of, {"node": node, "edge": edge}, pattern, test, operand)

    def _sum(
        self, of: Property, scope: dict[str, str], pattern: str, test: str, operand: Any
    ) -> str:
        text = of.text.format(**scope)
        cents = f"toInteger(round({text} * 100))" if of.field.type is Decimal else text
        scale = " / 100.0" if of.field.type is Decimal else ""
        asked = self.statement.parameter(later(_bindable, operand))
        return (
            f"EXISTS {{ MATCH {pattern} WITH DISTINCT {scope['node']}, {text} AS amount, "
            f"{cents} AS cents WHERE amount IS NOT NULL WITH sum(cents){scale} AS total, "
            f"count(*) AS n WHERE n > 0 AND {_TESTS[test].format('total', asked)} RETURN total }}"
        )

    def _of_edge(
        self, walk: Walk, node: str, edge: str, value: Filter, depth: int
    ) -> Iterator[str]:
        shown = self.statement.shown(node) if walk.to is n.Person else ""
        condition = self.condition(walk.to, node, value.get("node"), depth + 1)
        yield from (each for each in (shown, condition) if each)
        for each in of_edge(walk.over):
            if value.get(each.name) is not None:
                yield from self._tests(each, {"edge": edge}, value[each.name], None)

    def _driver(self, node: type[Node], filter: Filter) -> str | None:
        """The edge of a filter from whose end a pattern had better begin, if any."""
        ranked = [
            (rank, key)
            for key, value in filter.items()
            if value is not None and (rank := self._anchor(node, key, value)) is not None
        ]
        return min(ranked)[1] if ranked else None

    def _anchor(self, node: type[Node], key: str, value: Any) -> int | None:
        """How many edges away the edge's filter names something that an index finds."""
        walk = next((w for w in WALKS.get(node, ()) if camel(w.name) == key), None)
        if walk is None or value.get("count") or value.get("sum"):
            return None
        if node is n.Person and self.guard.bounds(key):
            return None
        inner = written_out(walk.to, value.get("node") or {})
        indexed = {camel(name) for name in (walk.to.key, *walk.to.indexed)}
        if (
            inner.get("within") is not None
            or inner.get("firstBy")
            or inner.get("firstOn")
            or any(
                isinstance(test, Mapping)
                and ({"eq", "in"} & {k for k, v in test.items() if v is not None})
                for name, test in inner.items()
                if name in indexed
            )
        ):
            return 1
        ranks = [
            self._anchor(walk.to, name, test) for name, test in inner.items() if test is not None
        ]
        known = [rank for rank in ranks if rank is not None]
        return min(known) + 1 if known else None

    def _drive(
        self,
        node: type[Node],
        name: str,
        key: str,
        value: Filter,
        patterns: list[str],
        wheres: list[str],
    ) -> None:
        """Write the edge `key`, and what leads on from it, as patterns to begin from."""
        walk = next(w for w in WALKS[node] if camel(w.name) == key)
        other, edge = self.statement.name("n"), self.statement.name("e")
        patterns.append(walk.match.format(this=name, edge=edge, node=other))
        inner = dict(written_out(walk.to, value.get("node") or {}))
        if (within := inner.pop("within", None)) is not None:
            asked = self.statement.known(walk.to, _NAMED[walk.to], within)
            patterns.append(_WITHIN[walk.to].format(other, asked))
        elif (onward := self._driver(walk.to, inner)) is not None:
            self._drive(walk.to, other, onward, inner.pop(onward), patterns, wheres)
        wheres += self._of_edge(walk, other, edge, {**value, "node": inner}, 1)


def _bindable(value: Any) -> Any:
    """A value as the driver takes it: it knows no decimals."""
    if isinstance(value, list):
        return [_bindable(each) for each in value]
    return float(value) if isinstance(value, Decimal) else value
