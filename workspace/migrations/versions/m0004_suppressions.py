"""Who asked to be left out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0004", "0003"


def upgrade() -> None:
    """Make the table `suppression`."""
    op.create_table(
        "suppression",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("digests", sa.JSON, nullable=False),
        sa.Column("secret_mark", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("released_by", sa.String),
        sa.Column("released_at", sa.DateTime(timezone=True)),
        sa.Column("released_why", sa.String),
    )
