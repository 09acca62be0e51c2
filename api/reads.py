"""How does a selection of GraphQL fields become one Cypher statement?

Each field that reads the graph says how with a `Read`: a leaf names an expression, an object or
list names the pattern that leads to it. A root field's whole selection is compiled into one
statement that returns one row of nested positional lists; `Shape`s give the positions their names
back. Aliases, literals and variables never change the text: values travel as parameters, so the
database plans each shape of question once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSkipDirective,
    InlineFragmentNode,
    SelectionSetNode,
    VariableValues,
    get_argument_values,
    get_directive_values,
    get_named_type,
    is_abstract_type,
    is_list_type,
    is_non_null_type,
)

from api.cursors import Cursors
from api.errors import bad_input
from schema.vocabulary import camel

READ = "read"
MOST = 100
Row = dict[str, Any]
Shaper = Callable[[Any], Any]


@dataclass(frozen=True)
class Read:
    """How a field reads the graph. In every text `{this}` is the row's own variable, `{edge}` its
    relationship, `{node}` what `match` binds; `$name` is the field's argument.

    value: expression of a leaf; match, where: pattern to an object or list; order: expressions and
    directions, total; here: the object lies on the same row, under this variable; connection: pages
    with cursors.
    """

    value: str = ""
    match: str = ""
    where: str = ""
    order: tuple[tuple[str, str], ...] = ()
    here: str = ""
    connection: bool = False


@dataclass
class Statement:
    """One Cypher statement under way: its parameters and the names given out so far."""

    cursors: Cursors
    parameters: dict[str, Any] = field(default_factory=dict)
    names: int = 0

    def name(self, stem: str) -> str:
        self.names += 1
        return f"{stem}{self.names}"

    def bind(self, text: str, values: dict[str, Any]) -> str:
        """The text with each `$argument` given a name of its own."""
        for argument in sorted(values, key=len, reverse=True):
            if f"${argument}" in text:
                name = self.name("p")
                self.parameters[name] = values[argument]
                text = text.replace(f"${argument}", f"${name}")
        return text


class Compiler:
    """Compiles the selection below one root field."""

    def __init__(self, info: GraphQLResolveInfo[Any], cursors: Cursors) -> None:
        self.info = info
        given: Any = info.variable_values  # Strawberry hands out the coerced values alone
        self.variables = VariableValues({}, given) if isinstance(given, dict) else given
        self.statement = Statement(cursors)

    def root(self, read: Read, values: dict[str, Any]) -> tuple[str, dict[str, Any], Shaper]:
        """Cypher, parameters and shaper of the root field being resolved, read as `read` says;
        `values` are more of its texts' arguments."""
        declared = self.info.parent_type.fields[self.info.field_name]
        given = get_argument_values(declared, self.info.field_nodes[0], self.variables)
        values = {**given, **values}
        column, shape = self._read(declared, read, self.info.field_nodes, {}, values)
        return f"RETURN {column} AS found", self.statement.parameters, shape

    def below(self, path: str) -> tuple[Any, list[FieldNode]]:
        """The type and the selections at a dotted path of field names below the root field."""
        nodes: list[FieldNode] = list(self.info.field_nodes)
        type_: Any = self.info.return_type
        for name in path.split("."):
            object_type: Any = get_named_type(type_)
            groups = self._fields(object_type, nodes).values()
            nodes = [n for group in groups for n in group if n.name.value == name]
            type_ = object_type.fields[name].type
        return type_, nodes

    def row(
        self, type_: GraphQLObjectType, nodes: list[FieldNode], scope: dict[str, str]
    ) -> tuple[str, Shaper]:
        """A positional list of the selected fields of `type_`, and how it becomes a row."""
        columns: list[str] = []
        shapes: list[tuple[str, Shaper]] = []
        for key, group in self._fields(type_, nodes).items():
            name = group[0].name.value
            if name.startswith("__"):
                continue
            declared = type_.fields[name]
            read = _read_of(declared)
            if read == Read():  # given by the page, not by the row
                continue
            column, shape = self._read(declared, read, group, scope, None)
            columns.append(column)
            shapes.append((_python_name(declared) if read.value else key, shape))
        named = type_.name
        return f"[{', '.join(columns) or 'true'}]", lambda cells: {
            "__typename": named,
            **{key: shape(cell) for (key, shape), cell in zip(shapes, cells, strict=False)},
        }

    def _read(
        self,
        declared: GraphQLField,
        read: Read,
        nodes: list[FieldNode],
        scope: dict[str, str],
        values: dict[str, Any] | None,
    ) -> tuple[str, Shaper]:
        type_: Any = get_named_type(declared.type)
        if read.value:
            return read.value.format(**scope), lambda cell: cell
        if read.here:
            inner = {**scope, "this": scope[read.here]}
            return self.row(type_, nodes, inner)
        if values is None:
            values = get_argument_values(declared, nodes[0], self.variables)
        inner = {**scope, "node": self.statement.name("n"), "edge": self.statement.name("e")}
        texts = {
            name: self.statement.bind(text.format(**inner), values)
            for name, text in (("match", read.match), ("where", read.where))
        }
        condition = f" WHERE {texts['where']}" if texts["where"] else ""
        pattern = f"{texts['match']}{condition}"
        child = {"this": inner["node"], "node": inner["node"], "edge": inner["edge"]}
        if read.connection:
            return self._connection(type_, nodes, read, pattern, child, values)
        return self._list(declared, nodes, read, pattern, child, values)

    def _list(
        self,
        declared: GraphQLField,
        nodes: list[FieldNode],
        read: Read,
        pattern: str,
        child: dict[str, str],
        values: dict[str, Any],
    ) -> tuple[str, Shaper]:
        many = is_list_type(
            declared.type.of_type if is_non_null_type(declared.type) else declared.type
        )
        order = ", ".join(f"{e.format(**child)} {d}" for e, d in read.order)
        limit = f" LIMIT {self._first(values)}" if many else " LIMIT 1"
        sort = f" ORDER BY {order}" if order else ""
        row, shape = self._objects(get_named_type(declared.type), nodes, child)
        text = f"COLLECT {{ {pattern} WITH *{sort}{limit} RETURN {row} }}"
        if many:
            return text, lambda rows: [shape(r) for r in rows]
        return text, lambda rows: shape(rows[0]) if rows else None

    def _objects(
        self, type_: Any, nodes: list[FieldNode], child: dict[str, str]
    ) -> tuple[str, Shaper]:
        if not is_abstract_type(type_):
            return self.row(type_, nodes, child)
        kinds = {
            t.name: self.row(t, nodes, child) for t in self.info.schema.get_possible_types(type_)
        }
        cases = " ".join(
            f"WHEN {child['this']}:{n} THEN ['{n}', {r}]" for n, (r, _) in kinds.items()
        )
        return f"CASE {cases} END", lambda cell: kinds[cell[0]][1](cell[1])

    def _connection(
        self,
        type_: GraphQLObjectType,
        nodes: list[FieldNode],
        read: Read,
        pattern: str,
        child: dict[str, str],
        values: dict[str, Any],
    ) -> tuple[str, Shaper]:
        first = self._first(values)
        keys = [expression.format(**child) for expression, _ in read.order]
        beyond = self._beyond(read, keys, values.get("after"))
        selected = self._fields(type_, nodes)
        parts: list[tuple[str, str, Shaper]] = []
        for key, group in selected.items():
            name = group[0].name.value
            if name in ("edges", "nodes"):
                inner = get_named_type(type_.fields[name].type)
                scope = {**child, "this": child["edge"]} if name == "edges" else child
                parts.append((key, *self.row(inner, group, scope)))
        rows = ", ".join([f"[{', '.join(keys)}]", *(row for _, row, _ in parts)])
        order = ", ".join(f"{k} {d}" for k, (_, d) in zip(keys, read.order, strict=True))
        page = (
            f"COLLECT {{ {pattern} WITH * {beyond} ORDER BY {order} LIMIT {first} + 1 "
            f"RETURN [{rows}] }}"
        )
        counted = any(g[0].name.value == "totalCount" for g in selected.values())
        total = f"COUNT {{ {pattern} }}" if counted else "0"
        return f"[{page}, {total}]", self._paged(type_, read, selected, parts, values)

    def _paged(
        self,
        type_: GraphQLObjectType,
        read: Read,
        selected: dict[str, list[FieldNode]],
        parts: list[tuple[str, str, Shaper]],
        values: dict[str, Any],
    ) -> Shaper:
        write, limit, order = self.statement.cursors.write, values["first"], _order(read)
        edges = [g for g in selected.values() if g[0].name.value == "edges"]
        inner = get_named_type(type_.fields["edges"].type)
        names = [
            k
            for g in edges
            for k, f in self._fields(inner, g).items()
            if f[0].name.value == "cursor"
        ]

        def shape(cell: list[Any]) -> Row:
            rows, total = cell
            page = rows[:limit]
            cursors = [write(row[0], order) for row in page]
            row: Row = {}
            for place, (key, _, one) in enumerate(parts, 1):
                row[key] = [one(r[place]) for r in page]
                if selected[key][0].name.value == "edges":
                    for edge, cursor in zip(row[key], cursors, strict=True):
                        edge.update(dict.fromkeys(names, cursor))
            for key, group in selected.items():
                if group[0].name.value == "totalCount":
                    row[key] = total
                elif group[0].name.value == "pageInfo":
                    row[key] = {
                        "has_next_page": len(rows) > limit,
                        "start_cursor": cursors[0] if cursors else None,
                        "end_cursor": cursors[-1] if cursors else None,
                    }
            return row

        return shape

    def _beyond(self, read: Read, keys: list[str], after: str | None) -> str:
        """The condition that a row comes after the cursor's, in the order of the list."""
        if after is None:
            return ""
        values = self.statement.cursors.read(after, _order(read))
        names = []
        for value in values:
            names.append(self.statement.name("p"))
            self.statement.parameters[names[-1]] = value
        choices = []
        for place, (key, (_, direction)) in enumerate(zip(keys, read.order, strict=True)):
            same = [f"{k} = ${n}" for k, n in zip(keys[:place], names, strict=False)]
            sign = "<" if direction == "DESC" else ">"
            choices.append(" AND ".join([*same, f"{key} {sign} ${names[place]}"]))
        return "WHERE " + " OR ".join(f"({choice})" for choice in choices)

    def _first(self, values: dict[str, Any]) -> str:
        first = values.get("first", MOST)
        if not isinstance(first, int) or not 0 <= first <= MOST:
            raise bad_input(f"`first` is {first}; give 0 to {MOST}, and `after` for more")
        name = self.statement.name("p")
        self.statement.parameters[name] = first
        return f"${name}"

    def _fields(
        self, type_: GraphQLObjectType, nodes: list[FieldNode]
    ) -> dict[str, list[FieldNode]]:
        """Selected fields by response key, fragments and @skip/@include resolved."""
        found: dict[str, list[FieldNode]] = {}
        for node in nodes:
            if node.selection_set:
                self._collect(type_, node.selection_set, found)
        return found

    def _collect(
        self,
        type_: GraphQLObjectType,
        selection: SelectionSetNode,
        found: dict[str, list[FieldNode]],
    ) -> None:
        for node in selection.selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                found.setdefault(key, []).append(node)
                continue
            if isinstance(node, FragmentSpreadNode):
                fragment: Any = self.info.fragments[node.name.value]
            else:
                fragment = node
            if self._applies(fragment, type_):
                self._collect(type_, fragment.selection_set, found)

    def _applies(self, fragment: Any, type_: GraphQLObjectType) -> bool:
        if isinstance(fragment, InlineFragmentNode) and fragment.type_condition is None:
            return True
        named = self.info.schema.get_type(fragment.type_condition.name.value)
        return named is type_ or (
            is_abstract_type(named) and self.info.schema.is_sub_type(named, type_)
        )

    def _included(self, node: Any) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, node, self.variables)
        include = get_directive_values(GraphQLIncludeDirective, node, self.variables)
        return not (skip and skip["if"]) and (include is None or bool(include["if"]))


def _read_of(declared: GraphQLField) -> Read:
    read = declared.extensions["strawberry-definition"].metadata.get(READ)
    return (
        read if isinstance(read, Read) else Read(value=f"{{this}}.{camel(_python_name(declared))}")
    )


def _python_name(declared: GraphQLField) -> str:
    return str(declared.extensions["strawberry-definition"].python_name)


def _order(read: Read) -> str:
    """What tells the cursors of two kinds of list apart: the pattern and the order."""
    return f"{read.match} {read.order}"
