"""How does a question reach the database?

One reading transaction a statement, in READ mode and with a time limit, sent at once: it begins and
ends on its own and is not retried by the driver, so a query that ran out of memory or time fails
once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import strawberry
from graphql import get_named_type
from neo4j import READ_ACCESS, AsyncDriver, Query
from neo4j.time import Date, DateTime

from api.callers import LOCAL, Caller
from api.compiling import Compiler
from api.cursors import Cursors
from api.reads import Read, Row
from api.selection import Selection
from api.vocabularies import look_up

SECONDS = 20.0
T = TypeVar("T")


@dataclass
class Context:
    """What every request shares: one driver a process, the database's name, the cursors' secret,
    the home with its tie index, what gives the folder of another day's (none: no tables), the plans
    of questions and the values of filters that some record has; and who asks."""

    driver: AsyncDriver
    database: str
    cursors: Cursors
    home: Path | None = None
    ties_on: Callable[[date, datetime | None], Path | None] = lambda *_: None
    caller: Caller = LOCAL
    plans: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    values: set[tuple[str, str, object]] = field(default_factory=set)

    async def records(self, text: str, parameters: Mapping[str, object]) -> list[list[Any]]:
        """The records of a statement, each a list of values as the driver gives them."""
        session = self.driver.session(database=self.database, default_access_mode=READ_ACCESS)
        async with session:
            result = await session.run(Query(text, timeout=SECONDS), dict(parameters))
            return await result.values()


@dataclass
class Answering:
    """One root field being answered."""

    info: strawberry.Info[Context, None]

    async def rows(self, text: str, parameters: Mapping[str, object]) -> list[Row]:
        """The rows of a statement, dates as Python's."""
        context = self.info.context
        session = context.driver.session(database=context.database, default_access_mode=READ_ACCESS)
        async with session:
            result = await session.run(Query(text, timeout=SECONDS), dict(parameters))
            return [cast(Row, native(record.data())) async for record in result]

    async def root(self, how: Callable[[dict[str, Any]], tuple[Read, Mapping[str, Any]]]) -> object:
        """The root field's value, its whole selection read by one statement; `how` says of the
        field's arguments what it reads."""
        info, compiler = self.info._raw_info, self._compiler()
        declared = info.parent_type.fields[info.field_name]
        arguments = compiler.selection.arguments(declared, info.field_nodes[0])
        read, values = how(arguments)
        column, shape = compiler.root(declared, read, info.field_nodes, arguments | dict(values))
        parameters = compiler.statement.bound({})
        await look_up(self.info.context, compiler.statement.asked, {})
        text = compiler.statement.returning(column)
        ((cell,),) = await self.info.context.records(text, parameters)
        return shape(cell)

    async def below(
        self, kind: type[T], paths: Sequence[str], key: str, keys: Sequence[str]
    ) -> dict[str, T]:
        """Nodes of the label that a GraphQL type is named after, by their property `key`, with all
        that is selected of them at any of `paths`. They are rows: fields read them as objects."""
        info, compiler = self.info._raw_info, self._compiler()
        variable = compiler.statement.name("n")
        root = get_named_type(info.return_type)
        row, shape = compiler.below(root, info.field_nodes, paths, variable)
        text = " ".join(compiler.statement.before) + (
            f" MATCH ({variable}:{kind.__name__}) "
            f"WHERE {variable}.{key} IN {compiler.statement.parameter(list(keys))} "
            f"RETURN {variable}.{key}, {row}"
        )
        records = await self.info.context.records(text, compiler.statement.bound({}))
        return {name: cast(T, shape(cells)) for name, cells in records}

    def _compiler(self) -> Compiler:
        return Compiler(Selection.of(self.info._raw_info), self.info.context.cursors, False)


def native(value: object) -> object:
    """The driver's dates and instants as Python's, at any depth."""
    if isinstance(value, Date | DateTime):
        return value.to_native()
    if isinstance(value, list):
        return [native(each) for each in value]
    if isinstance(value, dict):
        return {name: native(each) for name, each in value.items()}
    return value
