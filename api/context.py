"""What do all requests share, and how does a statement reach the database?

One reading transaction a statement, in READ mode and with a time limit, sent at once: it begins and
ends on its own and is not retried by the driver, so a query that ran out of memory or time fails
once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Hashable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from neo4j import READ_ACCESS, AsyncDriver, AsyncSession, Query
from neo4j.time import Date, DateTime

from api import metrics, tracing
from api.admitting import Rule
from api.callers import LOCAL, Caller, Function
from api.cursors import Cursors
from api.kept import Kept
from api.memberships import filled
from api.points import Points, RateLimit
from api.tally import now
from graph import served
from graph.served import Served
from schema.settings import Settings
from workspace.askers import Asker
from workspace.suppression import hidden

SECONDS = 20.0


@dataclass
class Context:
    """What every request shares: one driver a process, the database's name, the cursors' secret,
    the home with its tie index, what gives the folder of another day's (none: no tables), the plans
    of questions, the values of filters that some record has, and what is counted once; who asks;
    the settings that another process would need to reach the database; whether the answer goes into
    a file; how much the caller may still ask; and whether what is asked is the text of a registered
    document, or of our own."""

    driver: AsyncDriver
    database: str
    cursors: Cursors
    home: Path | None = None
    ties_on: Callable[[date, datetime | None], Path | None] = lambda *_: None
    caller: Caller = LOCAL
    settings: Settings | None = None
    exports: bool = False
    points: Points = field(default_factory=Points)
    balance: RateLimit | None = None
    plans: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    values: set[tuple[str, str, object]] = field(default_factory=set)
    is_trusted: bool = False
    kept: Kept = field(default_factory=Kept)

    @property
    def function(self) -> Function | None:
        """The function that the caller's purpose is of; none where it is of none."""
        if self.settings is None:
            return Function.MEDICAL
        named = self.settings.function_of(self.caller.purpose)
        return None if named is None else Function(named)

    def may(self, rule: Rule) -> bool:
        """Whether a rule admits the caller for the purpose that is named."""
        return rule.admits(self.caller, self.function)

    @property
    def asker(self) -> Asker:
        """Whose own work is read and kept, and in which function."""
        return Asker(self.caller.subject, self.function.value if self.function else "")

    def hidden(self) -> frozenset[str]:
        """The ids of persons whom no answer may show."""
        return hidden(self.settings) if self.settings else frozenset()

    async def filled(self, parameters: Mapping[str, object]) -> dict[str, object]:
        """The parameters of a statement with the members of segments where it asks for them."""
        return await filled(self.settings, self.asker, parameters)

    async def records(self, text: str, parameters: Mapping[str, object]) -> list[list[Any]]:
        """The records of a statement, each a list of values as the driver gives them."""
        given = await self.filled(parameters)
        async with self._reading() as session:
            result = await session.run(Query(text, timeout=SECONDS), given)
            return await result.values()

    async def rows(self, text: str, parameters: Mapping[str, object]) -> list[dict[str, Any]]:
        """The records of a statement, each by the names of its columns."""
        given = await self.filled(parameters)
        async with self._reading() as session:
            result = await session.run(Query(text, timeout=SECONDS), given)
            return await result.data()

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncSession]:
        """A way to the database for one statement, which is counted and timed."""
        tally, began = now(), perf_counter()
        at = served.now(self.settings) if self.settings else Served(self.database)
        way = self.driver.session(
            database=at.database, bookmarks=at.bookmarks, default_access_mode=READ_ACCESS
        )
        try:
            with (
                tracing.statement(),
                metrics.IN_USE.track_inprogress(),
                metrics.STATEMENT_SECONDS.time(),
            ):
                async with way as session:
                    yield session
        finally:
            tally.statements += 1
            tally.database_seconds += perf_counter() - began


def native(value: object) -> object:
    """The driver's dates and instants as Python's, at any depth."""
    if isinstance(value, Date | DateTime):
        return value.to_native()
    if isinstance(value, list):
        return [native(each) for each in value]
    if isinstance(value, dict):
        return {name: native(each) for name, each in value.items()}
    return value
