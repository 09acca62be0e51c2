"""Engagements that were logged one by one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0007", "0006"


def upgrade() -> None:
    """Make the table `logged_engagement`."""
    op.create_table(
        "logged_engagement",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("engagement_id", sa.String, nullable=False, index=True),
        sa.Column("row", sa.JSON, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("load", sa.String),
    )
