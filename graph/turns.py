"""How does a new graph come to be served, and how is the one before taken back?

Where the settings name two databases, they take turns: see `graph.aliases`. Where they name one, it
was written in place and is served as it is.
"""

from __future__ import annotations

import shutil

from graph import aliases, connection, publishing, served
from graph.marks import Mark
from lake import ledger
from schema.settings import Settings


def serve(settings: Settings, written: Settings, inputs: str) -> None:
    """Have readers answered from the database that was `written`, by the settings of
    `graph.aliases.spare`, from the inputs of that digest."""
    with connection.driver(written) as driver:
        publishing.say_made_from(publishing.published(written, driver), inputs)
    _turn(settings, written, inputs)


def take_back(settings: Settings) -> str:
    """Serve the graph again that was served before the last refresh; the name of its database.
    Raises `graph.publishing.NothingPublished` where there is none, and `lake.ledger.Locked`."""
    if not settings.neo4j_databases:
        raise publishing.NothingPublished(
            "no graph to take back to: NEO4J_DATABASES names no two databases"
        )
    with ledger.writing(settings.home, "take-back"):
        before = aliases.spare(settings)
        with connection.driver(before) as driver:
            folder = publishing.published(before, driver)
        inputs = publishing.made_from(settings.home).get(folder)
        if inputs is None:
            raise publishing.NothingPublished(
                f"no graph to take back to: {before.neo4j_database} holds none that is whole"
            )
        _turn(settings, before, inputs)
        return before.neo4j_database


def forget_other(settings: Settings) -> None:
    """Make the database that is not served anew, with nothing in it: nobody who was left out since
    is taken back with it."""
    if settings.neo4j_databases:
        other = aliases.spare(settings)
        with connection.driver(other) as driver:
            shutil.rmtree(publishing.published(other, driver), ignore_errors=True)
        aliases.empty(settings, other.neo4j_database)


def _turn(settings: Settings, to: Settings, inputs: str) -> None:
    """Serve a database: to our own readers, and to whoever asks by the alias."""
    if settings.neo4j_databases:
        served.serve(to)
        aliases.point(settings, to.neo4j_database)
    Mark(settings.home).end(inputs)
