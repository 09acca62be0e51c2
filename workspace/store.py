"""Where is people's own work kept?

In one relational database: SQLite in Peerline's home, or PostgreSQL by `PEERLINE_WORKSPACE`, such
as `postgresql+psycopg://name:password@host/database`. SQLite writes ahead, so that readers do not
wait for a writer. The first opening in a process brings the tables to the newest migration.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from schema.settings import Settings
from workspace.migrating import UnknownWorkspace, migrate

METADATA = MetaData()
WAIT_SECONDS = 10


class Instant(TypeDecorator[datetime]):
    """An instant, kept and given back in UTC; SQLite itself forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The instant as it is kept."""
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The instant as it is given back."""
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value)


@contextmanager
def opened(settings: Settings, is_frequent: bool = False) -> Iterator[Connection]:
    """A connection that may write; its work is kept when the context ends well, and undone when it
    does not. On SQLite one writer works at a time, the others wait for up to ten seconds; what is
    `is_frequent` outlives the process at once, and a power cut after a moment.

    Raises `UnknownWorkspace` where the database cannot be used.
    """
    synchronous = "NORMAL" if is_frequent else "FULL"
    with engine(settings).connect() as connection:
        connection.execution_options(synchronous=synchronous)
        with connection.begin():
            yield connection


@contextmanager
def reading(settings: Settings) -> Iterator[Connection]:
    """A connection that only reads, and waits for nobody. Raises `UnknownWorkspace`."""
    with engine(settings).begin() as connection:
        yield connection


def engine(settings: Settings) -> Engine:
    """The process's engine on the workspace of the settings, its tables in place. Raises
    `UnknownWorkspace`."""
    if settings.workspace is None:
        settings.home.mkdir(parents=True, exist_ok=True)
        return _engine(f"sqlite:///{settings.home / 'workspace.db'}")
    return _engine(settings.workspace)


@lru_cache(maxsize=8)
def _engine(url: str) -> Engine:
    try:
        made = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise UnknownWorkspace(f"PEERLINE_WORKSPACE is no usable URL: {error}") from None
    if made.dialect.name not in ("sqlite", "postgresql"):
        raise UnknownWorkspace(
            f"PEERLINE_WORKSPACE names {made.dialect.name}; give SQLite or PostgreSQL"
        )
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", _set_up)
        event.listen(made, "begin", _begin)
    try:
        migrate(made)
    except DBAPIError as error:
        place = made.url.render_as_string(hide_password=True)
        raise UnknownWorkspace(f"{place} cannot be opened: {error.orig}") from None
    return made


def _set_up(connection: Any, _: Any) -> None:
    # The driver's own transactions leave out changes of tables; `_begin` begins them all instead.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={WAIT_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode=WAL")


def _begin(connection: Connection) -> None:
    synchronous = connection.get_execution_options().get("synchronous")
    if synchronous is None:
        connection.exec_driver_sql("BEGIN")
        return
    connection.exec_driver_sql(f"PRAGMA synchronous={synchronous}")
    # A reader that turns writer would fail at once where another writes; a writer says so first.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
