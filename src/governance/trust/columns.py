"""The columns of the inputs: what each means, its type, and what a row must hold to count.

Unknown columns are kept. A row that breaks a rule here is reported with its line and left out, never mended in silence.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Type = Literal["text", "day", "count", "rating", "flag"]
TABLES: tuple[str, ...] = ("daily", "merchants", "reviews", "promises")


class Column(NamedTuple):
    """A known column. ``most`` names another column that this one cannot exceed."""

    name: str
    type: Type
    needed: bool = False
    most: str = ""


def _counts(*names: str) -> tuple[Column, ...]:
    """``a<b``: the count a, which is at most b."""
    parts = (pair.partition("<") for pair in names)
    return tuple(Column(name, "count", False, most) for name, _, most in parts)


COLUMNS: dict[str, tuple[Column, ...]] = {
    "daily": (
        Column("merchant", "text", True),
        Column("day", "day", True),
        *_counts(
            "orders", "live_orders<orders", "buyers<orders", "repeat_buyers<buyers", "rated", "bad_rated<rated",
            "good_rated<rated", "quality_refunds", "after_sales", "after_sales_in_time<after_sales",
            "disputes_at_fault", "chats", "chats_in_time<chats", "parcels", "parcels_in_time<parcels", "complaints",
            "reports", "streams", "streams_prechecked<streams", "broadcast_minutes", "private_visits", "public_visits",
            "watch_minutes", "gmv_fen", "trust_orders<orders",
        ),
    ),
    "merchants": (
        Column("merchant", "text", True), Column("trade", "text", True), Column("owner", "text"),
        Column("opened_on", "day"), Column("deposit_paid", "flag"), Column("licences_valid", "flag"),
        Column("inspected", "flag"), Column("kind", "text"),
    ),
    "reviews": (
        Column("merchant", "text", True), Column("day", "day", True), Column("rating", "rating", True),
        Column("earlier_purchases", "count", True), Column("text", "text"), Column("replied_hours", "count"),
    ),
    "promises": (
        Column("merchant", "text", True), Column("day", "day", True), Column("promise", "text", True),
        Column("due", "count", True), Column("kept", "count", True, "due"),
    ),
}  # fmt: skip

COUNTS: tuple[str, ...] = tuple(column.name for column in COLUMNS["daily"] if column.type == "count")
DERIVED: dict[str, tuple[str, ...]] = {"visits": ("private_visits", "public_visits")}
MAX_COUNT = 2**40  # a day's figure beyond this is a fault of the file; sums of a year stay exact in 64 bits
