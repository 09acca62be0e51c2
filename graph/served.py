"""From which database are readers answered, and how far must it have come?

A member of a cluster may be behind the one that writes. Who writes leaves a bookmark of its last
transaction in the home; who reads hands it on, and a member answers once it has come so far. Which
of two databases is served stands beside it, so that both change in one step: a bookmark belongs to
one database. A server that stands alone is never behind and has no bookmarks.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import orjson
from neo4j import Bookmarks

from graph import connection
from schema.settings import Settings


class Served(NamedTuple):
    """A database, and what a member must have seen before it answers; none where all may."""

    database: str
    bookmarks: Bookmarks | None = None


def note(settings: Settings) -> None:
    """Have readers of the settings' database see all that was written to it so far."""
    if is_of_a_cluster(settings):
        with (
            connection.driver(settings) as driver,
            driver.session(database=settings.neo4j_database) as session,  # asks the writer
        ):
            session.run("RETURN 1").consume()
            marks = sorted(session.last_bookmarks().raw_values)
        noted = _noted(settings.home)
        _keep(
            settings.home,
            noted | {"bookmarks": noted["bookmarks"] | {settings.neo4j_database: marks}},
        )


def serve(settings: Settings) -> None:
    """From now on readers are answered from the settings' database."""
    _keep(settings.home, _noted(settings.home) | {"database": settings.neo4j_database})


def now(settings: Settings) -> Served:
    """Where readers are answered from: of two databases that which is served, else the one that the
    settings name."""
    if not (settings.neo4j_databases or is_of_a_cluster(settings)):
        return Served(settings.neo4j_database)
    noted = _noted(settings.home)
    database = settings.neo4j_database
    if settings.neo4j_databases:
        database = noted["database"] or database
    marks = noted["bookmarks"].get(database)
    return Served(database, Bookmarks.from_raw_values(marks) if marks else None)


def is_of_a_cluster(settings: Settings) -> bool:
    """Whether the address lets the driver choose among members: `neo4j://`, `neo4j+s://`."""
    return (settings.neo4j_uri or "").startswith("neo4j")


def _noted(home: Path) -> dict[str, Any]:
    try:
        noted: dict[str, Any] = orjson.loads(_place(home).read_bytes())
    except FileNotFoundError:
        return {"database": None, "bookmarks": {}}
    return noted


def _keep(home: Path, noted: dict[str, Any]) -> None:
    new = _place(home).with_suffix(".new")
    new.write_bytes(orjson.dumps(noted))
    new.replace(_place(home))


def _place(home: Path) -> Path:
    return home / "served.json"
