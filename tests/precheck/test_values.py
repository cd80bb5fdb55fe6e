"""What people write in cells."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.precheck import values


@pytest.mark.parametrize(
    ("said", "fen"),
    [("¥1,299", 129900), ("99元", 9900), ("1.2万", 1200000), ("￥９９．９", 9990), ("九十九块九", 9990), (59, 5900),
     ("一百二十", 12000), ("128.00", 12800)],
)  # fmt: skip
def test_money(said: Any, fen: int) -> None:
    assert values.money(said) == fen


@pytest.mark.parametrize("said", ["99-129", "99~129元", "面议", "", None, True, "-5", "1e400", "九块到十块"])
def test_no_money(said: Any) -> None:
    with pytest.raises(ValueError, match=r"price|range"):
        values.money(said)


@given(st.integers(0, 10**9))
def test_yuan_reads_back(fen: int) -> None:
    assert values.money(values.yuan(fen)) == fen


@pytest.mark.parametrize(
    "said",
    ["2026-11-22", "2026/11/22", "2026.11.22", "2026年11月22日", "20261122", datetime.date(2026, 11, 22), 46348,
     "2026-11-22T20:00:00+08:00"],
)  # fmt: skip
def test_dates_in_five_ways(said: Any) -> None:
    assert values.day(said) == "2026-11-22"


@pytest.mark.parametrize("said", ["11/22/2026", "2026-13-01", "明天", ""])
def test_no_date(said: str) -> None:
    with pytest.raises(ValueError, match=r"date|calendar"):
        values.day(said)


def test_discounts() -> None:
    assert [values.folds(one) for one in ("8折", "8.5折", 0.8, "五折", 88)] == [80, 85, 80, 50, 88]
