"""What is one operation that somebody asks to be answered?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import DocumentNode, GraphQLSchema, parse

from api.context import Context
from api.parsed import KEPT
from api.selected import Selected, selected

MOST_TOKENS = 2000


@dataclass(frozen=True)
class Operation:
    """Of which schema, for whom, in which words; and which operation of its document is asked, with
    which values of its variables."""

    schema: GraphQLSchema
    context: Context
    text: str
    document: DocumentNode
    name: str | None
    values: Mapping[str, Any]

    @property
    def selected(self) -> Selected:
        """What the operation of a valid document names."""
        return selected(self.schema, self.document, self.name)


@lru_cache(maxsize=KEPT)
def parsed(text: str) -> DocumentNode:
    """The document of a text, one object for as long as it is kept. Raises GraphQLSyntaxError."""
    return parse(text, max_tokens=MOST_TOKENS)
