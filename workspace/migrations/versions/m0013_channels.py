"""Where alerts go, and what was sent there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0013", "0012"
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables `channel`, `delivery` and `delivery_alert`."""
    op.create_table(
        "channel",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("name", sa.String),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("address", sa.String, nullable=False),
        sa.Column("rhythm", sa.String, nullable=False),
        sa.Column("hour", sa.Integer, nullable=False),
        sa.Column("weekday", sa.Integer, nullable=False),
        sa.Column("quiet_from", sa.Integer),
        sa.Column("quiet_to", sa.Integer),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("kinds", sa.JSON, nullable=False),
        sa.Column("only_urgent", sa.Boolean, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("territory", sa.JSON, nullable=False),
        sa.Column("salt", sa.String, nullable=False),
        sa.Column("secret_mark", sa.String, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("off_because", sa.String),
        sa.Column("deleted_at", INSTANT),
        sa.UniqueConstraint("owner", "name", name="channel_name"),
    )
    _deliveries()


def _deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("ident", sa.String, nullable=False, unique=True),
        sa.Column("channel", sa.Integer, sa.ForeignKey("channel.number"), nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", INSTANT, nullable=False),
        sa.Column("leased_until", INSTANT),
        sa.Column("leased_by", sa.String),
        sa.Column("last_error", sa.String),
        sa.Column("sent_at", INSTANT),
    )
    op.create_index("delivery_next", "delivery", ["state", "next_at"])
    op.create_index("delivery_channel", "delivery", ["channel", "number"])
    op.create_table(
        "delivery_alert",
        sa.Column("channel", sa.Integer, sa.ForeignKey("channel.number"), nullable=False),
        sa.Column("alert", sa.Integer, nullable=False),
        sa.Column("raised_at", INSTANT, nullable=False),
        sa.Column(
            "delivery", sa.Integer, sa.ForeignKey("delivery.number"), nullable=False, index=True
        ),
        sa.PrimaryKeyConstraint("channel", "alert", "raised_at"),
    )
