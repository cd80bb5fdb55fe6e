"""What a sheet's own words ask papers for, whatever its category."""

from __future__ import annotations

from pathlib import Path

import pytest

from governance.errors import RulebookError
from governance.precheck.reading import read_sheets
from governance.precheck.review import Reviewer
from governance.precheck.sheet import Sheet


@pytest.fixture(scope="module")
def reviewer() -> Reviewer:
    return Reviewer(as_of="2026-11-22")


def asked(reviewer: Reviewer, title: str, category: str, *papers: dict[str, object]) -> dict[str, str]:
    sheet = Sheet(id="S1", title=title, category=category, evidence=papers)
    return {item.rule: item.outcome for item in reviewer.review(sheet).items if item.kind == "requirement"}


@pytest.mark.parametrize(
    ("title", "category", "rule", "paper"),
    [
        ("有机五色糙米 两斤装", "food", "general/organic", {"type": "organic_certificate", "number": "COP-1"}),
        ("插线板 三米 通过3C认证", "electronics", "general/ccc", {"type": "ccc_certificate", "number": "2026010"}),
        ("宠物体外驱虫滴剂 三支", "general", "general/vet-drug", {"type": "drug_approval", "number": "兽药字1"}),
        ("叶面肥 一公斤", "agri", "agri/registration", {"type": "fertilizer_registration", "number": "农肥准字1"}),
    ],
)
def test_the_words_ask_for_their_paper(
    reviewer: Reviewer, title: str, category: str, rule: str, paper: dict[str, object]
) -> None:
    assert asked(reviewer, title, category)[rule] == "missing"
    assert asked(reviewer, title, category, paper)[rule] == "supported"


@pytest.mark.parametrize(
    ("title", "category", "rule"),
    [
        ("透明有机玻璃展示盒", "home", "general/organic"),
        ("生菜种盆 送有机土", "home", "general/organic"),
        ("没有机会退的水果不发", "food", "general/organic"),
        ("猫砂 五公斤", "general", "general/vet-drug"),
        ("育肥猪饲料 二十公斤", "agri", "agri/registration"),
    ],
)
def test_other_goods_are_not_asked(reviewer: Reviewer, title: str, category: str, rule: str) -> None:
    assert rule not in asked(reviewer, title, category)


@pytest.mark.parametrize(
    ("script", "asked_for"),
    [
        ("谁跟你说洗面奶能美白，你笑笑别理他", False),
        ("这支就是洗脸的，没有美白的功效", False),
        ("谁跟你说洗面奶能美白，你笑笑别理他。我们这支才是真美白", True),
        ("洗完提亮美白", True),
    ],
)
def test_words_that_are_taken_back_ask_for_nothing(reviewer: Reviewer, script: str, asked_for: bool) -> None:
    sheet = Sheet(id="S1", title="氨基酸洁面乳", script=script, category="cosmetic")
    assert ("cosmetic/special" in {item.rule for item in reviewer.review(sheet).items}) is asked_for


def test_a_context_that_is_not_there_is_told_with_its_line(tmp_path: Path) -> None:
    shipped = (Path(__file__).parents[2] / "rules" / "precheck" / "requirements.yaml").read_text("utf-8")
    (tmp_path / "precheck").mkdir()
    written = shipped.replace("unless: [negated,", "unless: [negatd,", 1)
    (tmp_path / "precheck" / "requirements.yaml").write_text(written, "utf-8")
    with pytest.raises(RulebookError, match=r"requirements\.yaml:\d+:\d+: no context 'negatd'.*negated"):
        Reviewer((tmp_path,))


def test_a_loss_told_plainly_is_a_warning_of_risk_and_urging_is_none(reviewer: Reviewer) -> None:
    def level(script: str) -> str:
        detail = "投资有风险，可能亏损。"
        sheet = Sheet(id="S1", title="指数基金入门课", detail=detail, script=script, category="finance")
        return next(item.outcome for item in reviewer.review(sheet).items if item.rule == "finance/risk")

    assert level("去年我自己也亏了十一个点，三年内要用的钱别往里放") == "supported"
    assert level("今天不报名就亏了，名额不等人") == "missing"


@pytest.mark.parametrize(
    "said",
    [
        "facts: {grade: 九成新, defects: 右下角一道细划痕}",
        "grade: 九成新\ndefects: 右下角一道细划痕",
        "成色: 九成新\n瑕疵（必填）: 右下角一道细划痕",
        "成色: 几乎全新\nfacts: {grade: 九成新, defects: 右下角一道细划痕}",
    ],
)
def test_grade_and_defects_are_facts_wherever_they_stand(tmp_path: Path, said: str) -> None:
    (tmp_path / "s.yaml").write_text(f"id: S1\ntitle: 二手相机\ncategory: second-hand\n{said}\n", "utf-8")
    (sheet,) = read_sheets([str(tmp_path)])
    assert isinstance(sheet, Sheet)
    assert sheet.facts == {"grade": "九成新", "defects": "右下角一道细划痕"}
    assert not sheet.extra


def test_an_empty_grade_is_none(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("id,title,category,成色,瑕疵\nS1,二手相机,second-hand,九成新,\n", "utf-8")
    (sheet,) = read_sheets([str(tmp_path)])
    assert isinstance(sheet, Sheet)
    assert sheet.facts == {"grade": "九成新"}
