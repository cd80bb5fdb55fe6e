"""Figures and dates as papers and hosts write them."""

from __future__ import annotations

from typing import Any

import pytest

from governance.detect.evidence.facts import Facts
from tests.detect.evidence.laid import READER, answers


@pytest.mark.parametrize(
    ("text", "value", "measure", "bound"),
    [
        ("续航9h20min", 33_600, "time", ""), ("八个半钟头", 30_600, "time", ""), ("泡半个小时", 1_800, "time", ""),
        ("￥318", 318, "money", ""), ("不到两度电", 2, "energy", "most"), ("耗电零点四度", 0.4, "energy", ""),
        ("主石四十分", 0.4, "carat", ""), ("风量480m3/h", 480, "flow", ""), ("三个大气压", 303_975, "pressure", ""),
        ("净重2015g", 2_015, "mass", ""), ("静水压过八千", 8_000, "bare", "least"), ("最高赔三万", 30_000, "money", ""),
    ],
)  # fmt: skip
def test_a_figure_and_what_it_measures(text: str, value: float, measure: str, bound: str) -> None:
    figure = READER.read(text)[0]
    assert figure.value == pytest.approx(value)
    assert (figure.measure, figure.bound) == (measure, bound)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("足银999", "bare"),  # a fineness
        ("电池和充电器放一块卖", "money"),
        ("2026年", "bare"),
        ("四个仓库", "goods"),
        ("八点半年会", "time"),
        ("考试得三十分", "carat"),
    ],
)
def test_what_only_looks_like_such_a_figure(text: str, measure: str) -> None:
    assert measure not in {figure.measure for figure in READER.read(text)}


def test_what_a_content_is_measured_in_is_no_content() -> None:
    assert [f.text for f in READER.read("蛋白质每100克含21克")] == ["21克"]
    assert [f.value for f in READER.read("蛋白质21.3g/100g")] == [21.3]


def test_all_sides_of_a_box_are_lengths() -> None:
    sides = {f.value for f in READER.read("外形尺寸900×450×720mm") if f.measure == "length"}
    assert sides == {900, 450, 720}


def test_signs_and_lists_of_papers_outlive_folding() -> None:
    facts = Facts({"type": "test_report", "claim": "UPF>40；游离甲醛<20mg/kg；未见霉斑、虫蛀"})
    assert "≥40" in facts.text
    assert "≤20" in facts.text
    assert "霉斑、虫蛀" in facts.text


@pytest.mark.parametrize(
    ("text", "paper", "expected"),
    [
        # who says 以上 has left himself room already
        ("好评率百分之九十六以上", {"type": "platform_reviews", "claim": "好评率94.1%"}, ["contradicts"]),
        ("好评率百分之九十六以上", {"type": "platform_reviews", "claim": "好评率96.4%"}, ["fits"]),
        # 多 of what less flatters
        ("里程跑了三万多", {"type": "inspection_report", "claim": "表显里程91,200km"}, ["contradicts"]),
        ("里程跑了三万多", {"type": "inspection_report", "claim": "表显里程33,800km"}, ["fits"]),
        # one figure of a technical unit is about the same, whatever the words
        ("这台搅拌机九百瓦", {"type": "product_spec", "claim": "铭牌 220V 50Hz 500W"}, ["contradicts"]),
        ("这台搅拌机九百瓦", {"type": "product_spec", "claim": "铭牌 220V 50Hz 900W"}, ["fits"]),
        # a range wider than the paper's
        ("耐温零下20到150℃", {"type": "test_report", "claim": "耐温-20℃～100℃"}, ["contradicts"]),
        ("耐温零下20到100℃", {"type": "test_report", "claim": "耐温-20℃～100℃"}, ["fits"]),
        # an article is no number
        ("每单送一个杯子", {"type": "stock_record", "claim": "赠品杯子 库存300个"}, []),
        # a term that ends is told
        ("电机包修十年", {"type": "warranty_terms", "claim": "电机包修期24个月"}, ["contradicts"]),
        ("电机包修两年", {"type": "warranty_terms", "claim": "电机包修期24个月"}, ["fits"]),
    ],
)
def test_figures_beside_a_paper(text: str, paper: dict[str, Any], expected: list[str]) -> None:
    assert answers(text, paper) == expected


RANK = {"type": "sales_rank", "claim": "凉鞋类目 销量TOP4"}


@pytest.mark.parametrize(
    ("text", "paper", "expected"),
    [
        ("今年八月凉鞋类目销量第四", {**RANK, "period": "2026-08"}, "fits"),
        ("今年九月凉鞋类目销量第四", {**RANK, "period": "2026-08"}, "narrow"),
        ("去年下半年凉鞋类目销量第四", {**RANK, "period": "2025-07至2025-12"}, "fits"),
        ("凉鞋类目销量前三", {"type": "sales_rank", "claim": "凉鞋类目 销量第9", "period": "2026-10"}, "contradicts"),
        ("凉鞋类目销量前三", {"type": "sales_rank", "claim": "凉鞋类目 销量第2", "period": "2026-10"}, "fits"),
    ],
)  # fmt: skip
def test_times_and_ranks(text: str, paper: dict[str, Any], expected: str) -> None:
    assert answers(text, paper) == [expected]
