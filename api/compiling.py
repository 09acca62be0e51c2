"""How does a selection of GraphQL fields become one Cypher statement?

A root field's whole selection is compiled into one statement that returns one row of nested
positional lists; shapers give the positions their names back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    get_named_type,
    is_abstract_type,
    is_list_type,
    is_non_null_type,
)

from api.cursors import Cursors
from api.paging import Paging, Part, bound_first
from api.reads import READ, Read, Row, Shaper, Statement
from api.selection import Selection
from schema.vocabulary import camel

Scope = dict[str, str]
Compiled = tuple[str, Shaper]


class Compiler:
    """Compiles the selection below one root field."""

    def __init__(self, info: GraphQLResolveInfo[object], cursors: Cursors) -> None:
        self.info = info
        self.selection = Selection.of(info)
        self.cursors, self.statement = cursors, Statement()

    def root(self, read: Read, values: Mapping[str, object]) -> Compiled:
        """Cypher and shaper of the root field being resolved, read as `read` says; `values` are
        more of its texts' arguments."""
        declared = self.info.parent_type.fields[self.info.field_name]
        nodes = self.info.field_nodes
        arguments = self.selection.arguments(declared, nodes[0]) | dict(values)
        column, shape = self._pattern(declared, read, nodes, {}, arguments)
        return f"RETURN {column} AS found", shape

    def below(self, paths: Sequence[str], variable: str) -> Compiled:
        """The row of all that is selected, at any of the dotted paths below the root field, of the
        objects that `variable` binds."""
        nodes: list[FieldNode] = []
        type_ = root = get_named_type(self.info.return_type)
        for path in paths:
            type_, selected = self.selection.below(root, self.info.field_nodes, path)
            nodes += selected
        return self._row(type_, nodes, {"this": variable, "node": variable})

    def _row(self, type_: GraphQLNamedType, nodes: Sequence[FieldNode], scope: Scope) -> Compiled:
        """A positional list of the selected fields of `type_`, and how it becomes a row."""
        assert isinstance(type_, GraphQLObjectType)
        columns: list[str] = []
        shapes: list[tuple[str, Shaper]] = []
        for key, group in self.selection.fields(type_, nodes).items():
            name = group[0].name.value
            if name.startswith("__"):
                continue
            declared = type_.fields[name]
            read = _read_of(declared)
            if read == Read():  # given by the page, not by the row
                continue
            column, shape = self._field(declared, read, group, scope)
            columns.append(column)
            shapes.append((_python_name(declared) if read.value else key, shape))
        named = type_.name

        def shape_row(cells: list[object]) -> Row:
            row: Row = {"__typename": named}
            for (key, shape), cell in zip(shapes, cells, strict=False):
                row[key] = shape(cell)
            return row

        return f"[{', '.join(columns) or 'true'}]", shape_row

    def _field(
        self, declared: GraphQLField, read: Read, nodes: Sequence[FieldNode], scope: Scope
    ) -> Compiled:
        if read.value:
            return read.value.format(**scope), _as_it_is
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
        arguments: dict[str, object],
    ) -> Compiled:
        """An object, a list or a page that a pattern leads to."""
        node, edge = self.statement.name("n"), self.statement.name("e")
        names = {**scope, "node": node, "edge": edge}
        match, where = (
            self.statement.bind(text.format(**names), arguments)
            for text in (read.match, read.where)
        )
        pattern = f"{match} WHERE {where}" if where else match
        child = {"this": node, "node": node, "edge": edge}
        if read.connection:
            keys = [expression.format(**child) for expression, _ in read.order]
            paging = Paging(read, pattern, keys, arguments, self.cursors)
            return self._page(get_named_type(declared.type), nodes, paging, child)
        order = ", ".join(f"{key.format(**child)} {direction}" for key, direction in read.order)
        sort = f" ORDER BY {order}" if order else ""
        row, shape = self._objects(get_named_type(declared.type), nodes, child)
        if not _is_list(declared):
            text = f"COLLECT {{ {pattern} WITH *{sort} LIMIT 1 RETURN {row} }}"
            return text, lambda rows: shape(rows[0]) if rows else None
        first = bound_first(self.statement, arguments)
        text = f"COLLECT {{ {pattern} WITH *{sort} LIMIT {first} RETURN {row} }}"
        return text, lambda rows: [shape(row) for row in rows]

    def _objects(
        self, type_: GraphQLNamedType, nodes: Sequence[FieldNode], child: Scope
    ) -> Compiled:
        if not is_abstract_type(type_):
            return self._row(type_, nodes, child)
        kinds = {
            possible.name: self._row(possible, nodes, child)
            for possible in self.info.schema.get_possible_types(type_)
        }
        cases = " ".join(
            f"WHEN {child['this']}:{name} THEN ['{name}', {row}]"
            for name, (row, _) in kinds.items()
        )
        return f"CASE {cases} END", lambda cell: kinds[cell[0]][1](cell[1])

    def _page(
        self, type_: GraphQLNamedType, nodes: Sequence[FieldNode], paging: Paging, child: Scope
    ) -> Compiled:
        assert isinstance(type_, GraphQLObjectType)
        selected = self.selection.fields(type_, nodes)
        parts: list[Part] = []
        for key, group in selected.items():
            name = group[0].name.value
            if name in ("edges", "nodes"):
                scope = {**child, "this": child["edge"]} if name == "edges" else child
                row = self._row(get_named_type(type_.fields[name].type), group, scope)
                parts.append(Part(key, *row, is_edge=name == "edges"))
        is_counted = any(group[0].name.value == "totalCount" for group in selected.values())
        column = paging.column(self.statement, parts, is_counted)
        return column, paging.shaper(type_, selected, self.selection, parts)


def _as_it_is(cell: object) -> object:
    return cell


def _is_list(declared: GraphQLField) -> bool:
    type_ = declared.type
    return is_list_type(type_.of_type if is_non_null_type(type_) else type_)


def _read_of(declared: GraphQLField) -> Read:
    read = declared.extensions["strawberry-definition"].metadata.get(READ)
    if isinstance(read, Read):
        return read
    return Read(value=f"{{this}}.{camel(_python_name(declared))}")


def _python_name(declared: GraphQLField) -> str:
    return str(declared.extensions["strawberry-definition"].python_name)
