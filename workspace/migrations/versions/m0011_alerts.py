"""Watches, and what was told by them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0011", "0010"
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables `watch`, `watched_person`, `alert`, `alert_record` and `alerts_raised`."""
    op.create_table(
        "watch",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("segment", sa.Integer),
        sa.Column("level", sa.Integer),
        sa.Column("rule", sa.String),
        sa.Column("query", sa.Integer),
        sa.Column("kinds", sa.JSON, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("territory", sa.JSON, nullable=False),
        sa.Column("purpose", sa.String, nullable=False),
        sa.Column("function", sa.String, nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.Column("refused", sa.String),
        sa.UniqueConstraint("owner", "name", name="watch_name"),
    )
    op.create_table(
        "watched_person",
        sa.Column("watch", sa.Integer, sa.ForeignKey("watch.number"), nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("watch", "person"),
    )
    _alerts()
    _records()


def _alerts() -> None:
    op.create_table(
        "alert",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("watch", sa.Integer, nullable=False),
        sa.Column("watch_name", sa.String, nullable=False),
        sa.Column("function", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("person_name", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("is_urgent", sa.Boolean, nullable=False),
        sa.Column("says", sa.String, nullable=False),
        sa.Column("snapshot", sa.String, nullable=False),
        sa.Column("as_of", sa.Date),
        sa.Column("raised_at", INSTANT, nullable=False),
        sa.Column("read_at", INSTANT),
        sa.Column("is_useful", sa.Boolean),
        sa.Column("judged_at", INSTANT),
        sa.Column("why", sa.String),
    )
    op.create_index("alert_owner", "alert", ["owner", "number"])
    op.create_index("alert_person", "alert", ["person"])


def _records() -> None:
    op.create_table(
        "alert_record",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("alert", sa.Integer, sa.ForeignKey("alert.number"), nullable=False, index=True),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("event", sa.String, nullable=False),
        sa.Column("record", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("source", sa.String),
        sa.Column("happened_on", sa.Date),
        sa.Column("known_from", INSTANT),
        sa.UniqueConstraint("owner", "event", name="alert_event"),
    )
    op.create_table(
        "alerts_raised",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("owner", sa.String, nullable=False, index=True),
        sa.Column("snapshot", sa.String, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("alerts", sa.Integer, nullable=False),
        sa.Column("left_out", sa.JSON, nullable=False),
    )
