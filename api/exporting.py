"""How does a question become a table or a graph of any length?

One connection of a GraphQL document is walked page by page: its `first` and `after` are set for
each page. For a table its rows are flattened: an object within a row becomes columns with dotted
names, a list one column. For a graph every object is asked for its global id, its type and its
sources as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLNamedType,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLString,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    TypeInfoVisitor,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    parse,
    print_ast,
    validate,
    visit,
)
from graphql.language import ArgumentNode, NameNode, VariableNode, Visitor

from api.graph_files import PAGE, Marks

MOST_ON_A_PAGE = 100
_OWN = parse(
    f"query ($exportFirst: Int!, $exportAfter: String) {{ {PAGE}: pageInfo "
    "{ hasNextPage endCursor } }"
).definitions[0]
assert isinstance(_OWN, OperationDefinitionNode)
_VARIABLES, _PAGE_INFO = _OWN.variable_definitions or (), _OWN.selection_set.selections
Row = dict[str, Any]


class NotExportable(Exception):
    """The document holds no connection that can be walked, or several; the text says what to do."""


@dataclass(frozen=True)
class Column:
    """One column: its dotted name, and the GraphQL scalar in it, or `list`."""

    name: str
    kind: str


class Walk:
    """A walk over the one connection of a document. Ask `question` with `variables`, give the data
    to `take` or `turn`, and again until `is_over`. `columns` are those of the flat rows, `kinds`
    the scalars of a graph's values. Raises `NotExportable`."""

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
        self.path, connection, type_ = self._connection(operation)
        self.rows_in, row, row_type = self._rows(connection, type_)
        self.columns = list(dict.fromkeys(self._columns(row, row_type)))
        paged = visit(parsed, _Paging(connection))
        marks = Marks(schema)
        if is_graph:
            paged = visit(paged, TypeInfoVisitor(marks.place, marks))
        self.kinds = marks.kinds
        self.question = print_ast(paged)
        self.variables = dict(variables) | {"exportFirst": page, "exportAfter": None}
        self.is_over = False

    def take(self, data: Mapping[str, Any]) -> list[Row]:
        """The flat rows of a page; afterwards `variables` ask for the next one."""
        page = self.turn(data)
        return [flat(row) for row in page[self.rows_in]] if page else []

    def turn(self, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The connection of a page; afterwards `variables` ask for the next one."""
        connection: Any = data
        for key in self.path:
            connection = connection and connection[key]
        if connection is None:
            self.is_over = True
            return None
        page = connection[PAGE]
        before, self.variables["exportAfter"] = self.variables["exportAfter"], page["endCursor"]
        self.is_over = not page["hasNextPage"] or page["endCursor"] in (None, before)
        return connection  # type: ignore[no-any-return]

    def _connection(
        self, operation: OperationDefinitionNode
    ) -> tuple[list[str], FieldNode, GraphQLNamedType]:
        root = self.schema.query_type
        assert root is not None
        found = list(self._connections(operation.selection_set, root, []))
        if len(found) != 1:
            names = ", ".join("`" + ".".join(path) + "`" for path, *_ in found[:5]) or "none"
            raise NotExportable(
                f"an export walks one list with pages, and the question has {names}; "
                "ask for one, such as `influencers { nodes { name } }`"
            )
        return found[0]

    def _connections(
        self, selected: SelectionSetNode | None, type_: GraphQLNamedType, path: list[str]
    ) -> Iterator[tuple[list[str], FieldNode, GraphQLNamedType]]:
        """The outermost connections below a selection that are reached without a list."""
        for key, field, declared in self._fields(selected, type_):
            inner, here = get_named_type(declared), [*path, key]
            if _is_list(declared) or is_leaf_type(inner):
                continue
            if "pageInfo" in getattr(inner, "fields", {}):
                yield here, field, inner
            else:
                yield from self._connections(field.selection_set, inner, here)

    def _rows(
        self, connection: FieldNode, type_: GraphQLNamedType
    ) -> tuple[str, SelectionSetNode | None, GraphQLNamedType]:
        lists = [
            (key, field.selection_set, get_named_type(declared))
            for key, field, declared in self._fields(connection.selection_set, type_)
            if _is_list(declared)
        ]
        if len(lists) != 1:
            raise NotExportable("ask the list for either `nodes` or `edges`, once")
        return lists[0]

    def _columns(
        self, selected: SelectionSetNode | None, type_: GraphQLNamedType, before: str = ""
    ) -> Iterator[Column]:
        for key, field, declared in self._fields(selected, type_):
            inner = get_named_type(declared)
            if _is_list(declared):
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


def flat(row: Mapping[str, Any], before: str = "") -> Row:
    """A row with one value a column: what objects hold under dotted names, lists as they are."""
    columns: Row = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            columns |= flat(value, f"{before}{key}.")
        else:
            columns[before + key] = value
    return columns


def first_list(data: object) -> list[Row]:
    """The flat rows of the first list of objects in an answer, or of the first object that holds
    none; nothing where there is neither."""
    found = _first_list(data)
    if found is None:
        found = [value for value in _values(data) if isinstance(value, Mapping)][:1]
    return [flat(row) for row in found]


def _first_list(value: object) -> list[Mapping[str, Any]] | None:
    if isinstance(value, list):
        return value if value and all(isinstance(each, Mapping) for each in value) else None
    return next(filter(None, map(_first_list, _values(value))), None)


def _values(value: object) -> Iterable[object]:
    return value.values() if isinstance(value, Mapping) else ()


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


class _Paging(Visitor):
    """Lets variables of the walk say which page of a connection is asked for."""

    def __init__(self, connection: FieldNode) -> None:
        super().__init__()
        self.connection = connection

    def enter_field(self, node: FieldNode, *_: Any) -> FieldNode | None:
        """The connection with its page's arguments and information; None keeps other fields."""
        if node is not self.connection:
            return None
        kept = [a for a in node.arguments or () if a.name.value not in ("first", "after")]
        selections = node.selection_set.selections if node.selection_set else ()
        return FieldNode(
            alias=node.alias,
            name=node.name,
            arguments=(*kept, _argument("first"), _argument("after")),
            directives=node.directives,
            selection_set=SelectionSetNode(selections=(*selections, *_PAGE_INFO)),
        )

    def leave_operation_definition(
        self, node: OperationDefinitionNode, *_: Any
    ) -> OperationDefinitionNode:
        """The operation with the walk's variables."""
        return OperationDefinitionNode(
            operation=node.operation,
            name=node.name,
            variable_definitions=(*(node.variable_definitions or ()), *_VARIABLES),
            directives=node.directives,
            selection_set=node.selection_set,
        )


def _argument(name: str) -> ArgumentNode:
    variable = VariableNode(name=NameNode(value=f"export{name.capitalize()}"))
    return ArgumentNode(name=NameNode(value=name), value=variable)


def _is_list(type_: GraphQLOutputType) -> bool:
    return is_list_type(type_.of_type if is_non_null_type(type_) else type_)
