"""How the score is attacked, as changes to the inputs: what a cheat would do, to measure what it can gain.

Each attack gives another dataset (or another merchant to look at); the gain is the score after less the score before.
The
policy's ``attacks`` bound the gains, and tests hold the shipped policy to them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import polars as pl

from governance.trust.board import Board, board
from governance.trust.intake import Dataset
from governance.trust.windows import anchor
from governance.trust.world import World

DAYS = 60  # how long an attack has gone on
FAKE = 1.0  # fake orders for each true one
SYBILS = 30  # bought reviews that read like honest ones


def brushing(data: Dataset, merchant: str, first: Any) -> tuple[Dataset, str]:
    """Fake orders by fake returning buyers, all rated five stars, none refunded; the traffic stays what it is."""
    fake = (pl.col("orders") * FAKE).cast(pl.Int64)
    here = (pl.col("merchant") == merchant) & (pl.col("day") >= first)
    lifted = ("orders", "buyers", "repeat_buyers", "rated", "good_rated", "parcels", "parcels_in_time")
    changed = [pl.when(here).then(pl.col(name) + fake).otherwise(pl.col(name)).alias(name) for name in lifted]
    return data._replace(daily=data.daily.with_columns(changed)), merchant


def sybil_reviews(data: Dataset, merchant: str, first: Any) -> tuple[Dataset, str]:
    """Five stars from many accounts that bought once or never, each in its own words, each answered at once."""
    rows = {
        "merchant": [merchant] * SYBILS, "day": [first + timedelta(days=n % DAYS) for n in range(SYBILS)],
        "rating": [5] * SYBILS, "earlier_purchases": [n % 2 for n in range(SYBILS)],
        "text": [f"真的不错，第{n}次看直播就下单了" for n in range(SYBILS)], "replied_hours": [1] * SYBILS,
    }  # fmt: skip
    more = pl.DataFrame(rows, schema_overrides={c: data.reviews.schema[c] for c in rows})
    return data._replace(reviews=pl.concat([data.reviews, more], how="diagonal")), merchant


def new_shop(data: Dataset, merchant: str, first: Any) -> tuple[Dataset, str]:
    """The same owner opens another shop and carries the business over, with honest figures from the first day."""
    name = f"{merchant}-again"
    moved = data.daily.filter((pl.col("merchant") == merchant) & (pl.col("day") >= first)).with_columns(
        pl.lit(name).alias("merchant"), pl.lit(0, pl.Int64).alias("complaints"), pl.lit(0, pl.Int64).alias("reports"),
        pl.lit(0, pl.Int64).alias("bad_rated"), pl.lit(0, pl.Int64).alias("quality_refunds"),
    )  # fmt: skip
    profile = data.merchants.filter(pl.col("merchant") == merchant).with_columns(
        pl.lit(name).alias("merchant"), pl.lit(first, pl.Date).alias("opened_on")
    )
    return data._replace(daily=pl.concat([data.daily, moved], how="diagonal"),
                         merchants=pl.concat([data.merchants, profile]).sort("merchant")), name  # fmt: skip


def silence(data: Dataset, merchant: str, first: Any) -> tuple[Dataset, str]:
    """After a violation, no business at all until the points have faded a little."""
    gone = (pl.col("merchant") == merchant) & (pl.col("day") >= first)
    return data._replace(daily=data.daily.filter(~gone)), merchant


ATTACKS: dict[str, Callable[[Dataset, str, Any], tuple[Dataset, str]]] = {
    "brushing": brushing, "sybil-reviews": sybil_reviews, "new-shop": new_shop, "silence": silence,
}  # fmt: skip


def gains(world: World, merchant: str, at: str) -> list[dict[str, Any]]:
    """What each attack gains the merchant at ``at``, against the most the policy allows."""
    before = world.board(at)
    base = before.score(merchant)
    first = anchor(world.dataset.daily, before.day) - timedelta(days=DAYS)
    out = []
    for name, attack in ATTACKS.items():
        dataset, looked_at = attack(world.dataset, merchant, first)
        after: Board = board(dataset, world.fold(at), world.policy, at, world.bought)
        score = after.score(looked_at)
        out.append({"attack": name, "merchant": merchant, "before": base.score / 100, "after": score.score / 100,
                    "gain": (score.score - base.score) / 100, "most": world.policy.attacks.get(name)})  # fmt: skip
    return out
