"""Claims beside their evidence: fits, too narrow, contradicts."""

from __future__ import annotations

from typing import Any

import pytest

from governance.detect.evidence.claim import Claim
from governance.detect.evidence.compare import ALWAYS, CHOSEN
from governance.detect.evidence.facts import Facts
from governance.detect.view import View
from governance.language.resolve import Resolver
from governance.model import Document
from governance.rulebook.book import load

BOOK = load()
RESOLVER = Resolver(BOOK.vocabulary)
COMPARISONS = {**CHOSEN, **ALWAYS}


def outcome(name: str, said: str, evidence: dict[str, Any]) -> str | None:
    """``said`` marks the claim with brackets; None when the comparison has nothing to say."""
    start, end = said.index("["), said.index("]") - 1
    document = Document(id="x", text=said.replace("[", "").replace("]", ""), evidence=(evidence,))
    claim = Claim(View(document, RESOLVER), BOOK, start, end, 0, "general", "2026-11-22")
    answer = COMPARISONS[name](claim, Facts(evidence))
    return None if answer is None else answer.outcome


@pytest.mark.parametrize(
    ("name", "said", "evidence", "expected"),
    [
        ("opposite", "[山上散养的土鸡]蛋", {"type": "inspection", "claim": "笼养"}, "contradicts"),
        ("opposite", "[零添加]的酱油", {"type": "test_report", "claim": "苯甲酸未检出，防腐剂未检出"}, None),
        ("opposite", "[我本人通宵在播]", {"type": "platform_record", "claim": "录播循环12小时"}, "contradicts"),
        ("about", "[野生的海参]", {"type": "test_report", "claim": "重金属合格"}, "narrow"),
        ("about", "[野生的海参]", {"type": "origin_proof", "claim": "野生捕捞"}, None),
        ("wording", "[和田玉籽料]手镯", {"type": "certificate", "claim": "和田玉"}, "narrow"),
        ("wording", "[和田玉籽料]手镯", {"type": "certificate", "claim": "和田玉籽料"}, None),
        ("limits", "[100%山羊绒]", {"type": "test_report", "claim": "山羊绒", "scope": "围巾（非本款）"}, "narrow"),
        ("limits", "[fda认证]的面霜", {"type": "certificate", "claim": "设施登记"}, "narrow"),
        ("limits", "[国家专利]的拖把", {"type": "patent", "type_name": "外观设计"}, "narrow"),
        ("limits", "[100%山羊绒]", {"type": "test_report", "claim": "100%山羊绒", "scope": "本批"}, None),
        ("figure", "[二十四小时长效控油]", {"type": "test_report", "period": "8小时"}, "narrow"),
        ("figure", "[8小时控油]", {"type": "test_report", "claim": "8小时控油"}, "fits"),
        ("figure", "[降噪深度达50分贝]", {"type": "test_report", "claim": "降噪深度42dB"}, "contradicts"),
        ("figure", "[降噪深度达42分贝]", {"type": "test_report", "period": "8小时"}, None),
        ("share", "这件[纯羊毛]的大衣", {"type": "test_report", "result": "羊毛30%，聚酯纤维70%"}, "contradicts"),
        ("share", "这件[纯羊毛]的大衣", {"type": "test_report", "result": "羊毛100%"}, "fits"),
        ("share", "[百分之九十白鸭绒]", {"type": "test_report", "绒子": 0.9, "note": "白鸭绒含量90%"}, "fits"),
        ("share", "[100%桑蚕丝]", {"type": "test_report", "composition": "聚酯纤维100%"}, "contradicts"),
        ("stock", "[只剩最后五件]了", {"type": "stock_log", "stock": 8000}, "contradicts"),
        ("stock", "[只剩最后五件]了", {"type": "stock_log", "stock": 5}, "fits"),
        ("stock", "[最后三单]", {"type": "stock_record", "note": "仓库现货8000件"}, "contradicts"),
        ("price", "[原价299]今天99", {"type": "price_history", "lowest_7d": 79}, "contradicts"),
        ("price", "[原价299]今天99", {"type": "price_history", "lowest_7d": 299}, "fits"),
        ("price", "[平时卖两百九十九]", {"type": "price_history", "lowest_7d": "299元"}, "fits"),
        ("winner", "[人人有奖]", {"type": "lottery_rules", "winners": []}, "contradicts"),
        ("winner", "[人人有奖]", {"type": "draw_log", "result": "无人中奖"}, "contradicts"),
        ("winner", "[人人有奖]", {"type": "draw_log", "participants": 200, "winners": 3}, "contradicts"),
        ("number", "[卖了100万单]", {"type": "platform_orders", "orders": 1_020_000}, "fits"),
        ("number", "[卖了100万单]", {"type": "platform_orders", "orders": 3204}, "contradicts"),
        ("number", "[好评率99%]", {"type": "platform_reviews", "positive_rate": 0.91}, "contradicts"),
        ("scope", "[全国销量第一]", {"type": "sales_rank", "scope": "本店2025年销量"}, "narrow"),
        ("scope", "[全国销量第一]", {"type": "sales_rank", "scope": "全国"}, "fits"),
        ("period", "[2025年销量第一]", {"type": "sales_rank", "period": "2023年"}, "narrow"),
        ("period", "[连续三年销量第一]", {"type": "sales_rank", "period": "2025年"}, "narrow"),
        ("period", "[去年销量第一]", {"type": "sales_rank", "period": "2025年1月-12月"}, "fits"),
        ("period", "[销量第一]", {"type": "sales_rank", "period": "2022年"}, "narrow"),
        ("category", "[销量第一]的面膜", {"type": "sales_rank", "category": "防晒霜"}, "narrow"),
        ("function", "[祛斑]效果", {"type": "cosmetic_registration", "function": "祛斑美白"}, "fits"),
        ("function", "[防脱发]", {"type": "cosmetic_registration", "function": "祛斑美白"}, "narrow"),
        ("region", "[五常大米]", {"type": "origin_proof", "origin": "吉林省"}, "contradicts"),
        ("region", "[五常大米]", {"type": "origin_proof", "origin": "黑龙江省五常市"}, "fits"),
        ("issuer", "[零添加]", {"type": "test_report", "issuer": "供应商自测"}, "narrow"),
        ("expiry", "[有机认证]", {"type": "organic_certificate", "valid_until": "2025-06-30"}, "narrow"),
        ("expiry", "[有机认证]", {"type": "organic_certificate", "valid_until": "2027-06-30"}, None),
        ("kind", "[国家专利]产品", {"type": "patent_application", "number": "CN2025"}, "contradicts"),
        ("result", "[有机认证]", {"type": "inspection_report", "result": "不合格"}, "contradicts"),
        ("result", "[前十名免单]", {"type": "order_log", "claim": "免单10名中9名为员工账号"}, "contradicts"),
        ("price", "[立省500]", {"type": "price_history", "lowest_7d": 59, "list": 69}, "contradicts"),
        ("price", "[原价299]今天99", {"type": "price_history", "lowest_7d": 299, "period": "2026-03-01"}, "narrow"),
        ("price", "商场里[挂的1900块]", {"type": "counter_price", "claim": 199}, "contradicts"),
        ("winner", "[中奖率百分之百]", {"type": "lottery_rules", "claim": "中奖率2%"}, "contradicts"),
        ("gift", "[送一台冰箱]", {"type": "gift_spec", "spec": "冰箱贴1枚"}, "contradicts"),
        ("gift", "[送一个冰箱贴]", {"type": "gift_spec", "spec": "冰箱贴1枚"}, None),
        ("term", "[终身免费质保]", {"type": "product_spec", "claim": "质保2年"}, "contradicts"),
        ("term", "[质保一年]", {"type": "product_spec", "claim": "质保2年"}, "fits"),
        ("sample", "[92%的人说好]", {"type": "survey", "sample": 12}, "narrow"),
    ],
)
def test_comparisons(name: str, said: str, evidence: dict[str, Any], expected: str | None) -> None:
    assert outcome(name, said, evidence) == expected


def test_evidence_is_untrusted() -> None:
    deep: Any = "羊毛30%"
    for _ in range(50):
        deep = [deep]
    facts = Facts({"type": "test_report", "deep": deep, "many": list(range(5000)), "long": "羊" * 10**6})
    assert len(facts.numbers) <= 500
    assert len(facts.text) < 10_000
