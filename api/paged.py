"""How is a list of a document asked for page by page?

The document's own `first` and `after` of the list give way to variables of the walk, and beside its
rows it is asked where the page ends.
"""

from __future__ import annotations

from typing import Any

from graphql import (
    REMOVE,
    DocumentNode,
    FieldNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableDefinitionNode,
    parse,
    visit,
)
from graphql.language import ArgumentNode, NameNode, VariableNode, Visitor

PAGE = "exportPage"
_OWN = parse(
    f"query ($exportFirst: Int!, $exportAfter: String) {{ {PAGE}: pageInfo "
    "{ hasNextPage endCursor } }"
).definitions[0]
assert isinstance(_OWN, OperationDefinitionNode)
_VARIABLES, _PAGE_INFO = _OWN.variable_definitions or (), _OWN.selection_set.selections


def paged(document: DocumentNode, connection: FieldNode) -> DocumentNode:
    """The document with the connection's page left to the variables `exportFirst` and
    `exportAfter`, and `exportPage` in its answer."""
    return _without_unused(visit(document, _Paging(connection)))


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


class _Used(Visitor):
    """Notes which variables are used."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_variable_definition(self, *_: Any) -> bool:
        """Look at no definition: it is no use."""
        return False

    def enter_variable(self, node: VariableNode, *_: Any) -> None:
        """Note one."""
        self.names.add(node.name.value)


def _without_unused(document: DocumentNode) -> DocumentNode:
    """The document without the variables that only the walk's arguments took the place of."""
    used = _Used()
    visit(document, used)

    class Kept(Visitor):
        def leave_variable_definition(self, node: VariableDefinitionNode, *_: Any) -> object:
            return None if node.variable.name.value in used.names else REMOVE

    kept: DocumentNode = visit(document, Kept())
    return kept


def _argument(name: str) -> ArgumentNode:
    variable = VariableNode(name=NameNode(value=f"export{name.capitalize()}"))
    return ArgumentNode(name=NameNode(value=name), value=variable)
