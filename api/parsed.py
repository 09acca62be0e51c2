"""What is known of a document that was asked before?

A parsed document is kept for as long as its text is, so it is one object whenever it comes again.
It is known by that object: to hash or compare what it holds is to walk it whole, on each request.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from graphql import DocumentNode, GraphQLSchema

KEPT = 500
P = ParamSpec("P")
T = TypeVar("T")
OfDocument = Callable[Concatenate[GraphQLSchema, DocumentNode, P], T]


def once_a_document(function: OfDocument[P, T]) -> OfDocument[P, T]:
    """The function, worked out once for each document and what else it is given."""
    known: OrderedDict[object, tuple[GraphQLSchema, DocumentNode, T]] = OrderedDict()

    @wraps(function)
    def remembered(
        schema: GraphQLSchema, document: DocumentNode, /, *rest: P.args, **named: P.kwargs
    ) -> T:
        key = (id(schema), id(document), rest)
        entry = known.get(key)
        if entry is None:
            # The document is held, so that no other one gets its id.
            entry = known[key] = (schema, document, function(schema, document, *rest, **named))
            if len(known) > KEPT:
                known.popitem(last=False)
        else:
            known.move_to_end(key)
        return entry[2]

    return remembered
