"""How does a question become a table or a graph of any length?

One list of a GraphQL document is walked: where it has pages, page by page, its `first` and `after`
set for each. For a table the keys of groups become columns named after what the groups have in
common; for a graph every object is asked for its global id, its type and its sources as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graphql import (
    DocumentNode,
    EnumValueNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLNamedType,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLString,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    TypeInfoVisitor,
    ValueNode,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    parse,
    print_ast,
    validate,
    visit,
)
from graphql.language import VariableNode

from api.graph_files import Marks
from api.paged import PAGE, paged
from api.rows import Column, Row, flat

MOST_ON_A_PAGE = 100


class NotExportable(Exception):
    """The document holds no list that can be walked, or several; the text says what to do."""


@dataclass(frozen=True)
class _List:
    """A list of a document: the keys that lead to its rows, its field, the type of its rows, and
    the connection whose pages they are, if any."""

    path: list[str]
    field: FieldNode
    type: GraphQLNamedType
    connection: FieldNode | None = None

    @property
    def name(self) -> str:
        """What the asker calls it."""
        return ".".join(self.path[:-1] if self.connection else self.path)


class Walk:
    """A walk over the one list of a document. Ask `question` with `variables`, give the data to
    `take` or `turn`, and again until `is_over`. `first` is how many rows the document itself asks
    for, if it says so; `columns` are those of the flat rows, `kinds` the scalars of a graph's
    values. Raises `NotExportable`."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: str,
        variables: Mapping[str, object],
        page: int = MOST_ON_A_PAGE,
        is_graph: bool = False,
    ) -> None:
        if not 1 <= page <= MOST_ON_A_PAGE:
            raise NotExportable(f"a page has {page} rows; give 1 to {MOST_ON_A_PAGE}")
        self.schema = schema
        parsed, operation = _operation(schema, document)
        self._fragments = {
            each.name.value: each
            for each in parsed.definitions
            if isinstance(each, FragmentDefinitionNode)
        }
        rows = self._list(operation)
        self.path, self._connection = rows.path, rows.connection
        by = _given(rows.field, "by", variables)
        self._keys, self._key_lists = [by] if isinstance(by, str) else by, set[str]()
        self.columns = list(dict.fromkeys(self._columns(rows.field.selection_set, rows.type)))
        self.variables, self.first = dict(variables), _first(rows.connection, variables)
        self.question, marks = document, Marks(schema)
        if rows.connection:
            parsed = paged(parsed, rows.connection)
            if is_graph:
                parsed = visit(parsed, TypeInfoVisitor(marks.place, marks))
            self.question = print_ast(parsed)
            self.variables |= {"exportFirst": page, "exportAfter": None}
        elif is_graph:
            raise NotExportable("a graph is made of a list with pages; ask for one")
        self.kinds, self._page, self.is_over = marks.kinds, page, False

    def shorten(self, rows: int) -> None:
        """Let pages have no more rows than are wanted of the whole."""
        if self._connection:
            self.variables["exportFirst"] = max(1, min(rows, self._page))

    def take(self, data: Mapping[str, Any]) -> list[Row]:
        """The flat rows of a page; afterwards `variables` ask for the next one."""
        holder = self.turn(data)
        return [flat(self._keyed(row or {})) for row in (holder and holder[self.path[-1]]) or ()]

    def turn(self, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """What holds the list in an answer; afterwards `variables` ask for the next page."""
        holder: Any = data
        for key in self.path[:-1]:
            holder = holder and holder[key]
        if holder is None or self._connection is None:
            self.is_over = True
            return holder  # type: ignore[no-any-return]
        page = holder[PAGE]
        before, self.variables["exportAfter"] = self.variables["exportAfter"], page["endCursor"]
        self.is_over = not page["hasNextPage"] or page["endCursor"] in (None, before)
        return holder  # type: ignore[no-any-return]

    def _keyed(self, row: Row) -> Row:
        """A row whose lists of keys are objects, by what they are keys of."""
        if self._keys is None:
            return row
        return {
            name: dict(zip(self._keys, value, strict=True)) if name in self._key_lists else value
            for name, value in row.items()
        }

    def _list(self, operation: OperationDefinitionNode) -> _List:
        root = self.schema.query_type
        assert root is not None
        found = list(self._lists(operation.selection_set, root, []))
        if len({each.name for each in found}) != 1:
            names = ", ".join(f"`{each.name}`" for each in found[:5]) or "none"
            raise NotExportable(
                f"a table is made of one list, and the question has {names}; "
                "ask for one, such as `influencers { nodes { name } }`"
            )
        if len(found) > 1:
            raise NotExportable("ask the list for either `nodes` or `edges`, once")
        return found[0]

    def _lists(
        self, selected: SelectionSetNode | None, type_: GraphQLNamedType, path: list[str]
    ) -> Iterator[_List]:
        """The outermost lists of objects below a selection."""
        for key, field, declared in self._fields(selected, type_):
            inner, here = get_named_type(declared), [*path, key]
            if is_leaf_type(inner):
                continue
            if _is_list(declared):
                yield _List(here, field, inner)
                continue
            for each in self._lists(field.selection_set, inner, here):
                is_page = each.path[:-1] == here and each.field.name.value in ("nodes", "edges")
                yield replace(each, connection=field) if is_page else each

    def _columns(
        self, selected: SelectionSetNode | None, type_: GraphQLNamedType, before: str = ""
    ) -> Iterator[Column]:
        for key, field, declared in self._fields(selected, type_):
            inner = get_named_type(declared)
            if inner.name == "GroupKey" and self._keys is not None:
                self._key_lists.add(key)
                for name in self._keys:
                    yield from self._columns(field.selection_set, inner, f"{before}{key}.{name}.")
            elif _is_list(declared):
                yield Column(before + key, "list")
            elif is_leaf_type(inner):
                yield Column(before + key, inner.name)
            else:
                yield from self._columns(field.selection_set, inner, f"{before}{key}.")

    def _fields(
        self, selected: SelectionSetNode | None, type_: GraphQLNamedType
    ) -> Iterator[tuple[str, FieldNode, GraphQLOutputType]]:
        """The fields of a selection with their response keys and types."""
        for node in selected.selections if selected else ():
            if isinstance(node, FieldNode):
                name = node.name.value
                key = node.alias.value if node.alias else name
                declared = getattr(type_, "fields", {}).get(name)  # none of `__typename`
                yield key, node, declared.type if declared else GraphQLString
                continue
            part: FragmentDefinitionNode | InlineFragmentNode
            if isinstance(node, FragmentSpreadNode):
                part = self._fragments[node.name.value]
            else:
                assert isinstance(node, InlineFragmentNode)
                part = node
            condition, inner = part.type_condition, part.selection_set
            narrowed = self.schema.type_map[condition.name.value] if condition else type_
            yield from self._fields(inner, narrowed)


def _operation(
    schema: GraphQLSchema, document: str
) -> tuple[DocumentNode, OperationDefinitionNode]:
    """The document and its one operation. Raises `NotExportable`."""
    try:
        parsed = parse(document, max_tokens=4000)
        errors = validate(schema, parsed)
    except (GraphQLError, RecursionError) as error:
        raise NotExportable(f"the question cannot be read: {error}") from None
    if errors:
        raise NotExportable("\n".join(error.message for error in errors))
    operations = [each for each in parsed.definitions if isinstance(each, OperationDefinitionNode)]
    if len(operations) != 1 or operations[0].operation.value != "query":
        raise NotExportable(f"the document holds {len(operations)} operations; give one query")
    taken = {each.variable.name.value for each in operations[0].variable_definitions or ()}
    if taken & {"exportFirst", "exportAfter"}:
        raise NotExportable("`$exportFirst` and `$exportAfter` are the export's own; rename yours")
    return parsed, operations[0]


def _first(connection: FieldNode | None, variables: Mapping[str, object]) -> int | None:
    first = _given(connection, "first", variables) if connection else None
    if isinstance(first, int) and first < 0:
        raise NotExportable(f"`first` is {first}; give 0 or more")
    return first if isinstance(first, int) else None


def _given(field: FieldNode, name: str, variables: Mapping[str, object]) -> Any:
    """The value of an argument: a number, or a list of enum values; none where it is not given."""

    def value_of(value: ValueNode) -> Any:
        if isinstance(value, ListValueNode):
            return [value_of(each) for each in value.values]
        if isinstance(value, VariableNode):
            return variables.get(value.name.value)
        if isinstance(value, IntValueNode):
            return int(value.value)
        return value.value if isinstance(value, EnumValueNode) else None

    values = (value_of(each.value) for each in field.arguments or () if each.name.value == name)
    return next(values, None)


def _is_list(type_: GraphQLOutputType) -> bool:
    return is_list_type(type_.of_type if is_non_null_type(type_) else type_)
