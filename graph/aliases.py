"""Which database is served under a name, and how does another take its place at once?

With two databases behind one alias a refresh writes the one that is not served, and points the
alias at it when all is in it: nobody is answered from a graph in the making, and the graph before
stays until the next refresh and can be taken back. Aliases are part of Neo4j's Enterprise Edition.
"""

from __future__ import annotations

from typing import Any

from neo4j.exceptions import ClientError

from graph import connection
from graph.embedded import ServerError
from schema.settings import Settings

STANDS_FOR = (
    "SHOW ALIASES FOR DATABASE YIELD name, database WHERE name = $alias RETURN database AS target"
)
MADE = "CREATE ALIAS $alias FOR DATABASE $database"
POINTED = "ALTER ALIAS $alias SET DATABASE TARGET $database"
EMPTIED = "CREATE OR REPLACE DATABASE $database WAIT"


def spare(settings: Settings) -> Settings:
    """The settings by which a new graph is written: with the database of the two that is not
    served, else as they are. Raises `graph.embedded.ServerError` where the alias stands for a third
    database, or the server has no aliases."""
    if not settings.neo4j_databases:
        return settings
    one, two = settings.neo4j_databases
    target = _target(settings)
    if target not in (None, one, two):
        raise ServerError(
            f"the alias {settings.neo4j_database} stands for {target}, which is not of "
            f"NEO4J_DATABASES ({one}, {two}); name it there, or point the alias at one of the two"
        )
    written = two if target == one else one
    return settings.model_copy(update={"neo4j_database": written, "neo4j_databases": ()})


def point(settings: Settings, database: str) -> None:
    """Have the alias stand for a database; where it does already, nothing is done."""
    target = _target(settings)
    if target != database:
        _run(settings, MADE if target is None else POINTED, database=database)


def empty(settings: Settings, database: str) -> None:
    """Make a database anew, with nothing in it."""
    _run(settings, EMPTIED, database=database)


def _target(settings: Settings) -> str | None:
    """The database that the alias stands for, none where there is no such alias."""
    rows = _run(settings, STANDS_FOR)
    return str(rows[0]["target"]) if rows else None


def _run(settings: Settings, statement: str, **given: str) -> list[Any]:
    given["alias"] = settings.neo4j_database
    try:
        with connection.driver(settings) as driver:
            return driver.execute_query(statement, given, database_="system").records
    except ClientError as error:
        said = (error.message or str(error)).splitlines()[0]
        raise ServerError(
            f"the server did not do `{statement}` for {', '.join(given.values())}: {said} "
            "NEO4J_DATABASES needs Neo4j Enterprise, both databases, and a user who may manage "
            "aliases; leave it empty to write the one database in place"
        ) from error
