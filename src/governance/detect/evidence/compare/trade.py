"""Prices, gifts, and how wide and how recent a comparison is.

Each comparison returns an answer, or None when it has nothing to say.
"""

from __future__ import annotations

import re
from datetime import timedelta

from governance.detect.evidence.answer import Answer
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.dates import plain_years
from governance.detect.evidence.facts import Facts, read_day
from governance.language.numbers import parse, quantities

_SCOPES: tuple[tuple[int, re.Pattern[str]], ...] = (
    (6, re.compile(r"全球|世界|国际")),
    (5, re.compile(r"全国|中国|国内|全网|全渠道|各大平台|所有平台|nationwide")),
    (4, re.compile(r"行业|同行|同类|市场|市面|全平台|各平台|industry")),
    (3, re.compile(r"平台|(?<![子级])类目|品类|榜|天猫|淘宝|快手|抖音|京东|platform|category")),
    (2, re.compile(r"子类目|级类目|细分|全省|省内|全市|本市|区域|地区|[^全]省|市区|县|华东|华南|华北|region")),
    (1, re.compile(r"本店|店铺|自家|我家|我们家|本直播间|直播间|本品牌|店内|单店|门店|shop|store")),
)


def _scope(text: str) -> int:
    return max((rank for rank, pattern in _SCOPES if pattern.search(text)), default=0)


def scope(claim: Claim, facts: Facts) -> Answer | None:
    """As wide as the claim? 全国第一 is not proved by one shop's figures."""
    said = _scope(claim.said) or _scope(claim.text)
    shown = _scope(facts.word("scope", "范围", "region", "source")) or _scope(facts.text)
    if not said or not shown:
        return None
    if shown < said:
        return Answer("narrow", "所附材料的范围小于所说的范围。", "The evidence covers less than the claim says.")
    return Answer("fits", "范围相符。", "The scope agrees.")


_YEAR = re.compile(r"(?<!\d)20[0-3]\d(?!\d)")


def period(claim: Claim, facts: Facts) -> Answer | None:
    """Of the time the claim speaks of, and not of years ago."""
    said = facts.word("period", "周期", "期间", "时间", "year")
    if not said:  # 2025年度销量第1, dated in January: the year it speaks of, not the day it was made
        told = facts.word("claim", "result", "结论")
        said = told if _YEAR.search(told) else facts.word("date") or facts.text
    years = {int(y) for y in re.findall(r"(?<!\d)(20\d\d)(?!\d)", said)} | {
        int(v) for k, v in facts.numbers.items() if "year" in k and 2000 < v < 2100
    }
    if not years:
        return None
    span = re.search(r"连续([二两三四五六七八九十]|\d+)年", claim.text)
    if span:
        wanted = int(parse(span.group(1)) or 1)
        covered = max(years) - min(years) + 1 if re.search(r"[-至到~—，]", said) else len(years)
        if covered < wanted:
            return Answer(
                "narrow",
                f"材料只覆盖{covered}年，所说为{wanted}年。",
                f"The evidence covers {covered} years, not {wanted}.",
            )
    stated = {int(y) for y in re.findall(r"(20\d\d)年?", plain_years(claim.text))}
    if "去年" in claim.text:
        stated.add(claim.day.year - 1)
    if "前年" in claim.text:
        stated.add(claim.day.year - 2)
    if "今年" in claim.text:
        stated.add(claim.day.year)
    if stated:
        low, high = min(years), max(years)
        if any(not low <= year <= high for year in stated):
            return Answer("narrow", "材料的时间与所说的时间不一致。", "The evidence is of another time than the claim.")
        return Answer("fits", "时间相符。", "The time agrees.")
    end = read_day(said[said.rfind(str(max(years))) :])
    newest = end or claim.day.replace(year=max(years), month=12, day=28)
    if newest < claim.day - timedelta(days=550):
        return Answer(
            "narrow",
            f"材料是{max(years)}年的，已不能说明现在。",
            f"The evidence is of {max(years)}, too old for today.",
        )
    return None


_SAVED = re.compile(r"立省|立减|直降|直减|省下|省了|狂省|能省|便宜了|节省|直接省")


def price(claim: Claim, facts: Facts) -> Answer | None:
    """The reference price against what was really paid (PRICE_56 Art. 16: the lowest of the last seven days)."""
    prices = [q.value for q in claim.all_quantities if q.unit in ("yuan", "", "米") and q.value >= 1]
    paid = facts.number("lowest_7d", "lowest", "min_7d", "min_price", "lowest_30d", "deal", "last_price", "成交价")
    reference = max(prices, default=None)
    listed = facts.number("list_price", "counter", "list", "price", "原价", "专柜")
    if listed is None and facts.type in ("counter_price", "price_list"):
        listed = facts.number("claim")
    measured = read_day(facts.word("period", "date"))
    if paid is not None and measured and measured < claim.day - timedelta(days=60):
        return Answer(
            "narrow", f"价格记录是{measured}的，已不能说明现在。", f"The price record is of {measured}, too old."
        )
    saved = max((q.value for q in quantities(claim.said) if q.unit in ("yuan", "")), default=None)
    usual = max((v for v in (paid, listed) if v is not None), default=None)
    if saved and usual and saved > usual and _SAVED.search(claim.said):
        return Answer(
            "contradicts", f"平时才卖{usual:g}元，省不了{saved:g}元。", f"It costs {usual:g}; nobody saves {saved:g}."
        )
    if reference is not None and paid is not None:
        if paid >= reference * 0.995:
            return Answer(
                "fits",
                f"近期最低成交价{paid:g}元，不低于所说{reference:g}元。",
                f"The recent lowest deal price {paid:g} is not below it.",
            )
        if re.search(
            r"原价|平时|平常|日常|之前|昨天|以前|前几天|前两天|上周|往常|一直卖|划线|市场价|专柜|吊牌|门市|线下|卖价|标价|价值",
            claim.text,
        ):
            return Answer(
                "contradicts", f"近七日最低成交价只有{paid:g}元，所说为{reference:g}元。",
                f"The lowest deal price of the last seven days was {paid:g}, not {reference:g}.",
            )  # fmt: skip
    if reference is not None and paid is None and listed is not None:
        if listed >= reference * 0.995:
            return Answer("fits", f"标价{listed:g}元有据。", f"The list price {listed:g} is on record.")
        return Answer("contradicts", f"材料中的价格只有{listed:g}元。", f"The price on record is only {listed:g}.")
    return None


def gift(claim: Claim, facts: Facts) -> Answer | None:
    """The gift of the specification, not a picture or a sample of it: 送冰箱 against a fridge magnet."""
    if facts.type not in ("gift_spec", "lottery_rules"):
        return None
    lesser = [word for word in claim.terms_in("gift-lesser", facts.text) if word not in claim.text]
    if facts.type == "lottery_rules":  # who draws at random gives away no random thing: only vouchers tell
        lesser = [word for word in lesser if word.endswith("券")]
    if lesser:
        return Answer("contradicts", f"赠品其实是“{facts.text[:24]}”。", f"The gift is in fact '{facts.text[:24]}'.")
    return None
