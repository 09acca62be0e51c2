"""How does a resolver reach the database?

One reading transaction a statement, in READ mode and with a time limit, sent at once: it begins and
ends on its own and is not retried by the driver, so a query that ran out of memory or time fails
once.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import strawberry
from graphql import FieldNode, get_named_type
from neo4j import READ_ACCESS, AsyncDriver, Query
from neo4j.time import Date, DateTime

from api.cursors import Cursors
from api.reads import Compiler, Read

SECONDS = 20.0


@dataclass
class Context:
    """What every request shares: one driver a process, the database's name, the cursors' secret."""

    driver: AsyncDriver
    database: str
    cursors: Cursors
    home: Path | None = None


@dataclass
class Answering:
    """One root field being answered."""

    info: strawberry.Info[Context, None]

    async def rows(self, text: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        """The rows of a statement, dates as Python's."""
        context = self.info.context
        session = context.driver.session(database=context.database, default_access_mode=READ_ACCESS)
        async with session:
            result = await session.run(Query(text, timeout=SECONDS), parameters)
            return [native(record.data()) async for record in result]

    async def root(self, read: Read, **values: Any) -> Any:
        """The root field's value, its whole selection read by one statement."""
        compiler = Compiler(self.info._raw_info, self.info.context.cursors)
        text, parameters, shape = compiler.root(read, values)
        return shape((await self.rows(text, parameters))[0]["found"])

    async def below(
        self, paths: tuple[str, ...], match: str, values: dict[str, Any], key: str
    ) -> dict[str, Any]:
        """Objects that `match` finds, with all that is selected of them at any of `paths`, by the
        property `key`."""
        compiler = Compiler(self.info._raw_info, self.info.context.cursors)
        nodes: list[FieldNode] = []
        type_: Any = None
        for path in paths:
            at, found = compiler.below(path)
            nodes += found
            type_ = get_named_type(at)
        scope = {name: compiler.statement.name("n") for name in ("this",)}
        row, shape = compiler.row(type_, nodes, {**scope, "node": scope["this"]})
        pattern = compiler.statement.bind(match.format(node=scope["this"]), values)
        text = f"{pattern} RETURN {scope['this']}.{key} AS key, {row} AS row"
        found_rows = await self.rows(text, compiler.statement.parameters)
        return {one["key"]: shape(one["row"]) for one in found_rows}


def native(value: Any) -> Any:
    """The driver's dates and instants as Python's, at any depth."""
    if isinstance(value, Date | DateTime):
        return value.to_native()
    if isinstance(value, list):
        return [native(each) for each in value]
    if isinstance(value, dict):
        return {name: native(each) for name, each in value.items()}
    return value
