"""回头客说: what returning buyers wrote, weighed by how often they had bought, how fresh it is, and whether anybody
answered.

Pure: which texts are bought praise is told from outside (:mod:`governance.trust.texts` asks the engine).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from math import log2
from typing import NamedTuple

import numpy as np
import polars as pl

from governance.trust.place import FULL, Ints
from governance.trust.schema import Praise, Voice
from governance.trust.windows import PPM

FAVOURABLE = 4  # stars: what somebody buys; a rival who pays for bad words must not cap a shop with them
SHORTEST = 8  # characters: shorter texts are the same by chance


class Voices(NamedTuple):
    """Arrays by merchant: hundredths of points, reviews in the window, bought ones, answered ones, bought praise,
    and honest ones by regulars."""

    points: Ints
    reviews: Ints
    bought: Ints
    answered: Ints
    praise: Ints
    regular: Ints


def voices(reviews: pl.DataFrame, names: list[str], trades: Ints, policy: Voice, day: date,
           bought_texts: Collection[str], regular: int) -> Voices:  # fmt: skip
    """The voice of each merchant of ``names`` (sorted) on ``day``; whoever has none has that of the trade. A buyer is
    a regular from ``regular`` earlier purchases on."""
    # Whole weights by table: sums do not depend on the order of rows.
    by_purchases = [log2(1 + n) / log2(1 + policy.purchases) for n in range(policy.purchases + 1)]
    age = (pl.lit(day) - pl.col("day")).dt.total_days()
    frame = reviews.with_columns(age.alias("_age")).filter(pl.col("_age").is_between(1, policy.days))
    same = pl.len().over("merchant", "text")
    frame = frame.with_columns(
        (pl.col("text").is_in(list(bought_texts))
         | ((same > policy.same_text) & (pl.col("text").str.len_chars() >= SHORTEST)))
         .fill_null(False).alias("_bought"),
        (pl.col("replied_hours") <= policy.reply_hours).fill_null(False).alias("_answered"),
        (PPM * pl.col("earlier_purchases").clip(0, policy.purchases)
         .replace_strict(dict(enumerate(by_purchases)), return_dtype=pl.Float64)
         * (-pl.col("_age") / policy.half_life * 0.6931471805599453).exp()).round().cast(pl.Int64).alias("_weight"),
    )  # fmt: skip
    honest = ~pl.col("_bought")
    summed = frame.group_by("merchant").agg(
        pl.col("_weight").filter(honest).sum().alias("weight"),
        (pl.col("_weight") * (pl.col("rating") - 1) * 2500).filter(honest).sum().alias("value"),
        pl.len().cast(pl.Int64).alias("reviews"), pl.col("_bought").sum().cast(pl.Int64).alias("bought"),
        pl.col("_answered").sum().cast(pl.Int64).alias("answered"),
        (pl.col("_bought") & (pl.col("rating") >= FAVOURABLE)).sum().cast(pl.Int64).alias("praise"),
        (honest & (pl.col("earlier_purchases") >= regular)).sum().cast(pl.Int64).alias("regular"),
    )  # fmt: skip
    table = pl.DataFrame({"merchant": names}).join(summed, on="merchant", how="left", maintain_order="left")
    weight, value, count, bought, answered, praise, regulars = (
        table[name].fill_null(0).to_numpy().astype(np.int64)
        for name in ("weight", "value", "reviews", "bought", "answered", "praise", "regular")
    )
    trade_value, trade_weight = _others(value, trades), _others(weight, trades)
    middle = np.where(trade_weight > 0, trade_value / np.maximum(trade_weight, 1), FULL / 2)
    quality = (value / PPM + policy.strength * middle) / (weight / PPM + policy.strength)
    replying = FULL * (answered + 1) / (count + 2)
    cost = policy.bought_cost * 100 * bought / np.maximum(count, 1)
    points = ((1000 - policy.replies) * quality + policy.replies * replying) / 1000 - cost
    return Voices(np.floor(np.clip(points, 0, FULL) + 1e-6).astype(np.int64), count, bought, answered, praise, regulars)


def praise_caps(said: Voices, policy: Praise) -> Ints:
    """The most each score may be, in hundredths, for the share of bought praise.

    The share is taken beside the honest reviews of regulars: more accounts that hardly bought water nothing down.
    """
    caps = np.full(len(said.praise), FULL, dtype=np.int64)
    for one in policy.caps:
        held = (said.praise >= one.bought) & (said.praise >= one.share * (said.praise + said.regular))
        caps = np.where(held, np.minimum(caps, 100 * one.cap), caps)
    return caps


def _others(values: Ints, trades: Ints) -> Ints:
    total = np.zeros(int(trades.max(initial=0)) + 1, dtype=np.int64)
    np.add.at(total, trades, values)
    return total[trades] - values
