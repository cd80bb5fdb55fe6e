"""A paper on another part, form, size, model or person than the talk names does not cover it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.detect.evidence.laid import answers, charged


@pytest.mark.parametrize(
    ("text", "paper", "expected"),
    [
        ("鞋面是头层牛皮", {"type": "test_report", "claim": "鞋垫：头层猪皮革"}, "narrow"),
        ("M码只剩八件", {"type": "stock_record", "claim": "XL码 可售8件"}, "narrow"),
        ("M码只剩八件", {"type": "stock_record", "claim": "M码 可售8件"}, "fits"),
        ("K3手环能用七天", {"type": "test_report", "claim": "K3 Pro 续航7天"}, "narrow"),
        ("K3手环能用七天", {"type": "test_report", "claim": "K3 续航7天"}, "fits"),
        ("这台上臂血压计有注册证", {"type": "device_registration", "claim": "腕式血压计"}, "narrow"),
        ("商标注册的是二十五类", {"type": "trademark", "claim": "第18类 注册商标"}, "narrow"),
        ("这块表五个大气压防水", {"type": "supplier_letter", "claim": "手表均可防水"}, "narrow"),
        ("店里的师傅都持健身教练证书", {"type": "certificate", "claim": "健身教练证书 刘某 1人"}, "narrow"),
        ("主播陈一鸣持营养师证书", {"type": "certificate", "claim": "姓名：陈一铭 营养师证书"}, "narrow"),
        ("主播陈一鸣持营养师证书", {"type": "certificate", "claim": "姓名：陈一鸣 营养师证书"}, "fits"),
        ("老师清华大学毕业", {"type": "identity_cert", "claim": "学历：北京某某学院 本科"}, "contradicts"),
        ("老师清华大学毕业", {"type": "identity_cert", "claim": "清华大学 本科毕业"}, "fits"),
        ("三十毫升专柜卖五百", {"type": "counter_price", "claim": "50mL 专柜价500元"}, "narrow"),
    ],
)  # fmt: skip
def test_another_thing(text: str, paper: dict[str, Any], expected: str) -> None:
    assert expected in answers(text, paper)


def test_the_right_part_alone_proves_nothing() -> None:
    """里料 on both sides is no proof of what the lining is made of."""
    paper = {"type": "test_report", "claim": "里料：缩水率合格", "issuer": "质检院"}
    assert "fits" not in answers("里料全是醋酸的", paper)


def test_more_channels_than_the_talk_counts() -> None:
    orders = {"type": "platform_orders", "period": "2026-10"}
    assert answers("上个月直播间成交三千单", {**orders, "claim": "全店成交订单3,012"}) == ["narrow"]
    assert answers("上个月直播间成交三千单", {**orders, "claim": "直播间成交订单3,012"}) == ["fits"]


@pytest.mark.parametrize(
    ("text", "paper", "expected"),
    [
        ("领十块无门槛券", {"type": "activity_rules", "claim": "10元券 单笔满299元可用"}, "contradicts"),
        ("领十块无门槛券", {"type": "activity_rules", "claim": "10元券 无最低消费"}, "fits"),
        ("这酒是原瓶进口的", {"type": "label", "claim": "原酒进口 国内灌装"}, "contradicts"),
        ("课程全部直播授课", {"type": "product_spec", "claim": "录播课32节"}, "contradicts"),
        ("评论都是真买家自己写的", {"type": "platform_record", "claim": "评价核查：付费代写88条"}, "contradicts"),
        ("零售许可证在墙上", {"type": "license", "claim": "零售许可证"}, "fits"),
        ("无蔗糖豆浆粉", {"type": "label", "claim": "配料：豆浆粉"}, "fits"),
    ],
)
def test_opposites(text: str, paper: dict[str, Any], expected: str) -> None:
    got = answers(text, paper)
    assert (expected in got) or (expected == "fits" and "contradicts" not in got)


def test_an_approval_of_another_function_is_told_falsely() -> None:
    paper = {"type": "health_food_approval", "claim": "保健功能：有助于改善睡眠", "number": "国食健注G20230001"}
    text = "这瓶批的是有助于增强免疫力，本品不能代替药物"
    assert charged(text, paper, category="health-food")["efficacy"] == "violation"
    other = {**paper, "scope": "另一产品"}
    assert charged(text, other, category="health-food")["efficacy"] == "needs-evidence"


CODE = "环境标志认证证书编号CNB2026ELP17788"


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        # letters of a grade stand by themselves, and neither 非耕地 nor 非物质文化遗产 leaves anything out
        (CODE, {"type": "certificate", "claim": "环境标志认证 内墙涂料", "number": "CNB2026ELP17788"}),
        (CODE, {"type": "certificate", "claim": "低挥发涂料", "number": "CNB2026ELP17788"}),
        ("除草剂用于非耕地", {"type": "pesticide_registration", "scope": "非耕地 杂草"}),
        ("竹编是国家级非物质文化遗产", {"type": "official_listing", "claim": "国家级非物质文化遗产 竹编"}),
        # the last of a list that was not found
        ("铅和激素未检出", {"type": "test_report", "claim": "铅未检出，激素未检出"}),
        # one word in two places
        ("鞋面是牛皮", {"type": "test_report", "claim": "鞋帮：牛皮革；鞋底：橡胶"}),
        ("蓝色那款只剩九条", {"type": "stock_record", "claim": "藏青 可售9条"}),
    ],
)  # fmt: skip
def test_fitting_papers_are_not_held_against_the_talk(text: str, paper: dict[str, Any]) -> None:
    assert set(answers(text, paper)) <= {"fits"}


def test_a_number_with_letters_is_another_number() -> None:
    assert answers(CODE, {"type": "certificate", "claim": "低挥发涂料", "number": "CNB2026ELP44102"}) == ["narrow"]
