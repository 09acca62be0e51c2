"""Screenings that were filed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0010", "0009"


def upgrade() -> None:
    """Make the table `filed_screening`."""
    op.create_table(
        "filed_screening",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("person_id", sa.String, nullable=False, index=True),
        sa.Column("purpose", sa.String, nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("digest", sa.String, nullable=False, index=True),
        sa.Column("citation", sa.JSON, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
