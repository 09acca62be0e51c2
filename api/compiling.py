"""How does a selection of GraphQL fields become one Cypher statement?

The whole selection below a root field is compiled into one column of nested positional lists;
shapers give the positions their keys back. The keys are either the response's own, so that what is
shaped is the answer, or name the selected field nodes, so that GraphQL's executor finds in a row
what each of its fields reads (`api.fields.taken`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLOutputType,
    get_named_type,
    is_abstract_type,
    is_list_type,
    is_non_null_type,
)

from api import paging
from api.callers import Caller
from api.conditions import Conditions
from api.cursors import Cursors
from api.edges import EDGES
from api.grouping import Grouping
from api.orders import keys_of
from api.reads import MOST, READ, Read, Row, Shaper, Statement, place_of
from api.rights import Guard
from api.scalars import in_cypher, in_python
from api.selection import Selection
from api.walk import total
from schema.nodes import Person
from schema.vocabulary import camel

Scope = dict[str, str]
Compiled = tuple[str, Shaper]
TYPE = ""  # under which a row that the executor reads says of which type it is


class Unexpected(Exception):
    """The graph holds no value where the schema promises one."""


class Compiler:
    """Compiles selections into one statement; `is_answer` says which keys rows get."""

    def __init__(
        self,
        selection: Selection,
        cursors: Cursors,
        caller: Caller,
        is_answer: bool,
        hides: bool,
    ) -> None:
        self.selection, self.cursors, self.is_answer = selection, cursors, is_answer
        self.statement = Statement(hides)
        self.guard = Guard(caller, self.statement)

    def root(
        self,
        declared: GraphQLField,
        read: Read,
        nodes: Sequence[FieldNode],
        arguments: dict[str, Any],
    ) -> Compiled:
        """The column and shaper of a root field that is read as `read` says; `arguments` are the
        values of its texts' arguments."""
        name = nodes[0].name.value
        allowed = self.guard.of_root(name, "{node}") if read.node is Person else ""
        return self._pattern(declared, read, nodes, {"allowed": allowed}, arguments)

    def below(
        self, type_: GraphQLNamedType, nodes: Sequence[FieldNode], paths: Sequence[str], name: str
    ) -> Compiled:
        """The row of all that is selected, at any of the dotted paths below the nodes, of the
        objects that the variable `name` binds."""
        scope = {"this": name, "node": name}
        rows = [
            self._row(inner, group, scope)
            for path in paths
            for inner, group in self.selection.below(type_, nodes, path)
        ]

        def shape(cells: list[Any]) -> Row:
            merged: Row = {}
            for (_, shape_row), cell in zip(rows, cells, strict=True):
                merged |= shape_row(cell)
            return merged

        return f"[{', '.join(row for row, _ in rows)}]", shape

    def _row(self, type_: GraphQLNamedType, nodes: Sequence[FieldNode], scope: Scope) -> Compiled:
        """A positional list of the selected fields of `type_`, and how it becomes a row."""
        assert isinstance(type_, GraphQLObjectType)
        columns: list[tuple[object, str]] = [] if self.is_answer else [(TYPE, f"'{type_.name}'")]
        shapes: list[tuple[object, Shaper]] = []
        required: list[object] = []
        for response_key, group in self.selection.fields(type_, nodes).items():
            key, name = self.key(response_key, group), group[0].name.value
            if name == "__typename":
                columns.append((key, f"'{type_.name}'"))
                continue
            declared, inner = type_.fields[name], {**scope, "allowed": ""}
            if read_of(declared) == Read():  # the page gives it, not the row
                columns.append((key, "null"))
                continue
            if type_.name == "Person":
                allowed = self.guard.of_person(name, scope["this"])
                inner = {**scope, "allowed": allowed}
            column, shape = self._field(declared, group, inner)
            columns.append((key, column))
            if shape is not None:
                shapes.append((key, shape))
            if is_non_null_type(declared.type):
                required.append(key)
        keys = [key for key, _ in columns]
        checked = required if self.is_answer else []

        def shape_row(cells: list[Any]) -> Row:
            row: Row = dict(zip(keys, cells, strict=False))
            for key, shape in shapes:
                row[key] = shape(row[key])
            for key in checked:
                if row[key] is None:
                    raise Unexpected(f"{type_.name} has no {key}")
            return row

        return f"[{', '.join(column for _, column in columns) or 'true'}]", shape_row

    def key(self, response_key: str, group: Sequence[FieldNode]) -> object:
        """Under which key a row holds a field: selections of two parents never share one."""
        return response_key if self.is_answer else place_of(group)

    def _field(
        self, declared: GraphQLField, nodes: Sequence[FieldNode], scope: Scope
    ) -> tuple[str, Shaper | None]:
        read = read_of(declared)
        if read.value:
            column = in_cypher(declared.type, read.value.format(**scope))
            if scope["allowed"]:
                column = f"CASE WHEN {scope['allowed']} THEN {column} END"
            return column, read.then or in_python(declared.type)
        if read.here:
            inner = {**scope, "this": scope[read.here]}
            return self._row(get_named_type(declared.type), nodes, inner)
        arguments = self.selection.arguments(declared, nodes[0])
        return self._pattern(declared, read, nodes, scope, arguments)

    def _pattern(
        self,
        declared: GraphQLField,
        read: Read,
        nodes: Sequence[FieldNode],
        scope: Scope,
        arguments: dict[str, Any],
    ) -> Compiled:
        """An object, a list or a page that a pattern leads to."""
        if read.each is not None:
            return self._by_keys(read, nodes, arguments)
        node, edge = self.statement.name("n"), self.statement.name("e")
        child = {"this": node, "node": node, "edge": edge, "owner": scope.get("this", "")}
        read = self._ordered(read, arguments)
        type_ = get_named_type(declared.type)
        is_person = read.node is Person or "Person" in (type_.name, read.kind)
        shown = self.statement.shown(node) if is_person else ""
        names = {**scope, "node": node, "edge": edge, "shown": shown}
        pattern = self._match(read, names, arguments)
        if read.connection:
            return self._page(type_, nodes, paging.Cut(pattern, child, read, arguments))
        order = ", ".join(f"{key.format(**child)} {direction}" for key, direction in read.order)
        sort = f" ORDER BY {order}" if order else ""
        row, shape = self.objects(type_, nodes, child, read.kind)
        if not _is_list(declared.type):
            text = f"COLLECT {{ {pattern} WITH *{sort} LIMIT 1 RETURN {row} }}"
            return text, lambda rows: shape(rows[0]) if rows else None
        first = self.statement.parameter(paging.bounded(arguments.get("first", MOST)))
        text = f"COLLECT {{ {pattern} WITH *{sort} LIMIT {first} RETURN {row} }}"
        return text, lambda rows: [shape(row) for row in rows]

    def _match(self, read: Read, scope: Scope, arguments: dict[str, Any]) -> str:
        """The pattern to the rows, those left out that the filter does not keep."""
        conditions, filter = Conditions(self.statement, self.guard), arguments.get("filter")
        match, where, beside = (
            self.statement.bind(text.format(**scope), arguments)
            for text in (read.match, read.where, read.beside)
        )
        asked = ""
        if read.node and match:
            asked = conditions.condition(read.node, scope["node"], filter)
        elif read.node:
            match, asked = conditions.start(read.node, scope["node"], filter)
        allowed = scope.get("allowed", "").format(**scope)
        dated = self._dated(read, scope, arguments)
        parts = (where, asked, dated, allowed, scope["shown"])
        both = " AND ".join(f"({one})" for one in parts if one)
        return " ".join([match, f"WHERE {both}" if both else "", beside])

    def _dated(self, read: Read, scope: Scope, arguments: dict[str, Any]) -> str:
        """The condition that a row had happened, and was known, by the days asked for."""
        if not read.day:
            return ""
        conditions = []
        if arguments.get("asOf") is not None:
            day = self.statement.parameter(arguments["asOf"])
            conditions.append(f"{read.day.format(**scope)} <= {day}")
        if arguments.get("knownBy") is not None:
            known = self.statement.parameter(arguments["knownBy"])
            told = ("node", "edge") if read.over else ("node",)
            conditions += [f"{scope[name]}.knownFrom <= {known}" for name in told]
        return " AND ".join(conditions)

    def _ordered(self, read: Read, arguments: dict[str, Any]) -> Read:
        asked = arguments.get("orderBy")
        if not asked or not read.node:
            return read
        keys = keys_of(asked, read.node, read.over if read.over in EDGES else None)
        return replace(read, order=(*keys, *total((), read.node, read.over)))

    def objects(
        self, type_: GraphQLNamedType, nodes: Sequence[FieldNode], scope: Scope, kind: str = ""
    ) -> Compiled:
        """The row of an object of a type; of an interface's, of which it is."""
        if is_abstract_type(type_):
            type_ = self.selection.schema.type_map[kind]
        return self._row(type_, nodes, scope)

    def _by_keys(
        self, read: Read, nodes: Sequence[FieldNode], arguments: dict[str, Any]
    ) -> Compiled:
        """Nodes of several types, in the order of their keys; null where there is none."""
        keys, labels = (self.statement.parameter(arguments[name]) for name in ("keys", "labels"))
        columns, shapes = [f"size({keys})"], []
        for label, match in read.each or ():
            node = self.statement.name("n")
            shown = self.statement.shown(node) if label == "Person" else ""
            row, shape = self._row(
                self.selection.schema.type_map[label], nodes, {"this": node, "node": node}
            )
            shapes.append(shape)
            columns.append(
                f"COLLECT {{ UNWIND range(0, size({keys}) - 1) AS place "
                f"WITH place, {keys}[place] AS key WHERE {labels}[place] = '{label}' "
                f"CALL (key) {{ {match.format(node=node)} RETURN {node} }} "
                f"{f'WITH * WHERE {shown} ' if shown else ''}RETURN [place, {row}] }}"
            )

        def shape_all(cells: list[Any]) -> list[Row | None]:
            rows: list[Row | None] = [None] * cells[0]
            for shape, placed in zip(shapes, cells[1:], strict=True):
                for place, row in placed:
                    rows[place] = shape(row)
            return rows

        return f"[{', '.join(columns)}]", shape_all

    def _page(
        self, type_: GraphQLNamedType, nodes: Sequence[FieldNode], cut: paging.Cut
    ) -> Compiled:
        assert isinstance(type_, GraphQLObjectType)
        page = paging.Page(cut, self.statement, self.cursors)
        for response_key, group in self.selection.fields(type_, nodes).items():
            key, name = self.key(response_key, group), group[0].name.value
            inner = get_named_type(type_.fields[name].type) if name in type_.fields else None
            if name == "__typename":
                page.constant(key, type_.name)
            elif name in ("edges", "nodes"):
                assert isinstance(inner, GraphQLObjectType)
                at = "edge" if name == "edges" else "node"
                page.rows(key, *self._row(inner, group, {**cut.scope, "this": cut.scope[at]}))
                if name == "edges":
                    page.cursors_at(key, self._keys_of(inner, group, "cursor"))
            elif name == "pageInfo":
                assert isinstance(inner, GraphQLObjectType)
                fields = self.selection.fields(inner, group).items()
                page.info(key, [(self.key(k, g), g[0].name.value) for k, g in fields])
            elif name in ("groups", "groupCount"):
                self._groups(page, key, type_.fields[name], group, cut)
            else:
                page.count(key)
        return page.column(), page.shape

    def _groups(
        self,
        page: paging.Page,
        key: object,
        declared: GraphQLField,
        nodes: Sequence[FieldNode],
        cut: paging.Cut,
    ) -> None:
        arguments = self.selection.arguments(declared, nodes[0])
        grouped = declared.extensions["strawberry-definition"].metadata[READ]
        grouping = Grouping(self, cut, grouped, arguments)
        if nodes[0].name.value == "groupCount":
            page.column_of(key, grouping.counted(), None)
            return
        inner = get_named_type(declared.type)
        assert isinstance(inner, GraphQLObjectType)
        page.column_of(key, *grouping.compiled(inner, nodes))

    def _keys_of(
        self, type_: GraphQLObjectType, nodes: Sequence[FieldNode], name: str
    ) -> list[object]:
        fields = self.selection.fields(type_, nodes).items()
        return [self.key(key, group) for key, group in fields if group[0].name.value == name]


def read_of(declared: GraphQLField) -> Read:
    """How a field is read; one without a word of its own reads the property of its name."""
    definition = declared.extensions["strawberry-definition"]
    read = definition.metadata.get(READ)
    return (
        read if isinstance(read, Read) else Read(value=f"{{this}}.{camel(definition.python_name)}")
    )


def _is_list(type_: GraphQLOutputType) -> bool:
    return is_list_type(type_.of_type if is_non_null_type(type_) else type_)
