"""How many alerts did refreshes raise and leave out, and how many were of use?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, Column, Connection, Integer, String, Table, func, insert, select

from schema.settings import Settings
from workspace.alerts import ALERT
from workspace.store import METADATA, Instant, reading

# What each refresh raised for a user, and by kind how many alerts it left out as too many.
RAISED = Table(
    "alerts_raised",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("owner", String, nullable=False, index=True),
    Column("snapshot", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("alerts", Integer, nullable=False),
    Column("left_out", JSON, nullable=False),
)


@dataclass(frozen=True)
class Precision:
    """Of the alerts of a kind: how many were raised, judged, and found to be of use."""

    kind: str
    alerts: int
    judged: int
    useful: int


def put_down(
    connection: Connection,
    owner: str,
    snapshot: str,
    at: datetime,
    raised: int,
    left_out: Mapping[str, int],
) -> None:
    """Put down what a refresh raised for a user, and by kind how many were too many."""
    row = {"owner": owner, "snapshot": snapshot, "at": at, "alerts": raised}
    connection.execute(insert(RAISED).values(row | {"left_out": dict(left_out)}))


def left_out(settings: Settings, owner: str, since: datetime | None = None) -> dict[str, int]:
    """By kind, how many alerts of a user were left out as too many, since an instant."""
    chosen = select(RAISED.c.left_out).where(RAISED.c.owner == owner)
    if since is not None:
        chosen = chosen.where(RAISED.c.at >= since)
    found: dict[str, int] = {}
    with reading(settings) as connection:
        for kinds in connection.execute(chosen).scalars():
            for kind, count in kinds.items():
                found[kind] = found.get(kind, 0) + count
    return found


def precision(settings: Settings, owner: str | None = None) -> list[Precision]:
    """How many alerts of each kind were of use, by kind; of one owner's, else of everybody's."""
    useful = func.count().filter(ALERT.c.is_useful)
    columns = (ALERT.c.kind, func.count(), func.count(ALERT.c.is_useful), useful)
    chosen = select(*columns).group_by(ALERT.c.kind).order_by(ALERT.c.kind)
    if owner is not None:
        chosen = chosen.where(ALERT.c.owner == owner)
    with reading(settings) as connection:
        return [Precision(*row) for row in connection.execute(chosen)]
