"""A small made world for the tests: a few merchants of one trade, reviews, promises, no files."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import polars as pl

from governance.cases.state import Fold
from governance.ledger import Entry, stamp
from governance.trust.board import Board, board
from governance.trust.columns import COUNTS
from governance.trust.intake import Dataset
from governance.trust.policy import read_trust
from governance.trust.schema import TrustFile

TODAY = date(2026, 6, 30)
AT = stamp("2026-06-30T12:00:00+08:00")
DAYS = 100


@lru_cache
def policy() -> TrustFile:
    return read_trust()


def row(merchant: str, day: date, repeat: int = 6, **more: int) -> dict[str, object]:
    """One ordinary day of an ordinary shop."""
    figures = dict.fromkeys(COUNTS, 0) | {
        "orders": 20, "live_orders": 15, "buyers": 18, "repeat_buyers": repeat, "rated": 8, "bad_rated": 1,
        "good_rated": 6, "after_sales": 3, "after_sales_in_time": 2, "chats": 20, "chats_in_time": 18, "parcels": 20,
        "parcels_in_time": 18, "public_visits": 400, "private_visits": 200, "broadcast_minutes": 120, "streams": 1,
        "streams_prechecked": 1, "watch_minutes": 1800, "gmv_fen": 200_000,
    } | more  # fmt: skip
    return {"merchant": merchant, "day": day, **figures}


def dataset(shops: int = 8, **changed: int) -> Dataset:
    """Shops S0, S1 … whose returning buyers differ; ``changed`` are figures of S0."""
    rows = [
        row(f"S{shop}", TODAY - timedelta(days=age), repeat=3 + shop, **(changed if shop == 0 else {}))
        for shop in range(shops)
        for age in range(1, DAYS)
    ]
    names = [f"S{shop}" for shop in range(shops)]
    merchants = pl.DataFrame(
        {
            "merchant": names, "trade": "food", "owner": [f"O{shop}" for shop in range(shops)],
            "opened_on": date(2024, 1, 1), "deposit_paid": True, "licences_valid": True, "inspected": False,
            "kind": "honest",
        }
    )  # fmt: skip
    reviews = pl.DataFrame(
        [
            {"merchant": name, "day": TODAY - timedelta(days=age), "rating": 3 + age % 3, "earlier_purchases": age % 4,
             "text": f"第{age}天写的话，还可以", "replied_hours": 5 if age % 2 else None}
            for name in names for age in range(1, 40, 4)
        ]
    )  # fmt: skip
    promises = pl.DataFrame(
        [{"merchant": name, "day": TODAY - timedelta(days=age), "promise": "fast-refund", "due": 3,
          "kept": 2 + age % 2}
         for name in names for age in range(1, 60, 3)]
    )  # fmt: skip
    return Dataset(pl.DataFrame(rows), merchants, reviews, promises, (), 0)


def made(
    data: Dataset, entries: list[Entry] | None = None, at: str = AT, bought: frozenset[str] = frozenset()
) -> Board:
    return board(data, Fold(entry for entry in entries or [] if entry.at <= at), policy(), at, bought)
