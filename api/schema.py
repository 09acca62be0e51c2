"""The GraphQL schema, put together."""

from __future__ import annotations

from typing import Any

import strawberry
from graphql import ExecutionResult
from strawberry.extensions import MaxTokensLimiter, ParserCache, SchemaExtension, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter
from strawberry.types import ExecutionResult as Unexecuted

from api import types
from api.auditing import Audited
from api.errors import told
from api.fields import from_row
from api.pages import Page
from api.permitting import Permitted
from api.queries import Query
from api.roots import LABELS


class Tell(SchemaExtension):
    """Every error as the caller may see it."""

    def on_operation(self):  # type: ignore[no-untyped-def]
        yield
        result = self.execution_context.result
        # Refused before execution, an answer is Strawberry's own kind of result.
        if isinstance(result, ExecutionResult | Unexecuted) and result.errors:
            result.errors = [told(error) for error in result.errors]


class Names(NameConverter):
    """A page is called after its rows: `PersonTiePage`, not `PersonTiePersonPage`."""

    def from_generic(self, object_type: Any, types: Any) -> str:
        """The name of a page or an edge of some type."""
        name = super().from_generic(object_type, types)
        if object_type.origin is not Page:
            return name
        return name[: len(name) - len("Page") - len(self.from_type(types[1]))] + "Page"


class Quiet(strawberry.Schema):
    """`told` logs what is our fault; what is the caller's is no news here."""

    def process_errors(self, errors: Any, execution_context: Any = None) -> None:
        """Log nothing a second time; what fails to parse never reaches `Tell`."""
        errors[:] = [told(error) for error in errors]


schema = Quiet(
    Query,
    types=[getattr(types, label) for label in LABELS],
    config=StrawberryConfig(default_resolver=from_row, name_converter=Names()),
    extensions=[
        Tell,
        Permitted,
        Audited,
        lambda: MaxTokensLimiter(4000),
        lambda: ParserCache(maxsize=500),
        lambda: ValidationCache(maxsize=500),
    ],
)
