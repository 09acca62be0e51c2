"""What does this set-up lack, and what is to do about it?

Each check looks at one thing that the settings ask for. None makes what is not there; a workspace
is opened as any command opens it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from neo4j.exceptions import DriverError, Neo4jError
from sqlalchemy.exc import SQLAlchemyError

from engine.engine import CannotRun
from schema.settings import Settings
from workspace.migrating import UnknownWorkspace

LEAST_FREE_GIB = 5


@dataclass(frozen=True)
class Finding:
    """Of one thing: how it stands; `lacks` says what is missing and what to do, none where all is
    well."""

    name: str
    says: str
    lacks: str | None = None


def findings(settings: Settings) -> list[Finding]:
    """How each thing stands that the settings ask for."""
    return [check(settings) for check in CHECKS]


def _home(settings: Settings) -> Finding:
    there = _there(settings.home)
    free = shutil.disk_usage(there).free >> 30
    says = f"{settings.home}, {free:,} GiB free"
    if not _is_writable(there):
        return Finding("home", says, f"{there} cannot be written to; set PEERLINE_HOME")
    if free < LEAST_FREE_GIB:
        return Finding(
            "home",
            says,
            f"the embedded database alone takes some {LEAST_FREE_GIB} GiB; free some, or set "
            "PEERLINE_HOME to another disk",
        )
    return Finding("home", says)


def _there(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    return next(place for place in (folder, *folder.parents) if place.exists())


def _is_writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK | os.X_OK) and folder.is_dir()


def _lake(settings: Settings) -> Finding:
    from lake.store import StoreFault, store

    at = store(settings.lake_at)
    try:
        if at.folder is not None:
            there = _there(at.folder)
            lacks = (
                None if _is_writable(there) else f"{there} cannot be written to; see PEERLINE_LAKE"
            )
            return Finding("lake", str(at), lacks)
        at.try_out()
    except StoreFault as fault:
        return Finding("lake", str(at), str(fault))
    return Finding("lake", f"{at} answers, and may be written")


def _engine(settings: Settings) -> Finding:
    if settings.engine == "local":
        return Finding("engine", f"this machine's {os.cpu_count()} cores")
    from engine.spark import Spark

    try:
        return Finding("engine", Spark(settings.spark_master, settings.home).described())
    except CannotRun as missing:
        return Finding("engine", f"Spark at {settings.spark_master}", str(missing))


def _database(settings: Settings) -> Finding:
    from graph import aliases, connection, embedded

    if embedded.is_embedded(settings):
        at = embedded.status(settings)
        return Finding("database", f"embedded, {'running' if at.running else 'not running'}")
    says = f"Neo4j at {settings.neo4j_uri}"
    try:
        with connection.driver(settings) as driver:
            driver.verify_connectivity()  # tries once
            found = connection.versions(driver)
    except (DriverError, Neo4jError, embedded.ServerError, ValueError) as error:
        line = str(error).strip().splitlines()[0]
        return Finding(
            "database", says, f"{line}; see NEO4J_URI, NEO4J_USER and NEO4J_PASSWORD, and that the "
            "server runs with Graph Data Science"
        )  # fmt: skip
    says += f": {found['neo4j']}, Graph Data Science {found['gds']}"
    try:
        aliases.spare(settings)
    except embedded.ServerError as error:
        return Finding("database", says, str(error))
    return Finding("database", says)


def _workspace(settings: Settings) -> Finding:
    from workspace.store import reading

    own = settings.home / "workspace.db"
    if settings.workspace is None and not own.exists():
        return Finding("workspace", "SQLite in the home, not made yet")
    says = "a database of its own" if settings.workspace else f"SQLite at {own}"
    try:
        with reading(settings):
            return Finding("workspace", says)
    except (SQLAlchemyError, UnknownWorkspace) as error:
        line = str(error).strip().splitlines()[0]
        return Finding("workspace", says, f"{line}; see PEERLINE_WORKSPACE")


def _sign_in(settings: Settings) -> Finding:
    from api.starting import MayNotStart, check

    says = "by an issuer or by key" if settings.oidc_issuer else "by key"
    if settings.sign_in == "local" and not settings.production:
        says += "; none for who sits at this machine"
    try:
        check(settings)
    except (MayNotStart, UnknownWorkspace) as refused:
        return Finding("sign-in", says, str(refused))
    return Finding("sign-in", says)


CHECKS: tuple[Callable[[Settings], Finding], ...] = (
    _home, _lake, _engine, _database, _workspace, _sign_in,
)  # fmt: skip
