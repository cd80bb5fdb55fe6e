"""The tables, as SQLAlchemy sees them. ``migrations/`` makes them; a test holds the two together."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

HEAD = "0001"  # the newest schema this version knows

metadata = MetaData()
_Seq = BigInteger().with_variant(Integer, "sqlite")

events = Table(
    "event",
    metadata,
    Column("seq", _Seq, primary_key=True, autoincrement=False),
    Column("id", String(64), nullable=False, unique=True),
    Column("kind", String(32), nullable=False),
    Column("at", String(27), nullable=False),
    Column("recorded_time", String(27), nullable=False),
    Column("document", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("body", Text),  # null once pruned
    Column("hash", String(64), nullable=False),
    Index("event_case", "case_id", "seq"),
    Index("event_document", "document", "seq"),
)

parties = Table(
    "event_party",
    metadata,
    Column("party", Text, primary_key=True),
    Column("seq", _Seq, ForeignKey("event.seq"), primary_key=True, autoincrement=False),
)
