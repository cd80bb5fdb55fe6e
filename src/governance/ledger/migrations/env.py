"""Alembic's entry: the caller hands over an open connection inside its own transaction."""

from __future__ import annotations

from alembic import context

from governance.ledger.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
