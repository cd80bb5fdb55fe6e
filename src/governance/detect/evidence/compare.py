"""The comparisons, one a thing. Each returns an answer or None when it has nothing to say."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from governance.detect.evidence.answer import Answer
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.facts import Facts, read_day
from governance.language.numbers import parse, quantities

Comparison = Callable[[Claim, Facts], Answer | None]

_FAILED = re.compile(
    r"不合格|未通过|不通过|不符合|不符|不达标|驳回|无效|已终止|终止|已失效|失效|已撤销|撤销|未授权|未获批|不予|未检出该|造假|虚假|查无|"
    r"无此|不存在|未备案|未注册|注销|未兑现|兑现0|另收|加收|员工账号|内部账号|运营账号|员工下单|自行撰写|代写|成交0|fail|invalid|revoked|rejected|lapsed|expired|withdrawn"
)
_SELF_MADE = re.compile(
    r"供应商|供货商|厂家自述|厂家自|自述|口头|厂家声明|自行声明|自测|自检|自我声明|自己测|商家自|自办|自行问卷|自行统计|自己统计|supplier|self"
)


def result(claim: Claim, facts: Facts) -> Answer | None:
    """Evidence whose own result is a failure speaks against the claim."""
    said = facts.word("result", "conclusion", "status", "outcome", "结论", "结果", "状态")
    found = _FAILED.search(said) or (_FAILED.search(facts.text) if not said else None)
    if found:
        return Answer("contradicts", f"所附材料写明“{found.group()}”。", f"The evidence itself says '{found.group()}'.")
    return None


def expiry(claim: Claim, facts: Facts) -> Answer | None:
    """Valid on the day of the broadcast?"""
    until = facts.day("valid_until", "expires", "expiry", "有效期至", "until")
    if until and until < claim.day:
        return Answer("narrow", f"所附材料已于{until}到期。", f"The evidence expired on {until}.")
    since = facts.day("valid_from", "effective")
    if since and since > claim.day:
        return Answer("narrow", f"所附材料{since}才生效。", f"The evidence is valid only from {since}.")
    return None


def issuer(claim: Claim, facts: Facts) -> Answer | None:
    """A supplier's word is no evidence."""
    who = facts.word("issuer", "source", "by", "出具", "来源")
    if who and _SELF_MADE.search(who):
        return Answer(
            "narrow", "只有供货方或商家自己的说法，不足以证明。", "The supplier's or shop's own word does not prove it."
        )
    return None


def kind(claim: Claim, facts: Facts) -> Answer | None:
    """An application is no patent (AD_LAW 12)."""
    applied = facts.type == "patent_application" or re.search(r"申请中|实质审查|受理|pending", facts.text)
    if applied and "专利" in claim.text:
        return Answer(
            "contradicts",
            "专利还在申请，没有授权，不得用于宣传。",
            "The patent is only applied for; it may not be advertised.",
        )
    return None


def number(claim: Claim, facts: Facts) -> Answer | None:
    """A figure the claim states, against the figure that was counted."""
    stated = [q for q in claim.quantities if q.unit in ("count", "", "percent", "倍") and q.value >= 1]
    if not stated:
        return None
    biggest = max(stated, key=lambda q: q.value)
    if biggest.unit == "percent":
        counted = facts.number("rate", "ratio", "percent", "share", "率")
        if counted is not None and counted <= 1:
            counted *= 100
        counted = counted if counted is not None else _largest(facts, "percent")
    else:
        counted = facts.number(
            "sold", "sales", "orders", "order_count", "count", "quantity", "total", "volume", "units", "buyers",
            "users", "paid", "成交", "销量", "sample",
        )  # fmt: skip
        counted = counted if counted is not None else _largest(facts, "count", "")
    if counted is None:
        return None
    if counted >= biggest.value * 0.97:
        return Answer(
            "fits", f"材料显示{counted:g}，与所说{biggest.text}相符。", f"The record shows {counted:g}, as claimed."
        )
    return Answer(
        "contradicts", f"材料显示只有{counted:g}，所说为{biggest.text}。",
        f"The record shows only {counted:g}; the claim says {biggest.text}.",
    )  # fmt: skip


def _largest(facts: Facts, *units: str) -> float | None:
    values = [q.value for q in facts.quantities if q.unit in units and not 1990 <= q.value <= 2035]
    return max(values, default=None)


_PURE = re.compile(r"(?:100%|百分百|百分之百|纯|全|十足)")


def share(claim: Claim, facts: Facts) -> Answer | None:
    """How much of the material is in it: 纯羊毛 against a report of 30 %."""
    materials = claim.terms_in("material", claim.said) or claim.terms_in("material", claim.text)
    if not materials:
        return None
    stated = next((q.value for q in claim.quantities if q.unit == "percent"), None)
    if stated is None and _PURE.search(claim.said):
        stated = 100.0
    for material in materials:
        measured = _share_of(material, facts)
        if measured is None:
            continue
        if stated is None:
            stated = 0.1 if measured else 100.0
        if measured >= stated - 0.6:
            return Answer("fits", f"检测显示{material}{measured:g}%。", f"The test shows {measured:g}% {material}.")
        return Answer(
            "contradicts", f"检测显示{material}只有{measured:g}%，所说为{stated:g}%。",
            f"The test shows only {measured:g}% {material}; the claim says {stated:g}%.",
        )  # fmt: skip
    others = claim.terms_in("material", facts.text)
    kin = [o for o in others if any(o in m or m in o for m in materials)]
    if others and not kin and any(q.unit == "percent" for q in facts.quantities):
        return Answer("contradicts", f"检测结果是{'、'.join(others[:3])}。", f"The test found {', '.join(others[:3])}.")
    if (
        kin
        and not any(q.unit == "percent" for q in facts.quantities)
        and facts.number("share", "content", "percent") is None
    ):
        return Answer("fits", f"材料写明{'、'.join(kin[:2])}。", f"The evidence names {', '.join(kin[:2])}.")
    return None


def _share_of(material: str, facts: Facts) -> float | None:
    for key, value in facts.numbers.items():
        if material in key:
            return value * 100 if value <= 1 else value
    at = facts.text.find(material)
    while at >= 0:
        after = at + len(material)
        near = [
            q for q in facts.quantities if q.unit == "percent" and (abs(q.start - after) <= 8 or 0 <= at - q.end <= 3)
        ]
        if near:
            return min(near, key=lambda q: min(abs(q.start - at - len(material)), abs(at - q.end))).value
        at = facts.text.find(material, at + 1)
    if material in facts.text:
        stated = facts.number("share", "content", "percent", "ratio", "purity", "含量")
        if stated is not None:
            return stated * 100 if stated <= 1 else stated
    return None


_SCOPES: tuple[tuple[int, re.Pattern[str]], ...] = (
    (6, re.compile(r"全球|世界|国际")),
    (5, re.compile(r"全国|中国|国内|全网|全渠道|各大平台|所有平台|nationwide")),
    (4, re.compile(r"行业|同行|同类|市场|市面|全平台|各平台|industry")),
    (3, re.compile(r"平台|类目|品类|榜|天猫|淘宝|快手|抖音|京东|platform|category")),
    (2, re.compile(r"全省|省内|全市|本市|区域|地区|[^全]省|市区|县|华东|华南|华北|region")),
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


def period(claim: Claim, facts: Facts) -> Answer | None:
    """Of the time the claim speaks of, and not of years ago."""
    said = facts.word("period", "date", "周期", "期间", "时间", "year") or facts.text
    years = {int(y) for y in re.findall(r"(20\d\d)", said)} | {
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
    stated = {int(y) for y in re.findall(r"(20\d\d)年?", claim.text)}
    if "去年" in claim.text:
        stated.add(claim.day.year - 1)
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


def category(claim: Claim, facts: Facts) -> Answer | None:
    """About these goods?"""
    said = facts.word("category", "product", "品类", "产品", "goods")
    if not re.search("[一-鿿]{2}", said):
        return None
    about = claim.document.text + "。" + "。".join(str(p.get("name", "")) for p in claim.document.products)
    pieces = {said[i : i + 2] for i in range(len(said) - 1) if re.fullmatch("[一-鿿]{2}", said[i : i + 2])}
    if any(piece in about for piece in pieces):
        return Answer("fits", "品类相符。", "The goods agree.")
    return Answer("narrow", f"材料针对的是{said[:20]}，与所说商品不一致。", "The evidence is about other goods.")


def function(claim: Claim, facts: Facts) -> Answer | None:
    """The approved or filed function, and no other."""
    claimed = claim.functions(claim.said) or claim.functions(claim.text)
    said = facts.word("function", "功能", "功效", "scope", "indication", "claim", "适应") or facts.text
    approved = claim.functions(said)
    if not claimed or not approved:
        return None
    if claimed <= approved:
        return Answer("fits", "在批准或者备案的功能之内。", "Within the approved or filed function.")
    titles = "、".join(claim.book.source.lexicons[name].title for name in sorted(approved))
    return Answer("narrow", f"批准或者备案的功能只有：{titles}。", "The approved or filed function is another one.")


def region(claim: Claim, facts: Facts) -> Answer | None:
    """From where it is said to come?"""
    said = claim.terms_in("region", claim.said) or claim.terms_in("region", claim.text)
    where = facts.word("origin", "region", "place", "产地", "原产", "address") or (
        facts.text
        if facts.type in ("origin_proof", "gi_authorization", "label", "inspection_report", "test_report")
        else ""
    )
    named = claim.terms_in("region", where)
    if not said or not named:
        return None
    if any(s in where for s in said) or (said == ["进口"] and any(n != "国产" for n in named) and "国产" not in named):
        return Answer("fits", "产地相符。", "The origin agrees.")
    return Answer(
        "contradicts",
        f"材料写明产地是{'、'.join(named[:2])}。",
        f"The evidence names the origin {', '.join(named[:2])}.",
    )


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
        return Answer("narrow", f"价格记录是{measured}的，已不能说明现在。", f"The price record is of {measured}, too old.")
    saved = max((q.value for q in quantities(claim.said) if q.unit in ("yuan", "")), default=None)
    usual = max((v for v in (paid, listed) if v is not None), default=None)
    if saved and usual and saved > usual and _SAVED.search(claim.said):
        return Answer("contradicts", f"平时才卖{usual:g}元，省不了{saved:g}元。", f"It costs {usual:g}; nobody saves {saved:g}.")
    if reference is not None and paid is not None:
        if paid >= reference * 0.995:
            return Answer(
                "fits",
                f"近期最低成交价{paid:g}元，不低于所说{reference:g}元。",
                f"The recent lowest deal price {paid:g} is not below it.",
            )
        if re.search(r"原价|平时|平常|日常|之前|昨天|以前|划线|市场价|专柜|吊牌|门市|线下|卖价|标价|价值", claim.text):
            return Answer(
                "contradicts", f"近七日最低成交价只有{paid:g}元，所说为{reference:g}元。",
                f"The lowest deal price of the last seven days was {paid:g}, not {reference:g}.",
            )  # fmt: skip
    if reference is not None and paid is None and listed is not None:
        if listed >= reference * 0.995:
            return Answer("fits", f"标价{listed:g}元有据。", f"The list price {listed:g} is on record.")
        return Answer("contradicts", f"材料中的价格只有{listed:g}元。", f"The price on record is only {listed:g}.")
    return None


def stock(claim: Claim, facts: Facts) -> Answer | None:
    """Only so many left, against the warehouse."""
    held = facts.number("stock", "inventory", "left", "remaining", "库存", "quantity", "available", "warehouse")
    if held is None and re.search(r"库存|仓|现货|剩", facts.text):
        held = _largest(facts, "count", "")
    if held is None:
        return None
    said = [q.value for q in claim.all_quantities if q.unit in ("count", "") and q.value >= 1]
    left = min(said, default=None)
    if left is None:
        if held > 200 and re.search(r"最后|没了|抢完|告急|见底|卖完|售罄|断货|仅剩|不多", claim.text):
            return Answer("contradicts", f"库存还有{held:g}件。", f"{held:g} are still in stock.")
        return Answer("fits", f"库存{held:g}件。", f"{held:g} in stock.") if held <= 200 else None
    if held > max(left * 2, left + 10):
        return Answer("contradicts", f"库存还有{held:g}件，所说为{left:g}件。", f"{held:g} are in stock, not {left:g}.")
    return Answer("fits", f"库存{held:g}件，与所说相符。", f"{held:g} in stock, as said.")


def winner(claim: Claim, facts: Facts) -> Answer | None:
    """A draw with winners, and as many as promised."""
    promised = [q.value for q in claim.quantities if q.unit == "percent"]
    chance = _largest(facts, "percent")
    if promised and chance is not None:
        if chance < max(promised) * 0.97:
            return Answer("contradicts", f"规则写的中奖率是{chance:g}%。", f"The rules give a chance of {chance:g}%.")
        return Answer("fits", f"规则写的中奖率是{chance:g}%。", f"The rules give a chance of {chance:g}%.")
    won = facts.number("winner", "won", "drawn", "awarded", "中奖")
    if won is None and re.search(r"无人中奖|没有中奖|未开奖|未抽出|未发放|没有发放|无中奖", facts.text):
        won = 0
    if won is None:
        return None
    if won == 0:
        return Answer("contradicts", "抽奖记录里没有人中奖。", "The draw log shows no winner.")
    entered = facts.number("participant", "entrant", "entered", "joined", "参与")
    if entered and won < entered * 0.95 and re.search(r"人人|必中|百分百|都能中|全中|都有", claim.text):
        return Answer(
            "contradicts", f"{entered:g}人参与，只有{won:g}人中奖。", f"{entered:g} took part, only {won:g} won."
        )
    return Answer("fits", f"记录显示{won:g}人中奖。", f"The log shows {won:g} winners.")


def gift(claim: Claim, facts: Facts) -> Answer | None:
    """The gift of the specification, not a picture or a sample of it: 送冰箱 against a fridge magnet."""
    if facts.type != "gift_spec":
        return None
    lesser = [word for word in claim.terms_in("gift-lesser", facts.text) if word not in claim.text]
    if lesser:
        return Answer(
            "contradicts", f"赠品其实是“{facts.text[:24]}”。", f"The gift is in fact '{facts.text[:24]}'."
        )
    return None


_YEARS = re.compile(r"([0-9]+|[一二两三四五六七八九十]+)(?:个)?(年|月|天)")
_DAYS = {"年": 365, "月": 30, "天": 1}


def term(claim: Claim, facts: Facts) -> Answer | None:
    """A promise for life or for years, against the term on the warranty card."""
    lengths = [(parse(n) or 0) * _DAYS[unit] for n, unit in _YEARS.findall(facts.word("claim", "warranty", "质保", "保修"))]
    if not lengths:
        return None
    said = [(parse(n) or 0) * _DAYS[unit] for n, unit in _YEARS.findall(claim.said)]
    promised = 36500.0 if re.search(r"终身|终生|永久|一辈子", claim.said) else max(said, default=0.0)
    if promised and max(lengths) < promised:
        return Answer("contradicts", "所附材料写的期限短得多。", "The papers give a shorter term.")
    return Answer("fits", "期限相符。", "The term agrees.") if promised else None


def sample(claim: Claim, facts: Facts) -> Answer | None:
    """A share of people that nobody can know from a dozen of them."""
    asked = facts.number("sample", "样本") if facts.type == "survey" else None
    if asked is not None and asked < 100:
        return Answer("narrow", f"只问了{asked:g}人。", f"Only {asked:g} people were asked.")
    return None


def name(claim: Claim, facts: Facts) -> Answer | None:
    """Names the same person, body, award or mark that the claim names."""
    said = facts.word("name", "person", "claim", "title", "award", "brand", "endorser", "holder", "issuer", "scope")
    pieces = {said[i : i + 2] for i in range(len(said) - 1) if re.fullmatch("[一-鿿]{2}", said[i : i + 2])}
    if any(piece in claim.text for piece in pieces):
        return Answer("fits", "所附材料与所说一致。", "The evidence names what the claim names.")
    return None


ALWAYS: dict[str, Comparison] = {"result": result, "expiry": expiry, "kind": kind, "gift": gift, "sample": sample}
CHOSEN: dict[str, Comparison] = {
    "number": number, "share": share, "material": share, "scope": scope, "region": region, "period": period,
    "category": category, "function": function, "stock": stock, "price": price, "issuer": issuer,
    "winner": winner, "name": name, "term": term,
}  # fmt: skip
"""Comparisons by the name a rule uses in ``compare``; expiry, results and kinds of paper always count."""
