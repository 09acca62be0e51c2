"""How is a GraphQL question asked without HTTP? The same schema, in this process."""

from __future__ import annotations

import asyncio
from typing import Any

from api.app import context_of
from api.schema import schema
from graph import connection
from schema.settings import Settings


class Unanswered(Exception):
    """The question was refused; the message holds the errors, one a line."""


def ask(settings: Settings, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
    """The `data` of the answer. Raises `Unanswered` where there are errors."""

    async def run() -> dict[str, Any]:
        async with connection.async_driver(settings) as driver:
            context = context_of(settings, driver)
            result = await schema.execute(query, variable_values=variables, context_value=context)
            if result.errors:
                raise Unanswered("\n".join(error.message for error in result.errors))
            return result.data or {}

    return asyncio.run(run())
