"""The scores of all merchants at an instant: components in hundredths of points, put together in whole numbers.

A pure function of figures, ledger entries up to the instant, and policy. :meth:`Board.rescored` is the incremental
way for
one merchant and gives the same numbers.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

import numpy as np
import polars as pl

from governance.beijing import beijing
from governance.cases.state import Fold
from governance.errors import UsageError, did_you_mean
from governance.trust.conduct import CLEAN, Record, cap_of, party_of, record_of, reputation
from governance.trust.intake import Dataset
from governance.trust.place import FULL, Ints, Placed, carried, filled, place, trimmed
from governance.trust.policy import WHOLE, index_of, measure_for
from governance.trust.schema import COMPONENTS, TrustFile
from governance.trust.voice import Voices, praise_caps, voices
from governance.trust.windows import GOOD_DAYS, ORDER_BORNE, anchor, older, sum_name, sums


class Score(NamedTuple):
    """One merchant. ``parts`` are the components, ``shares`` what each adds to the score; all hundredths of points."""

    merchant: str
    trade: str
    score: int
    tier: str
    points: int
    level: str
    parts: dict[str, int]
    shares: dict[str, int]
    cap: int
    record: Record


class Board:
    """Scores of all merchants at ``at`` (a stamp), by sorted name."""

    def __init__(self, policy: TrustFile, profiles: pl.DataFrame, table: pl.DataFrame, said: Voices | None,
                 promised: tuple[Ints, Ints] | None, fold: Fold, at: str, day: date) -> None:  # fmt: skip
        self.policy, self.fold, self.at, self.day = policy, fold, at, day
        self.names: list[str] = table["merchant"].to_list()
        self.rows = {name: row for row, name in enumerate(self.names)}
        self.table = table
        self.profiles = profiles
        self.trade_names = sorted(set(table["trade"].to_list()))
        codes = {name: code for code, name in enumerate(self.trade_names)}
        self.trades: Ints = np.array([codes[trade] for trade in table["trade"].to_list()], dtype=np.int64)
        self.placed: dict[str, Placed] = {}
        self.dimensions: dict[str, Ints] = {}
        self.said = said
        self.promised = promised
        nothing = np.zeros(len(self.names), dtype=np.int64)
        self.parts: dict[str, Ints] = {
            "index": self._index(), "complaints": self.measure("complaints").points, "tenure": self._tenure(),
            "voice": said.points if said is not None else nothing + FULL // 2, "promises": self._promises(),
        }  # fmt: skip
        self._owners()
        self.records = {name: record for name in self._named_in(fold) if (record := self._record(name)) is not CLEAN}
        self.praise_caps = praise_caps(said, policy.praise) if said is not None else nothing + FULL
        for shops in self.shops.values():  # a new shop is no way out of what the old one bought
            rows = [self.rows[shop] for shop in shops]
            self.praise_caps[rows] = self.praise_caps[rows].min()
        points, caps = nothing.copy(), self.praise_caps.copy()
        for name in self.records:
            for shop in self.shops_of(name):
                row = self.rows[shop]
                points[row], standing = self._against(shop)
                caps[row] = min(int(caps[row]), standing)
        self.parts["conduct"] = reputation(self._sum(GOOD_DAYS), points, policy.conduct)
        self.caps = caps
        shares = [policy.weights[part] * self.parts[part] // WHOLE for part in COMPONENTS]
        self.scores: Ints = np.minimum(sum(shares, nothing), caps)

    def _sum(self, name: str) -> Ints:
        return self.table[name].to_numpy().astype(np.int64)

    def counted(self, name: str) -> tuple[Ints, Ints]:
        """What was counted for a measure in its window: ``of`` and ``over``, as the figures have it."""
        measure = self.policy.measures[name]
        over = self._sum(sum_name(measure.over, measure.window))
        return np.minimum(self._sum(sum_name(measure.of, measure.window)), over), over

    def measure(self, name: str) -> Placed:
        """A measure of the policy: what is made up taken out, thin windows filled, drawn to the trade."""
        if name not in self.placed:
            measure, thin = self.policy.measures[name], self.policy.thin
            high = measure.good == "high"
            k, n = self.counted(name)
            if measure.over in ORDER_BORNE:
                visits = self._sum(sum_name("visits", measure.window))
                k, n = trimmed(k, n, carried(n, visits, self.trades, self.policy.credible), good_high=high)
            before = older(measure.window, self.policy)
            old_n = self._sum(sum_name(measure.over, before))
            old_k = np.minimum(self._sum(sum_name(measure.of, before)), old_n)
            usual = thin.share * (measure.window[0] - measure.window[1] + 1) / thin.days
            k, n = filled(k, n, old_k, old_n, usual)
            self.placed[name] = place(k, n, self.trades, self.policy.shrink, good_high=high)
        return self.placed[name]

    def measure_of(self, name: str, trade: str) -> str:
        """What stands for a measure of the index in a trade."""
        return measure_for(index_of(self.policy), name, trade)

    def _index(self) -> Ints:
        index = index_of(self.policy)
        low = np.isin(self.trades, [c for c, t in enumerate(self.trade_names) if t in index.low_repeat.trades])
        total = np.zeros(len(self.names), dtype=np.int64)
        for name, dimension in index.dimensions.items():
            weighed = np.zeros(len(self.names), dtype=np.int64)
            for measure, weight in dimension.weights.items():
                points = self.measure(measure).points
                other = index.low_repeat.instead.get(measure)
                if other:
                    points = np.where(low, self.measure(other).points, points)
                weighed = weighed + weight * points
            self.dimensions[name] = weighed // max(sum(dimension.weights.values()), 1)
            total = total + weighed
        return total // WHOLE

    def _tenure(self) -> Ints:
        ages = (pl.lit(self.day) - pl.col("opened_on")).dt.total_days().fill_null(0).clip(0, None)
        days = self.table.select(ages.alias("age"))["age"].to_numpy()
        return np.floor(FULL * (1 - np.exp2(-days / self.policy.tenure.half_life)) + 1e-6).astype(np.int64)

    def _promises(self) -> Ints:
        if self.promised is None:
            return np.full(len(self.names), FULL // 2, dtype=np.int64)
        due, kept = self.promised
        self.placed["promises"] = placed = place(kept, due, self.trades, self.policy.shrink, good_high=True)
        terms = self.policy.promises
        points = (placed.rate - terms.zero_at) / (terms.full_at - terms.zero_at)
        return np.floor(FULL * np.clip(points, 0, 1) + 1e-6).astype(np.int64)

    # --- who answers for what ---

    def _owners(self) -> None:
        self.owner: dict[str, str] = {}
        self.shops: dict[str, list[str]] = {}
        for name, owner in self.table.select("merchant", "owner").iter_rows():
            if owner:
                self.owner[name] = owner
                self.shops.setdefault(owner, []).append(name)

    def shops_of(self, merchant: str) -> list[str]:
        """All shops that answer together with this one."""
        owner = self.owner.get(merchant)
        return self.shops[owner] if owner else [merchant]

    def _named_in(self, fold: Fold) -> list[str]:
        named = (party.partition(":") for party in fold.parties())
        return sorted(name for role, _, name in named if role == "merchant" and name in self.rows)

    def _record(self, merchant: str) -> Record:
        return record_of(self.fold, party_of(merchant), self.at, self.policy.conduct)

    def record(self, merchant: str) -> Record:
        """What stands against the merchant and the other shops of its owner."""
        records = [self.records[shop] for shop in self.shops_of(merchant) if shop in self.records]
        if not records:
            return CLEAN
        worst = min(records, key=lambda record: cap_of(record.tier, self.policy.conduct))
        return Record(sum(r.points for r in records), sum(r.pending for r in records), worst.tier,
                      sum(r.credit for r in records), tuple(case for r in records for case in r.cases))  # fmt: skip

    def _against(self, merchant: str) -> tuple[int, int]:
        record = self.record(merchant)
        return record.points + record.pending, cap_of(record.tier, self.policy.conduct)

    def rescored(self, merchant: str) -> Score:
        """The merchant after its fold took more entries; the same as a board made anew."""
        for shop in self.shops_of(merchant):
            record = self._record(shop)
            if record is CLEAN:
                self.records.pop(shop, None)
            else:
                self.records[shop] = record
        for shop in self.shops_of(merchant):
            row = self.rows[shop]
            points, standing = self._against(shop)
            self.caps[row] = min(int(self.praise_caps[row]), standing)
            days = self._sum(GOOD_DAYS)[row : row + 1]
            self.parts["conduct"][row] = reputation(days, np.array([points]), self.policy.conduct)[0]
            whole = sum(self.policy.weights[p] * int(self.parts[p][row]) // WHOLE for p in COMPONENTS)
            self.scores[row] = min(whole, int(self.caps[row]))
        return self.score(merchant)

    # --- answers ---

    def row(self, merchant: str) -> int:
        """The place of a merchant in the arrays. Raises UsageError with the nearest right name."""
        if merchant not in self.rows:
            raise UsageError.of(f"no merchant {merchant!r} in the figures up to {self.day}",
                                mend=did_you_mean(merchant, self.names) or "see `pinocchio trust rank`")  # fmt: skip
        return self.rows[merchant]

    def tier(self, score: int) -> str:
        """The tier of a score in hundredths."""
        return [tier.tier for tier in self.policy.tiers if score >= tier.at * 100][-1]

    def level(self, points: int) -> str:
        """The level of an index or a dimension in hundredths."""
        return [level.level for level in self.policy.levels if points >= level.at * 100][-1]

    def score(self, merchant: str) -> Score:
        """One merchant. Raises UsageError when there are no figures of it."""
        row = self.row(merchant)
        parts = {part: int(self.parts[part][row]) for part in COMPONENTS}
        shares = {part: self.policy.weights[part] * points // WHOLE for part, points in parts.items()}
        score = int(self.scores[row])
        return Score(merchant, self.trade_names[self.trades[row]], score, self.tier(score), parts["index"],
                     self.level(parts["index"]), parts, shares, int(self.caps[row]), self.record(merchant))  # fmt: skip

    def medians(self, trade: str) -> dict[str, int]:
        """What the merchant in the middle of the trade has, component by component."""
        inside = self.trades == self.trade_names.index(trade)
        return {part: int(np.median(self.parts[part][inside])) for part in COMPONENTS}


def board(dataset: Dataset, fold: Fold, policy: TrustFile, at: str, bought: Collection[str] = ()) -> Board:
    """The board at ``at`` (a stamp), from everything before that day (Beijing) and the fold of what had happened by
    then."""
    day = anchor(dataset.daily, beijing(at).date())
    table = sums(dataset.daily.lazy(), policy, day).collect()
    if table.is_empty():
        raise UsageError.of(f"no figures before {day}", mend="give a later --as-of, or other --metrics")
    table = table.join(dataset.merchants, on="merchant", how="left", maintain_order="left")
    table = table.with_columns(pl.col("trade").fill_null("general"))
    names = table["merchant"].to_list()
    kinds = sorted(set(table["trade"].to_list()))
    trades = np.array([kinds.index(trade) for trade in table["trade"].to_list()], dtype=np.int64)
    said = None
    if not dataset.reviews.is_empty():
        said = voices(dataset.reviews, names, trades, policy.voice, day, bought, policy.praise.regular)
    return Board(policy, dataset.merchants, table, said, _due(dataset.promises, names, policy, day), fold, at, day)


def _due(promises: pl.DataFrame, names: list[str], policy: TrustFile, day: date) -> tuple[Ints, Ints] | None:
    if promises.is_empty():
        return None
    age = (pl.lit(day) - pl.col("day")).dt.total_days()
    summed = (
        promises.filter(age.is_between(1, policy.promises.days)).group_by("merchant").agg(pl.col("due", "kept").sum())
    )
    table = pl.DataFrame({"merchant": names}).join(summed, on="merchant", how="left", maintain_order="left")
    due, kept = (table[name].fill_null(0).to_numpy().astype(np.int64) for name in ("due", "kept"))
    return due, kept
