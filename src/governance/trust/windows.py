"""Daily figures summed in the windows of the policy, for one day. All sums are whole numbers, so neither the order of rows nor
the way they are cut into files can change a digit."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from governance.trust.columns import DERIVED
from governance.trust.schema import TrustFile

PPM = 1_000_000
GOOD_DAYS = "good_days_ppm"
ORDER_BORNE = frozenset({"orders", "buyers", "rated", "parcels"})  # no more of it than traffic carries


def anchor(daily: pl.DataFrame, day: date) -> date:
    """The day whose windows are used: ``day``, or the day after the last figures when they end earlier."""
    past = daily.filter(pl.col("day") < day)["day"]
    last = past.max()
    return day if last is None else min(day, last + timedelta(days=1))  # type: ignore[operator,type-var]


def sum_name(column: str, window: tuple[int, int]) -> str:
    """The column of a sum: ``orders@30-1``."""
    return f"{column}@{window[0]}-{window[1]}"


def sums(daily: pl.LazyFrame, policy: TrustFile, day: date) -> pl.LazyFrame:
    """A row a merchant, sorted: every sum the policy asks for, and the days of business with forgetting (millionths)."""
    wanted = {(column, m.window) for m in policy.measures.values() for column in (m.of, m.over)}
    wanted |= {(column, m.window) for m in policy.measures.values() for column in ("visits", "orders", "gmv_fen")}
    wanted |= {(c, (30, 1)) for c in ("visits", "orders", "buyers", "watch_minutes", "gmv_fen", "public_visits")}
    age = (pl.lit(day) - pl.col("day")).dt.total_days().cast(pl.Int32)
    conduct = policy.conduct
    longest = max([conduct.days, *(m.window[0] for m in policy.measures.values())])
    weight = (PPM * (-pl.col("_age") / conduct.half_life * 0.6931471805599453).exp()).round().cast(pl.Int64)
    business = (pl.col("broadcast_minutes") + pl.col("orders") > 0) & (pl.col("_age") <= conduct.days)
    return (
        daily.with_columns(age.alias("_age"))
        .filter(pl.col("_age").is_between(1, longest))
        .group_by("merchant")
        .agg(
            *[
                _column(column).filter(pl.col("_age").is_between(window[1], window[0])).sum()
                .alias(sum_name(column, window))
                for column, window in sorted(wanted)
            ],
            weight.filter(business).sum().alias(GOOD_DAYS),
        )
        .sort("merchant")
    )  # fmt: skip


def _column(name: str) -> pl.Expr:
    parts = DERIVED.get(name, (name,))
    return pl.sum_horizontal(pl.col(part).cast(pl.Int64) for part in parts)
