"""Events in one chain, and who they are about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """An empty ledger."""
    seq = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "event",
        sa.Column("seq", seq, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(64), nullable=False, unique=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("recorded_time", sa.String(27), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("body", sa.Text),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_index("event_case", "event", ["case_id", "seq"])
    op.create_index("event_document", "event", ["document", "seq"])
    op.create_table(
        "event_party",
        sa.Column("party", sa.Text, primary_key=True),
        sa.Column("seq", seq, sa.ForeignKey("event.seq"), primary_key=True, autoincrement=False),
    )
