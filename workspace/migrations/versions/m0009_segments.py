"""Segments, their rules by version, and who is or was in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0009", "0008"


def upgrade() -> None:
    """Make the tables of segments and of their reviews."""
    _of_people()
    _of_reviews()


def _segment() -> sa.Column[int]:
    return sa.Column("segment", sa.Integer, sa.ForeignKey("segment.number"), nullable=False)


def _of_people() -> None:
    op.create_table(
        "segment",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("is_shared", sa.Boolean, nullable=False),
        sa.Column("is_quarterly", sa.Boolean, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("owner", "name", name="segment_name"),
    )
    op.create_table(
        "segment_version",
        _segment(),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("levels", sa.JSON, nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("segment", "version"),
    )
    op.create_table(
        "segment_pin",
        _segment(),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("pinned_by", sa.String, nullable=False),
        sa.Column("pinned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("segment", "person"),
    )


def _of_reviews() -> None:
    op.create_table(
        "segment_review",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        _segment(),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("as_of", sa.Date),
        sa.Column("snapshot", sa.String, nullable=False),
        sa.Column("members", sa.Integer, nullable=False),
        sa.Column("moves", sa.Integer, nullable=False),
        sa.Column("undone", sa.Integer, nullable=False),
        sa.Column("refused", sa.String),
    )
    op.create_table(
        "segment_member",
        _segment(),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("segment", "person"),
    )
    op.create_table(
        "segment_move",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        _segment(),
        sa.Column("review", sa.Integer, sa.ForeignKey("segment_review.number"), nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("before", sa.Integer),
        sa.Column("after", sa.Integer),
        sa.Column("cause", sa.JSON, nullable=False),
    )
    op.create_index("segment_move_person", "segment_move", ["segment", "person"])
