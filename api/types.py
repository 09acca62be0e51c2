"""What can be asked of each thing of the graph?

Scalar fields come from the schema; edges are written here, because which way one may walk is a
decision of the product.
"""

from typing import Annotated

import strawberry

from api.fields import leaf, reads, scalars, taken
from api.pages import Page
from schema import conclusions, nodes
from schema import relationships as r
from schema.vocabulary import Node as Declared
from schema.vocabulary import camel

Cursor = Annotated[str, strawberry.argument(description="`endCursor` of the page before.")]
First = Annotated[int, strawberry.argument(description="Rows on the page, 0 to 100.")]


def global_id(declared: type[Declared]) -> strawberry.ID:
    """The field that holds `Label:key`."""
    value = f"'{declared.__name__}:' + {{this}}.{camel(declared.key)}"
    found: strawberry.ID = leaf("Global id, for `node`.", value)
    return found


@strawberry.interface(description="Anything that has a global id.")
class Node:
    id: strawberry.ID = strawberry.field(description="Global id.")

    @classmethod
    def is_type_of(cls, row: object, info: object) -> bool:
        return isinstance(row, dict) and row["__typename"] == cls.__name__


def edge(declared: type, about: str) -> type:
    """The base of an edge type: the relationship's own properties and the cursor."""

    class Edge(scalars(declared)):  # type: ignore[misc]
        cursor: str = strawberry.field(description="Cursor of this row.")

    Edge.__name__ = f"{declared.__name__}Edge"
    return strawberry.type(Edge, description=about)  # type: ignore[no-any-return]
