"""What a paper says it does not tell proves nothing; what it does not say it left out is judged as before."""

from __future__ import annotations

from typing import Any

import pytest

from tests.detect.evidence.laid import answers

SCALE = "电子秤精度零点一克"


@pytest.mark.parametrize(
    ("text", "paper", "expected"),
    [
        ("加湿器噪音三十二分贝", {"type": "test_report", "claim": "加湿量280mL/h；噪音未检测"}, ["narrow"]),
        ("锅身是三层钢", {"type": "test_report", "claim": "锅盖：钢化玻璃；锅身未送检"}, ["narrow"]),
        ("连用7天出油少了", {"type": "test_report", "claim": "使用28天出油量下降；7天时点未评价"}, ["narrow"]),
        ("戒指D色", {"type": "certificate", "claim": "钻石戒指 颜色、净度未分级"}, ["narrow"]),
        ("整机保修四年", {"type": "warranty_terms", "claim": "电机包修48个月；整机保修另行公布"}, ["narrow"]),
        # found nothing is not left out
        ("甲醛未检出", {"type": "test_report", "claim": "甲醛未检出"}, ["fits"]),
        # something else was left out
        ("加湿器噪音三十二分贝", {"type": "test_report", "claim": "噪音31.6dB；加湿量未检测"}, ["fits"]),
        ("加湿器噪音三十二分贝", {"type": "test_report", "claim": "噪音47dB；加湿量未检测"}, ["contradicts"]),
    ],
)
def test_left_out(text: str, paper: dict[str, Any], expected: list[str]) -> None:
    assert answers(text, paper) == expected


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        ({"type": "certificate", "claim": "钻石吊坠 总质量2.1g"}, ["narrow"]),
        ({"type": "certificate", "claim": "钻石吊坠 净度SI1"}, ["contradicts"]),
        ({"type": "certificate", "claim": "钻石吊坠 净度VS1"}, ["fits"]),
        ({"type": "trademark", "claim": "第14类"}, []),
    ],
)
def test_a_grade_that_the_paper_does_not_give(paper: dict[str, Any], expected: list[str]) -> None:
    assert answers("吊坠净度VS1", paper) == expected


@pytest.mark.parametrize(
    ("text", "paper", "expected"),
    [
        ("基金风险等级R2", {"type": "fund_contract", "claim": "风险等级：R4"}, "contradicts"),
        ("基金风险等级R4", {"type": "fund_contract", "claim": "风险等级：R4"}, "fits"),
        ("吊灯照度AA级", {"type": "test_report", "claim": "照度：A级"}, "contradicts"),
        ("金镯子足金的", {"type": "certificate", "claim": "手镯 18K金"}, "contradicts"),
    ],
)
def test_letters_and_fineness_are_grades(text: str, paper: dict[str, Any], expected: str) -> None:
    assert expected in answers(text, paper)
