"""Alembic runs this around every migration: on the connection that it was handed, which commits."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"], target_metadata=None, transactional_ddl=True
)
context.run_migrations()
