"""Which engagements were logged one by one, and which of them does the lake not hold yet?

What is logged is read as a file of the log's contract (`loaders.engagements`) is, and kept only
where nothing of it is left out. It is kept here, so that nobody waits for a refresh under way and
of two at once none is lost; the next refresh begins by loading what is new, as one file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Integer,
    Row,
    String,
    Table,
    insert,
    select,
    text,
    update,
)

from loaders.engagements import SOURCE
from loaders.reading.loading import load
from schema.settings import Settings
from workspace.store import METADATA, Instant, opened, reading

COLUMNS = (
    *("engagement_id", "liaison", "team", "person", "channel", "planned_on", "held_on", "minutes"),
    *("invited_at", "replied_at", "accepted_at", "cancelled", "updated_at"),
)
# Those who log the same engagement at once do so one after another.
LOCK = 7_337_548

LOGGED = Table(
    "logged_engagement",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("engagement_id", String, nullable=False, index=True),
    Column("row", JSON, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("load", String),
)


class NotAnEngagement(ValueError):
    """The contract would leave out something of it; the text says what."""


class NotYours(PermissionError):
    """Another liaison's engagement has that id."""


@dataclass(frozen=True)
class Logged:
    """One engagement in one edition: its row by the contract's columns, as text; who logged it and
    when; and the load that holds it, once there is one."""

    number: int
    engagement_id: str
    row: dict[str, str]
    by: str
    at: datetime
    load: str | None


def log(
    settings: Settings, row: Mapping[str, str | None], by: str, own: str | None = None
) -> tuple[Logged, bool]:
    """Keep an engagement, given by `COLUMNS` with its `engagement_id`; as it is kept, and whether
    it is new. The same once more is the one kept before; without `updated_at`, it changes now. With
    `own`, the engagement must be that liaison's. Raises `NotAnEngagement`, `NotYours`."""
    now = datetime.now(UTC)
    plain = {name: value for name in COLUMNS if (value := row.get(name))}
    whole = {"updated_at": now.isoformat()} | plain
    _check(whole)
    id = plain["engagement_id"]
    with opened(settings) as connection:
        before = _latest(connection, id)
        if own is not None and before and before.row["liaison"] != own:
            raise NotYours(f"engagement {id} is another liaison's")
        if before and before.row | plain == before.row and len(before.row) == len(whole):
            return before, False
        values = {"engagement_id": id, "row": whole, "by": by, "at": now}
        kept = connection.execute(insert(LOGGED).values(values).returning(LOGGED)).one()
        return _of(kept), True


def load_logged(settings: Settings) -> int:
    """Load what the lake does not hold yet; how many. A process that ends in between loads the same
    once more, as the same editions. Raises `lake.ledger.Locked`."""
    chosen = select(LOGGED).where(LOGGED.c.load.is_(None)).order_by(LOGGED.c.number)
    with reading(settings) as connection:
        new = [_of(row) for row in connection.execute(chosen)]
    if not new:
        return 0
    with TemporaryDirectory(prefix="peerline-") as folder:
        file = _written(Path(folder), (one.row for one in new))
        (outcome,) = load(settings.home, SOURCE, [file], 1, at=settings.lake_at)
    assert outcome.load, outcome.rejects
    mark = update(LOGGED).where(LOGGED.c.number.in_([one.number for one in new]))
    with opened(settings) as connection:
        connection.execute(mark.values(load=outcome.load))
    return len(new)


def _check(row: Mapping[str, str]) -> None:
    """Load the row into a lake of its own, and raise where something of it is left out."""
    with TemporaryDirectory(prefix="peerline-") as folder:
        file = _written(Path(folder), [row])
        (outcome,) = load(Path(folder) / "home", SOURCE, [file], 1)
    if outcome.faults:
        raise NotAnEngagement(
            "; ".join(
                f"`{fault['field']}` {fault['value'] or ''} {fault['reason'].partition(';')[0]}"
                for fault in outcome.faults
            )
        )


def _written(folder: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    """A file of the contract with these rows."""
    schema = pa.schema([(name, pa.string()) for name in COLUMNS])
    file = folder / "logged.parquet"
    pq.write_table(pa.Table.from_pylist([dict(row) for row in rows], schema), file)
    return file


def _latest(connection: Connection, id: str) -> Logged | None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
    chosen = select(LOGGED).where(LOGGED.c.engagement_id == id)
    row = connection.execute(chosen.order_by(LOGGED.c.number.desc()).limit(1)).one_or_none()
    return _of(row) if row else None


def _of(row: Row[tuple[object, ...]]) -> Logged:
    return Logged(**row._mapping)
