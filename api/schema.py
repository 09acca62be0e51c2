"""The GraphQL schema, put together."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from logging import INFO
from typing import Any

import strawberry
from graphql import ExecutionResult, GraphQLError
from strawberry.extensions import MaxTokensLimiter, ParserCache, SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionResult as Unexecuted
from strawberry.types.execution import PreExecutionError

from api import metrics, types
from api.auditing import Audited
from api.context import Context
from api.errors import MOST_ERRORS
from api.limits import LIMITS, MOST_TOKENS, Bounding
from api.mutations import Mutation
from api.observing import log as requests
from api.parsed import KEPT
from api.permitting import Permitted
from api.plans import Plans
from api.publications import Subscription
from api.queries import Query
from api.refusals import told, without_suggestion
from api.roots import LABELS
from api.scalars import SCALARS
from api.tally import digest, now, objects_in
from api.trusted import Trusted


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
            errors = _seen(result.errors, self.execution_context.context)
            if result.data is None:
                errors = errors[:MOST_ERRORS]
            for error in errors:
                metrics.REFUSED.labels((error.extensions or {})["code"]).inc()
            result.errors = errors


class Quiet(strawberry.Schema):
    """`told` logs what is our fault; what is the caller's is no news here."""

    def process_errors(self, errors: Any, execution_context: Any = None) -> None:
        """Log nothing a second time; what fails to parse, or is told by a subscription, never
        reaches `Tell`."""
        errors[:] = _seen(errors, execution_context.context)

    async def stream(self, query: str | None, *some: Any, **how: Any) -> Any:
        """The results of a subscription; what is refused before the first is a result, too."""
        return _streamed(await super().stream(query, *some, **how), how["context_value"])


async def _streamed(results: Any, context: Context) -> AsyncGenerator[Any, None]:
    async with aclosing(results):
        try:
            async for result in results:
                yield result
        # Strawberry answers a question with what its extensions raise, and lets a stream break off.
        except Exception as error:
            known = error if isinstance(error, GraphQLError) else None
            errors = [known or GraphQLError(str(error), original_error=error)]
            yield PreExecutionError(data=None, errors=_seen(errors, context))


def _seen(errors: list[GraphQLError], context: Context) -> list[GraphQLError]:
    """The errors as the context's caller may see them."""
    seen = [told(error) for error in errors]
    if LIMITS[context.caller.role].introspection:
        return seen
    return [without_suggestion(error) for error in seen]


EXTENSIONS = (
    Tell,
    Trusted,
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
    Subscription,
    types=[getattr(types, label) for label in LABELS],
    config=StrawberryConfig(scalar_map=SCALARS),
    extensions=EXTENSIONS,
)
