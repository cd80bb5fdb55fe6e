"""What is charged is what the clause claims, not what kind of paper lies beside it; and which papers answer a rule."""

from __future__ import annotations

from typing import Any

import pytest

from tests.detect.evidence.laid import TABLE, charged, said

LONG_AGO = "2023-12-31"
INSURED = "每台附一份安泰财险的责任险"
CHERRIES = "车厘子是智利原箱进口"
REVIEWS = "累计六万条评价"


@pytest.mark.parametrize(
    ("text", "category", "paper", "family"),
    [
        ("吹风机两千瓦", "electronics", {"type": "patent", "claim": "手柄 1200W"}, "efficacy"),
        ("珠径八毫米", "jewelry", {"type": "certificate", "claim": "珍珠 珠径5.5mm"}, "authenticity"),
        ("酱油氨基酸态氮一克起步", "food", {"type": "test_report", "claim": "氨基酸态氮0.6g"}, "authenticity"),
        ("上门的师傅都有健康证", "service", {"type": "inspection", "claim": "在岗20人 有健康证6人"}, "credential"),
        ("一天能抽十六升水", "home", {"type": "test_report", "claim": "除湿量9L"}, "efficacy"),
        ("定期存款年利率一点八", "finance", {"type": "product_spec", "claim": "非存款 浮动收益"}, "guarantee"),
        ("机构持证上岗", "service", {"type": "official_listing", "claim": "机构资格证已注销"}, "credential"),
    ],
)
def test_the_family_is_the_claims(text: str, category: str, paper: dict[str, Any], family: str) -> None:
    found = [one for one in said(text, paper, category=category) if one.judged.outcome != "fits"]
    assert found
    assert found[0].families[0] == family


def test_a_type_called_alike_is_read_alike() -> None:
    assert TABLE is not None
    assert TABLE.listed("lottery_log") == "lottery_rules"
    assert TABLE.listed("test_report") == "test_report"
    assert TABLE.listed("never_heard_of") == "never_heard_of"


@pytest.mark.parametrize(
    ("text", "paper", "is_charged"),
    [
        # expired, and nothing else is there to prove it
        (INSURED, {"type": "insurance_policy", "claim": "安泰财险 责任险", "valid_until": LONG_AGO}, True),
        (INSURED, {"type": "insurance_policy", "claim": "安泰财险 责任险"}, False),
        # worded otherwise, as documents do
        ("来回运费我们出", {"type": "activity_rules", "claim": "往返运费由商家承担"}, False),
        # an identity paper names what it proves
        ("我就是清溪村的", {"type": "identity_cert", "claim": "公司员工 工号027"}, True),
    ],
)  # fmt: skip
def test_papers_of_a_single_claim(text: str, paper: dict[str, Any], is_charged: bool) -> None:
    assert any(one.definite and one.judged.outcome != "fits" for one in said(text, paper)) is is_charged


@pytest.mark.parametrize(
    ("text", "category", "paper", "is_charged"),
    [
        (CHERRIES, "food", {"type": "customs_declaration", "claim": "原产国：智利", "date": "2026-11-10"}, False),
        (CHERRIES, "food", {"type": "customs_declaration", "claim": "原产国：秘鲁", "date": "2026-11-10"}, True),
        (CHERRIES, "food", {"type": "customs_declaration", "claim": "原产国：智利", "date": "2025-11-10"}, True),
        (REVIEWS, "food", {"type": "platform_reviews", "claim": "累计评价60,412条"}, False),
        (REVIEWS, "food", {"type": "platform_reviews", "claim": "累计评价9,412条"}, True),
        ("这个稻种通过国家审定", "agri", {"type": "variety_approval", "claim": "水稻 审定编号：国审稻20250011"}, False),
        ("模特图都是真人实拍", "apparel", {"type": "platform_record", "claim": "模特图 AI生成检测阴性"}, False),
        ("模特图都是真人实拍", "apparel", {"type": "platform_record", "claim": "模特图 AI生成"}, True),
    ],
)  # fmt: skip
def test_papers_that_answer_a_rule(text: str, category: str, paper: dict[str, Any], is_charged: bool) -> None:
    assert bool(charged(text, paper, category=category)) is is_charged
