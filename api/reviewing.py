"""May a document be kept, to be asked later, perhaps by others than whoever keeps it?"""

from __future__ import annotations

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
)

from api.callers import Role
from api.errors import bad_input
from api.limits import LIMITS, invalid, refusals
from api.measuring import measured
from api.operation import parsed
from api.refusals import without_suggestion


def reviewed(
    schema: GraphQLSchema, text: str, role: Role, kinds: frozenset[OperationType]
) -> DocumentNode:
    """The document of a text that is valid, stays within the role's limits whatever operation of it
    is asked, and holds operations of these kinds alone. Raises BAD_USER_INPUT or COST_EXCEEDED."""
    try:
        document = parsed(text)
    except GraphQLError as error:
        raise bad_input(f"the document cannot be read: {error.message}") from None
    except RecursionError:
        raise bad_input("the document nests too deep") from None
    operations = []
    for one in document.definitions:
        if isinstance(one, OperationDefinitionNode):
            operations.append(one)
        elif not isinstance(one, FragmentDefinitionNode):
            raise bad_input("the document defines types; it may hold operations and fragments")
    others = sorted({one.operation.value for one in operations if one.operation not in kinds})
    if not operations or others:
        words = " or ".join(sorted(kind.value for kind in kinds))
        raise bad_input(f"the document holds {', '.join(others) or 'no operation'}; give {words}")
    measures = measured(schema, document, ())
    errors = [
        error
        for measure in measures
        for error in refusals(document, measures, measure, LIMITS[role])
    ]
    errors = errors or invalid(schema, document)
    if errors:
        raise errors[0] if LIMITS[role].introspection else without_suggestion(errors[0])
    return document
