"""The GraphQL schema, put together."""

from __future__ import annotations

from logging import INFO
from typing import Any

import strawberry
from graphql import ExecutionResult
from strawberry.extensions import MaxTokensLimiter, ParserCache, SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionResult as Unexecuted

from api import metrics, types
from api.auditing import Audited
from api.errors import MOST_ERRORS
from api.limits import KEPT, LIMITS, MOST_TOKENS, Bounding
from api.mutations import Mutation
from api.observing import log as requests
from api.permitting import Permitted
from api.plans import Plans
from api.queries import Query
from api.refusals import told, without_suggestion
from api.roots import LABELS
from api.scalars import SCALARS
from api.tally import digest, now, objects_in


class Tell(SchemaExtension):
    """Every error as the caller may see it."""

    def on_operation(self):  # type: ignore[no-untyped-def]
        tally = now()
        tally.operation = digest(self.execution_context.query or "")
        yield
        result = self.execution_context.result
        if requests.isEnabledFor(INFO):
            tally.rows = objects_in(result and result.data)
        # Refused before execution, an answer is Strawberry's own kind of result.
        if isinstance(result, ExecutionResult | Unexecuted) and result.errors:
            errors = [told(error) for error in result.errors]
            if result.data is None:
                errors = errors[:MOST_ERRORS]
            if not LIMITS[self.execution_context.context.caller.role].introspection:
                errors = [without_suggestion(error) for error in errors]
            for error in errors:
                metrics.REFUSED.labels((error.extensions or {})["code"]).inc()
            result.errors = errors


class Quiet(strawberry.Schema):
    """`told` logs what is our fault; what is the caller's is no news here."""

    def process_errors(self, errors: Any, execution_context: Any = None) -> None:
        """Log nothing a second time; what fails to parse never reaches `Tell`."""
        errors[:] = [told(error) for error in errors]


EXTENSIONS = (
    Tell,
    lambda: MaxTokensLimiter(MOST_TOKENS),
    lambda: ParserCache(maxsize=KEPT),
    Bounding,
    Permitted,
    Audited,
    Plans,
)
schema = Quiet(
    Query,
    Mutation,
    types=[getattr(types, label) for label in LABELS],
    config=StrawberryConfig(scalar_map=SCALARS),
    extensions=EXTENSIONS,
)
