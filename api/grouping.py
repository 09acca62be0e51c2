"""How do the groups of a list become Cypher?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from graphql import FieldNode, GraphQLNamedType, GraphQLObjectType, get_named_type

from api.errors import bad_input
from api.grouped import MOST, MOST_KEYS, MOST_NODES, OF_DAYS, Grouped, Key
from api.later import later
from api.paging import Cut
from api.reads import Row, Shaper, Statement
from api.scalars import written_amount
from api.selection import Selection
from schema.nodes import Person


class Compiling(Protocol):
    """What groups need of the compiler of a selection."""

    selection: Selection
    statement: Statement

    def key(self, response_key: str, group: Sequence[FieldNode]) -> object:
        """Under which key a row holds a field."""

    def objects(
        self, type_: GraphQLNamedType, nodes: Sequence[FieldNode], scope: dict[str, str]
    ) -> tuple[str, Shaper]:
        """The row of an object, and its shaper."""


class Grouping:
    """One `groups` field under way: of which list, and with which arguments."""

    def __init__(
        self, compiler: Compiling, cut: Cut, grouped: Grouped, arguments: dict[str, Any]
    ) -> None:
        self.compiler, self.cut, self.grouped, self.arguments = compiler, cut, grouped, arguments
        asked, known = arguments["by"], grouped.keys()
        if not 1 <= len(asked) <= MOST_KEYS:
            raise bad_input(f"`by` has {len(asked)} keys; give 1 to {MOST_KEYS}")
        self.keys = [(each.name, f"k{place}", known[each.name]) for place, each in enumerate(asked)]

    def counted(self) -> str:
        """The column of how many groups there are."""
        names = ", ".join(name for _, name, _ in self.keys)
        return f"COUNT {{ {self._expanded()} WITH DISTINCT {names} RETURN 1 AS one }}"

    def compiled(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> tuple[str, Shaper]:
        """The column and the shaper of the groups."""
        members: list[tuple[object, str, Shaper]] = []
        aggregates: list[str] = []
        for response_key, group in self.compiler.selection.fields(type_, nodes).items():
            key = self.compiler.key(response_key, group)
            members.append((key, *self._member(type_, group, aggregates)))
        size = self.compiler.statement.parameter(later(bounded, self.arguments["first"], MOST))
        has_nodes = any(aggregate.startswith("collect") for aggregate in aggregates)
        names = [name for _, name, _ in self.keys]
        shown = [f"coalesce({key.shown(name)}, '')" for _, name, key in self.keys]
        rank, summed = "n", self.arguments.get("orderBySum")
        if summed is not None:
            total = self.grouped.aggregate("sum", summed.name, self.cut.scope)
            aggregates.append(f"coalesce({total}, 0) AS s")
            rank = "s"
        text = (
            f"COLLECT {{ {self._expanded()} {self._in_order() if has_nodes else ''} "
            f"WITH {', '.join([*names, 'count(*) AS n', *aggregates])} "
            f"ORDER BY {', '.join([f'{rank} DESC', *shown])} LIMIT {size} "
            f"RETURN [{', '.join(column for _, column, _ in members)}] }}"
        )

        def shape(rows: list[list[Any]]) -> list[Row]:
            return [
                {key: one(cell) for (key, _, one), cell in zip(members, row, strict=True)}
                for row in rows
            ]

        return text, shape

    def _expanded(self) -> str:
        """The list's rows, each once, with the keys of the groups bound."""
        scope = self.cut.scope
        clauses = [self._clause(key, name) for _, name, key in self.keys]
        kept = [scope[on] for on in self.grouped.kept] + [name for _, name, _ in self.keys]
        return f"{self.cut.pattern} {' '.join(clauses)} WITH DISTINCT {', '.join(kept)}"

    def _clause(self, key: Key, name: str) -> str:
        clause = key.expanded(name, self.cut.scope)
        is_person = key.walk is not None and key.walk.to is Person
        shown = self.compiler.statement.shown(name) if is_person else ""
        return f"{clause} WHERE {shown}" if shown else clause

    def _in_order(self) -> str:
        """The order of the list, as far as what is kept of its rows tells."""
        order = (
            f"{text.format(**self.cut.scope)} {way}"
            for text, way in self.cut.read.order
            if "edge" in self.grouped.kept or "{edge}" not in text
        )
        return f"ORDER BY {', '.join(order)}"

    def _member(
        self, type_: GraphQLObjectType, group: Sequence[FieldNode], aggregates: list[str]
    ) -> tuple[str, Shaper]:
        name = group[0].name.value
        if name == "__typename":
            return f"'{type_.name}'", _as_it_is
        if name == "keys":
            cells = ", ".join(f"[{key.shown(k)}, {key.id(k)}]" for _, k, key in self.keys)
            return f"[{cells}]", self._keys_shaper(type_, group)
        if name == "count":
            return "n", _as_it_is
        made = f"m{len(aggregates)}"
        arguments = self.compiler.selection.arguments(type_.fields[name], group[0])
        if name == "nodes":
            first = self.compiler.statement.parameter(
                later(bounded, arguments["first"], MOST_NODES)
            )
            aggregates.append(f"collect({self.cut.scope['node']})[..{first}] AS {made}")
            node = self.compiler.statement.name("n")
            inner = get_named_type(type_.fields[name].type)
            row, shape = self.compiler.objects(inner, group, {"this": node, "node": node})
            return f"COLLECT {{ UNWIND {made} AS {node} RETURN {row} }}", lambda rows: [
                shape(one) for one in rows
            ]
        aggregate = self.grouped.aggregate(name, arguments["of"].name, self.cut.scope)
        aggregates.append(f"{aggregate} AS {made}")
        return made, _as_it_is if name in OF_DAYS else _amount

    def _keys_shaper(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Shaper:
        inner = get_named_type(type_.fields["keys"].type)
        assert isinstance(inner, GraphQLObjectType)
        fields = [
            (self.compiler.key(key, group), group[0].name.value)
            for key, group in self.compiler.selection.fields(inner, nodes).items()
        ]
        constants = [constant for constant, _, _ in self.keys]

        def shape(cells: list[list[Any]]) -> list[Row]:
            rows = []
            for constant, (value, id) in zip(constants, cells, strict=True):
                said = {"by": constant, "value": value, "id": id, "__typename": "GroupKey"}
                rows.append({key: said[name] for key, name in fields})
            return rows

        return shape


def bounded(first: int, most: int) -> int:
    """The number asked for; raises BAD_USER_INPUT where it is out of bounds."""
    if not 0 <= first <= most:
        raise bad_input(f"`first` is {first}; give 0 to {most}")
    return first


def _amount(cell: Any) -> str | None:
    return None if cell is None else written_amount(cell)


def _as_it_is(cell: Any) -> Any:
    return cell
