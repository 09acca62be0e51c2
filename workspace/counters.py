"""What have callers spent in the current window, over all processes that answer?

The store of the library `limits` in the workspace, so that processes and machines on one PostgreSQL
count together. A counter that is over is begun anew by the next one who adds to it.
"""

from __future__ import annotations

import time
from typing import Any

from limits.storage import Storage
from sqlalchemy import Column, Float, Integer, String, Table, case, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from schema.settings import Settings
from workspace.migrating import UnknownWorkspace
from workspace.store import METADATA, engine, opened, reading

COUNTER = Table(
    "counter",
    METADATA,
    Column("key", String, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("ends_at", Float, nullable=False),  # seconds since 1970
)


class Counters(Storage):
    """Counters in the workspace of the settings. Its methods are those of `limits`."""

    STORAGE_SCHEME = None

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings

    @property
    def base_exceptions(self) -> type[Exception]:
        """What the store raises."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Add to a counter in one statement, of which none gets between another's look and its
        adding; the count then. A new counter ends in `expiry` seconds."""
        now = time.time()
        is_over = COUNTER.c.ends_at <= now
        insert = postgresql.insert if engine(self.settings).name == "postgresql" else sqlite.insert
        adding: Any = insert(COUNTER).values(key=key, count=amount, ends_at=now + expiry)
        adding = adding.on_conflict_do_update(
            index_elements=["key"],
            set_={
                "count": case((is_over, amount), else_=COUNTER.c.count + amount),
                "ends_at": case((is_over, now + expiry), else_=COUNTER.c.ends_at),
            },
        ).returning(COUNTER.c.count)
        with opened(self.settings, is_frequent=True) as connection:
            return int(connection.execute(adding).scalar_one())

    def get(self, key: str) -> int:
        """The count of a counter that is not over, else 0."""
        return int(self._one(key, COUNTER.c.count) or 0)

    def get_expiry(self, key: str) -> float:
        """When the counter ends, in seconds since 1970; now where there is none."""
        return float(self._one(key, COUNTER.c.ends_at) or time.time())

    def check(self) -> bool:
        """Whether the workspace answers."""
        try:
            self.get("")
        except (SQLAlchemyError, UnknownWorkspace):
            return False
        return True

    def reset(self) -> int | None:
        """Take all counters away; how many there were."""
        with opened(self.settings) as connection:
            total = connection.execute(select(func.count()).select_from(COUNTER)).scalar_one()
            connection.execute(delete(COUNTER))
            return int(total)

    def clear(self, key: str) -> None:
        """Take one counter away."""
        with opened(self.settings) as connection:
            connection.execute(delete(COUNTER).where(COUNTER.c.key == key))

    def _one(self, key: str, column: Column[Any]) -> Any:
        known = select(column).where(COUNTER.c.key == key, COUNTER.c.ends_at > time.time())
        with reading(self.settings) as connection:
            return connection.execute(known).scalar()
