"""Daily figures summed in the windows of the policy, for one day. All sums are whole numbers, so neither the order of
rows nor
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
    last = daily.filter(pl.col("day") < day)["day"].max()
    return min(day, last + timedelta(days=1)) if isinstance(last, date) else day


def sum_name(column: str, window: tuple[int, int]) -> str:
    """The column of a sum: ``orders@30-1``."""
    return f"{column}@{window[0]}-{window[1]}"


def older(window: tuple[int, int], policy: TrustFile) -> tuple[int, int]:
    """The days before a window that may stand in for a thin one."""
    return (window[0] + policy.thin.days, window[0] + 1)


def sums(daily: pl.LazyFrame, policy: TrustFile, day: date) -> pl.LazyFrame:
    """A row a merchant, sorted: every sum the policy asks for, and the days of business with forgetting
    (millionths)."""
    wanted = {(column, m.window) for m in policy.measures.values() for column in (m.of, m.over)}
    wanted |= {("visits", m.window) for m in policy.measures.values()}
    wanted |= {(column, older(m.window, policy)) for m in policy.measures.values() for column in (m.of, m.over)}
    wanted |= {(c, (30, 1)) for c in ("visits", "orders", "buyers", "watch_minutes", "gmv_fen", "public_visits")}
    age = (pl.lit(day) - pl.col("day")).dt.total_days().cast(pl.Int32)
    conduct = policy.conduct
    longest = max([conduct.days, *(window[0] for _, window in wanted)])
    weight = (PPM * (-pl.col("_age") / conduct.half_life * 0.6931471805599453).exp()).round().cast(pl.Int64)
    business = (pl.col("broadcast_minutes") + pl.col("orders") > 0) & (pl.col("_age") <= conduct.days)
    # Two steps: a year of days into the few stretches between the ends of all windows, then stretches into windows.
    ends = sorted({end for _, (first, last) in wanted for end in (last - 1, first)})
    used = sorted({column for column, _ in wanted})
    stretches = (
        daily.with_columns(age.alias("_age"))
        .filter(pl.col("_age").is_between(1, longest))
        .with_columns(
            pl.sum_horizontal((pl.col("_age") > end).cast(pl.Int8) for end in ends).alias("_stretch"),
            pl.when(business).then(weight).otherwise(0).alias(GOOD_DAYS),
        )
        .group_by("merchant", "_stretch")
        .agg(*[_column(column).sum().alias(column) for column in used], pl.col(GOOD_DAYS).sum())
    )

    def within(window: tuple[int, int]) -> pl.Expr:
        return pl.col("_stretch").is_between(ends.index(window[1] - 1) + 1, ends.index(window[0]))

    return (
        stretches.group_by("merchant")
        .agg(
            *[pl.col(column).filter(within(window)).sum().alias(sum_name(column, window))
              for column, window in sorted(wanted)],
            pl.col(GOOD_DAYS).sum(),
        )
        .sort("merchant")
    )  # fmt: skip


def _column(name: str) -> pl.Expr:
    parts = DERIVED.get(name, (name,))
    return pl.sum_horizontal(pl.col(part).cast(pl.Int64) for part in parts)
