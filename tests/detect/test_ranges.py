"""Ranges of dates in papers, and numbers of a paper that count something else than the claim."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from governance.detect.evidence.dates import plain_ranges, read_span
from governance.detect.evidence.facts import Facts, read_day
from governance.model import Document
from governance.pipeline import Scanner

RANK = {"type": "sales_rank", "period": "2021年1月-6月", "claim": "销量第一"}


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        # months
        ("2021年1月-6月", "2021-01-01", "2021-06-30"),
        ("2021年1-6月", "2021-01-01", "2021-06-30"),
        ("2021年1月至6月", "2021-01-01", "2021-06-30"),
        ("2021年1~6月", "2021-01-01", "2021-06-30"),
        ("2021年1月—2021年6月", "2021-01-01", "2021-06-30"),
        ("2021年1月到2021年6月", "2021-01-01", "2021-06-30"),
        ("二零二一年一月至六月", "2021-01-01", "2021-06-30"),
        ("2021 年 1 月 - 6 月", "2021-01-01", "2021-06-30"),
        ("2020年12月-2021年2月", "2020-12-01", "2021-02-28"),
        ("2021-01/2021-06", "2021-01-01", "2021-06-30"),
        ("2021-01至2021-06", "2021-01-01", "2021-06-30"),
        ("2021.1-2021.6", "2021-01-01", "2021-06-30"),
        ("2021-06至08", "2021-06-01", "2021-08-31"),
        # years
        ("2019-2021年", "2019-01-01", "2021-12-31"),
        ("2019年至2021年", "2019-01-01", "2021-12-31"),
        ("2019年—2021年", "2019-01-01", "2021-12-31"),
        ("2019~2021", "2019-01-01", "2021-12-31"),
        # days
        ("2021-01-01/2021-06-30", "2021-01-01", "2021-06-30"),
        ("2021.1.1-2021.6.30", "2021-01-01", "2021-06-30"),
        ("2021/1/1-2021/6/30", "2021-01-01", "2021-06-30"),
        ("2021年1月1日-2021年6月30日", "2021-01-01", "2021-06-30"),
        ("2021年6月1日至6月18日", "2021-06-01", "2021-06-18"),
        ("2021.6.1-6.18", "2021-06-01", "2021-06-18"),
        ("2021年10月1-7日", "2021-10-01", "2021-10-07"),
        ("2021年10月1日至7日", "2021-10-01", "2021-10-07"),
        ("2021-10-01~07", "2021-10-01", "2021-10-07"),
        # no ranges
        ("2021-01-06", "2021-01-06", "2021-01-06"),
        ("2021年1月6日", "2021-01-06", "2021-01-06"),
        ("2021年1月", "2021-01-01", "2021-01-31"),
        ("2021年", "2021-01-01", "2021-12-31"),
    ],
)
def test_ranges(text: str, start: str, end: str) -> None:
    facts = Facts({"type": "sales_rank", "period": text})
    for written in (text, facts.words["period"]):
        span = read_span(written)
        assert span is not None
        assert (span.start, span.end) == (date.fromisoformat(start), date.fromisoformat(end)), written
    if "年" not in text or "月" in text:
        day = facts.day("period")
        assert day is None or day == date.fromisoformat(start)
    assert facts.quantities == []


@pytest.mark.parametrize("text", ["2021年6月-1月", "2021年13-14月", "3-5天", "1-6月", "2021年1月12个月", "8.2~8.9", ""])
def test_what_is_no_range_stays(text: str) -> None:
    assert plain_ranges(text) == text


def test_a_range_begins_with_its_first_day() -> None:
    assert read_day("2021年1月-6月") == date(2021, 1, 1)


@pytest.mark.parametrize(
    "text", ["销量第一", "行业首位", "No.1", "top 10", "第3名", "2021年1月-6月", "1-6月", "6月1日-18日"]
)
def test_ordinals_and_dates_are_no_quantities(text: str) -> None:
    assert Facts({"type": "sales_rank", "claim": text}).quantities == []


@pytest.mark.parametrize(
    ("text", "paper", "contradicted"),
    [
        # a paper of another type says nothing of the stock
        ("还剩最后50台", RANK, False),
        ("库存只有50台，卖完就没了", RANK, False),
        ("还剩最后50台", {"type": "sales_rank", "claim": "No.1 行业首位"}, False),
        ("还剩最后50台", {"type": "sales_record", "sold": 20}, False),
        # the stock itself does, as a field or in words
        ("还剩最后50台", {"type": "inventory", "stock": 5000}, True),
        ("还剩最后50台", {"type": "inventory", "claim": "库存5000台"}, True),
        # sold goods beside sold goods, but not beside ranks, people or warehouses
        ("已经卖了3000台", {"type": "sales_record", "claim": "累计销售1200台"}, True),
        ("已经卖了3000台", {"type": "sales_record", "claim": "第3名，共2个仓库"}, False),
        ("已经卖了3000台", {"type": "sales_record", "claim": "客服12人"}, False),
    ],
)
def test_only_the_same_thing_contradicts(
    scanner: Scanner, text: str, paper: dict[str, Any], contradicted: bool
) -> None:
    document = Document(id="t", text=text, category="electronics", evidence=(paper,))
    findings = scanner.scan(document).findings
    assert findings
    assert any(one.status == "violation" for one in findings) is contradicted
