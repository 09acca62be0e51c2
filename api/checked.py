"""What is looked at before an operation is answered, and in which order?

It is parsed, held against the limits, validated and paid for, held against the caller's rights, and
put down where it changes something; then it is answered by one statement where it can be, else by
GraphQL's executor. Strawberry's extensions could do the same, in as many layers, each of which is
entered and left anew for every question.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection, Iterable
from contextlib import aclosing
from logging import INFO
from typing import Any, cast

import strawberry
from graphql import ExecutionResult, GraphQLError, execute
from strawberry.execution import optimized_is_awaitable
from strawberry.types import ExecutionResult as Executed
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType
from strawberry.utils.await_maybe import await_maybe
from strawberry.utils.operation import get_operation_type

from api import metrics, plans
from api.auditing import put_down_change, put_down_read
from api.bounding import bound, cost_of
from api.context import Context
from api.errors import MOST_ERRORS, NotRun, bad_input
from api.limits import LIMITS
from api.observing import log as requests
from api.operation import Operation, parsed
from api.permitting import permit
from api.refusals import told, without_suggestion
from api.tally import digest, now, objects_in
from api.trusted import refuse_own_text

AT_ONCE = frozenset({OperationType.QUERY, OperationType.MUTATION})


class Checked(strawberry.Schema):
    """A schema whose operations are checked before they are answered; what is refused of them, or
    fails, is told as their callers may see it."""

    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,
        root_value: Any | None = None,  # noqa: ARG002
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> Executed:
        """The answer to a question or a change."""
        kinds = AT_ONCE.intersection(allowed_operation_types or AT_ONCE)
        context: Any = context_value
        context.balance = None
        try:
            operation = await self._checked(
                query or "", variable_values or {}, context, operation_name, kinds
            )
            result = await _answer(operation)
        except Exception as error:
            result = ExecutionResult(None, _errors(error))
        if requests.isEnabledFor(INFO):
            now().rows = objects_in(result.data)
        errors = result.errors and _seen(result.errors, context, result.data is None)
        return Executed(result.data, errors, cost_of(context))

    async def stream(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,
        root_value: Any | None = None,  # noqa: ARG002
        operation_name: str | None = None,
        operation_extensions: dict[str, Any] | None = None,  # noqa: ARG002
        allowed_operation_types: Iterable[OperationType] | None = None,  # noqa: ARG002
    ) -> Any:
        """The results of a subscription; what is refused before the first is a result, too."""
        return self._told(query or "", variable_values or {}, context_value, operation_name)

    async def _told(
        self, text: str, values: dict[str, Any], context: Any, name: str | None
    ) -> AsyncGenerator[Any, None]:
        try:
            await self._checked(text, values, context, name, {OperationType.SUBSCRIPTION})
        except Exception as error:
            yield PreExecutionError(None, _seen(_errors(error), context, True))
            return
        results = await super().stream(text, values, context, operation_name=name)
        async with aclosing(results):
            async for result in results:
                yield result

    async def _checked(
        self,
        text: str,
        values: dict[str, Any],
        context: Context,
        name: str | None,
        kinds: Collection[OperationType],
    ) -> Operation:
        """The operation that the caller may ask; raises `NotRun` or `GraphQLError`."""
        now().operation = digest(text)
        refuse_own_text(context)
        document = parsed(text)
        try:
            is_meant = get_operation_type(document, name) in kinds
        except RuntimeError:
            is_meant = False
        if not is_meant:
            raise bad_input("there is no operation here that may be asked this way")
        operation = Operation(self._schema, context, text, document, name, values)
        await bound(operation)
        permit(operation)
        return operation

    def process_errors(self, errors: list[GraphQLError], execution_context: Any = None) -> None:
        """Put errors of a subscription as its caller may see them; `told` logs what is our
        fault."""
        errors[:] = [_visible(error, execution_context.context) for error in errors]


async def _answer(operation: Operation) -> ExecutionResult:
    await put_down_change(operation)
    result = await plans.answer(operation) or await _executed(operation)
    return await put_down_read(operation, result)


async def _executed(operation: Operation) -> ExecutionResult:
    return await await_maybe(
        execute(
            operation.schema,
            operation.document,
            variable_values=dict(operation.values),
            operation_name=operation.name,
            context_value=operation.context,
            is_awaitable=cast(Any, optimized_is_awaitable),
        )
    )


def _errors(error: Exception) -> list[GraphQLError]:
    if isinstance(error, NotRun):
        return error.errors
    known = error if isinstance(error, GraphQLError) else None
    return [known or GraphQLError(str(error), original_error=error)]


def _seen(errors: list[GraphQLError], context: Context, is_refused: bool) -> list[GraphQLError]:
    """The errors as the context's caller may see them, the first ones where nothing was run."""
    seen = [_visible(error, context) for error in errors[: MOST_ERRORS if is_refused else None]]
    for error in seen:
        metrics.REFUSED.labels((error.extensions or {})["code"]).inc()
    return seen


def _visible(error: GraphQLError, context: Context) -> GraphQLError:
    if LIMITS[context.caller.role].introspection:
        return told(error)
    return without_suggestion(told(error))
