"""Which tables does the workspace hold, and how does an older one come to hold the newest?

Every change of the tables is one migration in `migrations/versions/`, run by Alembic, all in one
transaction. A database is taken only where it is empty or says by which migrations it was made.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

FOLDER = Path(__file__).parent / "migrations"
REVISIONS = sorted(path.stem[1:5] for path in (FOLDER / "versions").glob("m*.py"))
# Two processes that begin at once: the second waits, and finds the work done.
LOCK = 7_337_546


class UnknownWorkspace(Exception):
    """The workspace's database cannot be opened, or is not Peerline's; the text says what to do."""


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest migration. Raises `UnknownWorkspace` where the database holds
    tables of other making, or is newer than this Peerline."""
    with engine.begin() as connection:
        if _revision(connection) == REVISIONS[-1]:
            return
    with engine.execution_options(synchronous="FULL").begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        _refuse(connection)
        _upgrade(connection)


def _revision(connection: Connection) -> str | None:
    """The newest migration that the database has seen; none where it has seen none."""
    if "alembic_version" not in inspect(connection).get_table_names():
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _refuse(connection: Connection) -> None:
    revision, tables = _revision(connection), inspect(connection).get_table_names()
    place = connection.engine.url.render_as_string(hide_password=True)
    if revision is None and tables:
        named = ", ".join(sorted(tables)[:3])
        raise UnknownWorkspace(
            f"{place} holds tables that no migration of Peerline made ({named}); give an empty "
            "database by PEERLINE_WORKSPACE, or move the file away"
        )
    if revision is not None and revision not in REVISIONS:
        raise UnknownWorkspace(
            f"{place} was made by another or a newer Peerline (migration {revision}, here "
            f"{REVISIONS[-1]}); install that one, or give another database by PEERLINE_WORKSPACE"
        )


def _upgrade(connection: Connection) -> None:
    # Only who migrates needs Alembic, whose import takes as long as a command's whole work.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
