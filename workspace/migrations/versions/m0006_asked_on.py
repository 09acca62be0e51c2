"""On which day somebody asked to be left out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0006", "0005"


def upgrade() -> None:
    """Add the day to the table `suppression`."""
    op.add_column("suppression", sa.Column("asked_on", sa.Date))
