"""Promotion arithmetic: examples worked by hand, and what must hold for every offer."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from governance.precheck.arithmetic import base_allowed, paid_pieces, payable, raised_before, reduction
from governance.precheck.sheet import Offer, Paid

FEN = st.integers(0, 10**8)
OFFERS = st.builds(
    Offer, price=FEN, coupon=FEN, coupon_over=FEN, over=FEN, off=FEN, every=st.booleans(),
    discount=st.integers(1, 100), quantity=st.integers(1, 50), buy=st.integers(0, 5), give=st.integers(0, 5),
)  # fmt: skip
DAYS = st.dates(min_value=date(2026, 11, 1), max_value=date(2026, 11, 30))
HISTORY = st.lists(st.builds(Paid, DAYS.map(str), FEN), max_size=30)


def test_worked_examples() -> None:
    assert payable(Offer(price=9900, coupon=1000)) == 8900  # 券后
    assert payable(Offer(price=10000, quantity=3, over=30000, off=5000)) == 25000  # 满300减50
    assert payable(Offer(price=10000, quantity=6, over=30000, off=5000, every=True)) == 50000  # 每满300减50
    assert payable(Offer(price=5000, quantity=2, buy=1, give=1)) == 5000  # 买一送一
    assert payable(Offer(price=10000, discount=80, coupon=1000, coupon_over=9000)) == 8000  # 8折后不够券的门槛
    assert payable(Offer()) is None
    assert paid_pieces(3, 2, 1) == 2
    assert paid_pieces(4, 2, 1) == 3


@given(OFFERS)
def test_nobody_pays_less_than_nothing_or_more_than_the_price(offer: Offer) -> None:
    due = payable(offer)
    assert due is not None and offer.price is not None
    assert 0 <= due <= offer.price * offer.quantity


@given(OFFERS, FEN)
def test_a_larger_coupon_never_costs_more(offer: Offer, more: int) -> None:
    import msgspec

    better = msgspec.structs.replace(offer, coupon=offer.coupon + more)
    assert (payable(better) or 0) <= (payable(offer) or 0)


@given(FEN, st.integers(1, 10**8), FEN, st.booleans())
def test_a_reduction_needs_its_threshold_and_never_exceeds_what_is_due(
    due: int, over: int, off: int, every: bool
) -> None:
    saved = reduction(due, over, off, every)
    assert 0 <= saved <= due
    assert due >= over or saved == 0


@given(HISTORY)
def test_the_base_is_a_price_paid_before_and_the_lowest_of_its_days(history: list[Paid]) -> None:
    base = base_allowed(history, "2026-11-20", 7)
    before = [paid for paid in history if paid.day < "2026-11-20"]
    week = [paid.fen for paid in before if paid.day >= "2026-11-13"]
    assert (base is None) == (not before)
    if week:
        assert base == min(week)
    elif before:
        assert base in {paid.fen for paid in before}


def test_without_a_sale_in_the_week_the_last_one_counts() -> None:
    assert base_allowed([Paid("2026-10-01", 5000), Paid("2026-10-20", 7000)], "2026-11-20", 7) == 7000


def test_a_rise_before_a_discount_is_seen() -> None:
    history = [Paid("2026-11-10", 13900), Paid("2026-11-18", 25900)]
    assert raised_before(history, "2026-11-25", 30) == (13900, 25900)
    assert raised_before(history, "2026-11-25", 3) is None
