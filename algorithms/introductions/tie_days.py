"""What did the ties look like on another day, or to who knew less?

An index of the ties as seen on a day is made from the tables last published when it is first asked
for, kept beside the current one, and the same as that of a graph whose files end on the day; the
identity of persons is today's. The latest few stay.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from threading import Lock

import duckdb

from algorithms.introductions import tie_index, tie_indexing
from algorithms.ties.ties import TIES, prepare
from graph.drawn_tables import open_drawn
from graph.publishing import last_published
from lake.relations import view

_ONE_AT_A_TIME = Lock()


def on(home: Path, as_of: date, known_by: datetime | None = None) -> Path | None:
    """The folder of the index of a day; none where no refresh has ended in this home."""
    current = tie_index.current(home)
    if current is None:
        return None
    known = f"+{known_by:%Y%m%dT%H%M%S%f}" if known_by else ""
    name = f"{current.name}+{as_of:%Y%m%d}{known}"
    folder = current.with_name(name)
    with _ONE_AT_A_TIME:
        if not folder.exists():
            _make(home, name, as_of, known_by)
    return folder


def _make(home: Path, name: str, as_of: date, known_by: datetime | None) -> None:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        open_drawn(connection, last_published(home))
        prepare(connection, as_of, known_by)
        view(connection, *TIES.values())
        tie_indexing.write(home, name, connection)
