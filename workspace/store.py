"""Where is people's own work kept?

In one relational database: SQLite in Peerline's home, or another by `PEERLINE_WORKSPACE`, a URL as
SQLAlchemy takes it. SQLite writes ahead, so that readers do not wait for a writer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, create_engine, event

from schema.settings import Settings

METADATA = MetaData()


@contextmanager
def opened(settings: Settings) -> Iterator[Connection]:
    """A connection whose work is kept when the context ends well, and undone when it does not."""
    engine = _engine(settings)
    try:
        METADATA.create_all(engine)
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _engine(settings: Settings) -> Engine:
    if settings.workspace is not None:
        return create_engine(settings.workspace)
    settings.home.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{settings.home / 'workspace.db'}")
    event.listen(engine, "connect", _write_ahead)
    return engine


def _write_ahead(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
