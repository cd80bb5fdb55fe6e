"""The laws of the score, held by property tests."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.cases.state import Fold
from governance.ledger import stamp
from governance.trust.attacks import ATTACKS, gains
from governance.trust.board import board
from governance.trust.place import filled, place, trimmed
from governance.trust.schema import COMPONENTS
from governance.trust.world import open_world
from tests.cases.making import Court, finding, scan
from tests.trust.making import AT, TODAY, dataset, made, policy, row

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
BASE = dataset()
COUNTS = st.integers(0, 400)


def lies(*severities: str) -> Court:
    """A court in which S0 was decided against, once for each severity."""
    court = Court([
        scan(f"d{n}", [finding(n, severity=one)], merchant="S0", day=f"2026-06-{n + 10}")
        for n, one in enumerate(severities)
    ])  # fmt: skip
    for n in range(len(severities)):
        court.decide(f"d{n}", f"2026-06-{n + 12}", party="merchant:S0")
    return court


def points(court: Court, at: str = AT) -> int:
    return board(BASE, court.fold, policy(), at).score("S0").score


@SLOW
@given(st.dictionaries(st.sampled_from(["orders", "buyers", "rated", "chats", "public_visits", "complaints"]), COUNTS))
def test_every_score_and_component_is_bounded(changed: dict[str, int]) -> None:
    made_ = made(dataset(**changed))
    for part in COMPONENTS:
        assert made_.parts[part].min() >= 0 and made_.parts[part].max() <= 10_000
    assert made_.scores.min() >= 0 and made_.scores.max() <= 10_000


@SLOW
@given(st.lists(st.sampled_from(["low", "medium", "high", "critical"]), max_size=3),
       st.sampled_from(["low", "medium", "high", "critical"]))  # fmt: skip
def test_a_violation_never_raises(before: list[str], more: str) -> None:
    assert points(lies(*before, more)) <= points(lies(*before))


def test_a_violation_does_lower() -> None:
    assert points(lies("critical")) < points(lies("medium")) < points(lies())


def test_an_open_case_lowers_a_little_and_dismissal_restores() -> None:
    court = Court([scan("d0", [finding(0, severity="high")], merchant="S0", day="2026-06-20")])
    recorded_later = stamp("2026-07-02T12:00:00+08:00")
    clean = board(BASE, Fold(), policy(), recorded_later).score("S0").score
    pending = board(BASE, court.fold, policy(), recorded_later).score("S0")
    assert pending.score < clean
    assert [one.pending for one in pending.record.cases] == [True]


@SLOW
@given(st.integers(1, 29), st.integers(0, 15), st.integers(1, 30))
def test_an_honest_returning_buyer_never_lowers(age: int, repeat: int, visits: int) -> None:
    data = dataset(repeat_buyers=repeat)
    here = (pl.col("merchant") == "S0") & (pl.col("day") == TODAY - timedelta(days=age))
    more = data.daily.with_columns(
        [pl.when(here).then(pl.col(name) + 1).otherwise(pl.col(name)).alias(name) for name in
         ("buyers", "repeat_buyers", "orders")]
        + [(pl.col("public_visits") + pl.when(here).then(visits).otherwise(0)).alias("public_visits")]
    )  # fmt: skip
    before, after = made(data), made(data._replace(daily=more))
    assert after.parts["index"][after.row("S0")] >= before.parts["index"][before.row("S0")]
    assert after.score("S0").score >= before.score("S0").score


@SLOW
@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), st.integers(0, 5000), st.integers(0, 5000))
def test_one_more_returning_buyer_never_lowers_a_rate(k: int, n: int, most: int, old_k: int, old_n: int) -> None:
    def rate(k: int, n: int) -> float:
        one = trimmed(np.array([k]), np.array([n]), np.array([most]), good_high=True)
        k_, n_ = filled(*one, np.array([min(old_k, old_n)]), np.array([old_n]), 0.1)
        return float((k_[0] + 10.0) / (n_[0] + 40.0))

    k = min(k, n)
    assert rate(k + 1, n + 1) >= rate(k, n) - 1e-12


@SLOW
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_and_the_cut_into_files_do_not_matter(random: object) -> None:
    order = list(range(BASE.daily.height))
    random.shuffle(order)  # type: ignore[attr-defined]
    mixed = BASE._replace(daily=BASE.daily[order].rechunk(), merchants=BASE.merchants.reverse(),
                          reviews=BASE.reviews.reverse(), promises=BASE.promises.reverse())  # fmt: skip
    halves = BASE._replace(daily=pl.concat([BASE.daily[400:], BASE.daily[:400]], rechunk=False))
    for other in (mixed, halves):
        assert made(other).scores.tolist() == made(BASE).scores.tolist()


@SLOW
@given(st.lists(st.sampled_from(["medium", "high", "critical"]), min_size=1, max_size=3), st.data())
def test_recompute_equals_incremental(severities: list[str], data: st.DataObject) -> None:
    court = lies(*severities)
    entries = [entry for one in court.fold.cases() for entry in (one.scan.entry, *one.events)]
    cut = data.draw(st.integers(0, len(entries)))
    fold = Fold(entries[:cut])
    growing = board(BASE, fold, policy(), AT)
    for entry in entries[cut:]:
        fold.add(entry)
    whole = board(BASE, Fold(entries), policy(), AT)
    assert growing.rescored("S0") == whole.score("S0")
    assert growing.scores.tolist() == whole.scores.tolist()


def test_scale_free_in_currency() -> None:
    dearer = BASE._replace(daily=BASE.daily.with_columns(pl.col("gmv_fen") * 700))
    assert made(dearer).scores.tolist() == made(BASE).scores.tolist()


def test_equal_records_score_equal() -> None:
    twins = made(dataset(shops=2, repeat_buyers=4))  # S1 has four returning buyers a day too
    assert twins.score("S0").parts == twins.score("S1").parts
    assert twins.score("S0").score == twins.score("S1").score


def test_as_of_yesterday_does_not_change_because_of_today() -> None:
    today = pl.DataFrame([row(f"S{n}", TODAY, repeat=18, complaints=9) for n in range(8)])
    later = BASE._replace(daily=pl.concat([BASE.daily, today.cast(dict(BASE.daily.schema))]))  # type: ignore[arg-type]
    assert made(later).scores.tolist() == made(BASE).scores.tolist()
    court = lies("critical")
    entries = [entry for one in court.fold.cases() for entry in (one.scan.entry, *one.events)]
    before = stamp("2026-06-09T12:00:00+08:00")
    assert made(BASE, entries, before).scores.tolist() == made(BASE, [], before).scores.tolist()


def test_overturning_restores_the_score_exactly() -> None:
    clean = points(Court())
    court = lies("critical")
    assert points(court) < clean
    court.overturn("d0", "2026-06-14", party="merchant:S0")
    assert points(court) == clean


def test_small_shops_are_neither_kings_nor_paupers() -> None:
    trades = np.zeros(12, dtype=np.int64)
    n = np.array([2, 2, *[400] * 10])
    k = np.array([2, 0, *[100 + 8 * i for i in range(10)]])
    placed = place(k, n, trades, policy().shrink, good_high=True)
    assert placed.points[0] < placed.points[-1] and placed.points[1] > placed.points[2]
    assert placed.high[0] - placed.low[0] > placed.high[5] - placed.low[5]


def test_a_new_shop_answers_for_its_owner() -> None:
    court = lies("critical")
    other = BASE._replace(merchants=BASE.merchants.with_columns(
        pl.when(pl.col("merchant") == "S7").then(pl.lit("O0")).otherwise(pl.col("owner")).alias("owner")))  # fmt: skip
    alone, together = (board(data, court.fold, policy(), AT).score("S7") for data in (BASE, other))
    assert together.parts["conduct"] < alone.parts["conduct"] and together.cap < alone.cap


def test_each_attack_gains_no_more_than_the_policy_says() -> None:
    world = open_world(None, None)
    at = stamp("2026-11-22T12:00:00+08:00")
    assert set(world.policy.attacks) == set(ATTACKS)
    for merchant in ("M001", "M013", "M055", "M193", "M229", "M-BAIBAOCANG"):
        for one in gains(world, merchant, at):
            assert one["gain"] <= one["most"], one


def praised(texts: int, extra: int = 0, rating: int = 5) -> tuple[int, int]:
    """Cap of S0 and of S1 when so many reviews of S0 are bought, and so many others come from new accounts."""
    day = TODAY - timedelta(days=3)
    rows = [("S0", day, rating, n % 2, f"照抄的好评{n}") for n in range(texts)]
    rows += [("S0", day, 5, n % 2, f"看着还行，第{n}回来") for n in range(extra)]
    rows += [("S0", day, 4, 3, f"老顾客说实话{n}") for n in range(8)]
    more = pl.DataFrame(rows, schema=["merchant", "day", "rating", "earlier_purchases", "text"], orient="row")
    reviews = BASE.reviews.filter(pl.col("merchant") != "S0")
    more = more.select(pl.col(name).cast(kind) for name, kind in reviews.schema.items() if name in more.columns)
    data = BASE._replace(reviews=pl.concat([reviews, more], how="diagonal"))
    marked = made(data, bought=frozenset(f"照抄的好评{n}" for n in range(texts)))
    return marked.score("S0").cap, marked.score("S1").cap


def test_bought_praise_caps_the_score_by_its_share() -> None:
    assert praised(0) == (10_000, 10_000)
    assert praised(1) == (10_000, 10_000)  # one slip, or one account of a rival
    assert praised(2) == (7_800, 10_000)
    assert praised(6) == (6_700, 10_000)
    assert praised(6, rating=1) == (10_000, 10_000)  # bad words that a rival pays for


def test_praise_cannot_be_watered_down_by_new_accounts() -> None:
    assert praised(6, extra=60) == praised(6)


def test_the_shipped_year_is_judged_no_harder_where_it_is_honest() -> None:
    from governance.trust.simulate import CHEATS, HIGH, HONEST, LOW

    made_ = open_world(None, None).board(stamp("2026-11-22T12:00:00+08:00"))
    kinds = dict(made_.table.select("merchant", "kind").iter_rows())
    tiers = {name: made_.tier(int(made_.scores[made_.rows[name]])) for name in made_.names}
    assert sum(kinds[name] in HONEST and tiers[name] in LOW for name in tiers) <= 6
    assert sum(kinds[name] in CHEATS and tiers[name] in HIGH for name in tiers) <= 4


def test_bought_reviews_lower_the_voice() -> None:
    texts = frozenset(BASE.reviews.filter(pl.col("merchant") == "S0")["text"].to_list()[:3])
    only = BASE._replace(reviews=BASE.reviews.with_columns(
        pl.when(pl.col("merchant") == "S1").then(pl.col("text") + "，别的话").otherwise(pl.col("text")).alias("text")
    ))  # fmt: skip
    marked = made(only, bought=texts)
    assert marked.parts["voice"][marked.row("S0")] < marked.parts["voice"][marked.row("S1")]
