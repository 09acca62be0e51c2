"""How does a resolver reach the database?

One reading transaction a statement, in READ mode and with a time limit, sent at once: it begins and
ends on its own and is not retried by the driver, so a query that ran out of memory or time fails
once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar, cast

import strawberry
from neo4j import READ_ACCESS, AsyncDriver, Query
from neo4j.time import Date, DateTime

from api import metrics
from api.callers import LOCAL, Caller
from api.compiling import Compiler
from api.cursors import Cursors
from api.points import Points, RateLimit
from api.reads import Read, Row
from api.tally import now

SECONDS = 20.0
T = TypeVar("T")


@dataclass
class Context:
    """What every request shares: one driver a process, the database's name, the cursors' secret,
    the home with its tie index, what gives the folder of another day's (none: no tables), who asks,
    and how much."""

    driver: AsyncDriver
    database: str
    cursors: Cursors
    home: Path | None = None
    ties_on: Callable[[date, datetime | None], Path | None] = lambda *_: None
    points: Points = field(default_factory=Points)
    caller: Caller = LOCAL
    balance: RateLimit | None = None


@dataclass
class Answering:
    """One root field being answered."""

    info: strawberry.Info[Context, None]

    async def rows(self, text: str, parameters: Mapping[str, object]) -> list[Row]:
        """The rows of a statement, dates as Python's."""
        context = self.info.context
        session = context.driver.session(database=context.database, default_access_mode=READ_ACCESS)
        tally, begun = now(), time.perf_counter()
        try:
            with metrics.IN_USE.track_inprogress(), metrics.STATEMENT_SECONDS.time():
                async with session:
                    result = await session.run(Query(text, timeout=SECONDS), dict(parameters))
                    return [cast(Row, native(record.data())) async for record in result]
        finally:
            tally.statements += 1
            tally.database_seconds += time.perf_counter() - begun

    async def root(self, read: Read, values: Mapping[str, object]) -> object:
        """The root field's value, its whole selection read by one statement."""
        compiler = Compiler(self.info._raw_info, self.info.context.cursors)
        text, shape = compiler.root(read, values)
        rows = await self.rows(text, compiler.statement.parameters)
        return shape(rows[0]["found"])

    async def below(
        self, kind: type[T], paths: Sequence[str], key: str, keys: Sequence[str]
    ) -> dict[str, T]:
        """Nodes of the label that a GraphQL type is named after, by their property `key`, with all
        that is selected of them at any of `paths`. They are rows: fields read them as objects."""
        compiler = Compiler(self.info._raw_info, self.info.context.cursors)
        statement = compiler.statement
        variable = statement.name("n")
        row, shape = compiler.below(paths, variable)
        text = (
            f"MATCH ({variable}:{kind.__name__}) "
            f"WHERE {variable}.{key} IN ${statement.parameter(list(keys))} "
            f"RETURN {variable}.{key} AS key, {row} AS row"
        )
        rows = await self.rows(text, statement.parameters)
        return {one["key"]: cast(T, shape(one["row"])) for one in rows}


def native(value: object) -> object:
    """The driver's dates and instants as Python's, at any depth."""
    if isinstance(value, Date | DateTime):
        return value.to_native()
    if isinstance(value, list):
        return [native(each) for each in value]
    if isinstance(value, dict):
        return {name: native(each) for name, each in value.items()}
    return value
