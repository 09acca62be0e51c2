"""The audit log, which the database lets nobody change or shorten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0003", "0002"

WORDS = "the audit log is append-only"


def upgrade() -> None:
    """Make the table `audit` and what guards it."""
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("subject", "role", "kind")),
        sa.Column("operation", sa.String, nullable=False),
        sa.Column("operation_digest", sa.String, nullable=False),
        sa.Column("roots", sa.JSON, nullable=False),
        sa.Column("persons", sa.JSON, nullable=False),
        sa.Column("persons_count", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("purpose", "request")),
        *(sa.Column(name, sa.String, nullable=False) for name in ("previous", "digest")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_{change.lower()} BEFORE {change} ON audit "
                f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
    )
