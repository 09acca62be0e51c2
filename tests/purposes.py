"""Purposes of three functions, and how the office is asked for one of them."""

import asyncio
from typing import Any

from changing import Office
from neo4j import AsyncGraphDatabase

from api.callers import Caller, Role
from api.context import Context
from api.cursors import Cursors
from api.schema import schema

SET = {
    "functions": ("study=medical", "pricing=market access", "sales call=commercial"),
    "team_functions": ("Field Force=commercial",),
}


def ask(at: Office, query: str, purpose: str, role: str = "admin", **how: Any) -> Any:
    """The answer to somebody who names a purpose."""
    subject, territory = how.pop("subject", "u-1"), how.pop("territory", ())
    caller = Caller(subject, Role(role), frozenset(territory), purpose=purpose)

    async def asked() -> Any:
        async with AsyncGraphDatabase.driver(at.uri, auth=at.auth) as driver:
            cursors = Cursors(at.settings.home / "cursor.key")
            context = Context(driver, at.database, cursors, caller=caller, settings=at.settings)
            return await schema.execute(query, variable_values=how, context_value=context)

    return asyncio.run(asked())
