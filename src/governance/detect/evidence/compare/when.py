"""Of the time the claim speaks of, and is the end of an offer the end that was set?"""

from __future__ import annotations

import re
from datetime import timedelta

from governance.detect.evidence.answer import Answer
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.dates import paper_deadline, said_deadline, said_span, stretch
from governance.detect.evidence.paper import Sheet
from governance.language.numbers import parse

_SAME_STRETCH = 0.1  # twelve months are a year


def when(claim: Claim, sheet: Sheet) -> Answer | None:
    """Another month, a single day where a year is claimed, or too old for a claim about now."""
    lately, counted = stretch(claim.clause), stretch(sheet.body)
    if lately is not None and counted is not None and abs(lately - counted) > _SAME_STRETCH * max(lately, counted):
        return Answer("narrow", f"材料统计的是近{counted}天，所说为近{lately}天。",
                      f"The evidence counts the last {counted} days, not {lately}.")  # fmt: skip
    shown = sheet.when
    if shown is None or (sheet.known.fresh_days is None and sheet.type not in sheet.table.file.types):
        return None
    said = said_span(claim.clause, claim.day) or said_span(claim.sentence, claim.day)
    if said is None:
        fresh = sheet.known.fresh_days
        if sheet.known.definitive and sheet.has_period and shown.end < claim.day - timedelta(days=1):
            return Answer("narrow", f"材料上的活动到{shown.end}已经结束。", f"The offer on paper ended on {shown.end}.")
        if sheet.has_period:
            fresh = min(fresh or sheet.table.file.stale_days, sheet.table.file.stale_days)
        if not sheet.has_period and any(word in claim.clause for word in sheet.table.file.now) and fresh is not None:
            fresh = min(fresh, sheet.table.file.now_days)
        if fresh is not None and shown.end < claim.day - timedelta(days=fresh):
            return Answer("narrow", f"材料是{shown.end}的，已不能说明现在。",
                          f"The evidence is of {shown.end}, too old for today.")  # fmt: skip
        return None
    if sheet.known.fresh_days is None and not sheet.has_period:
        return None  # a certificate's date is the day it was made, not the time it speaks of
    if said.end < shown.start or shown.end < said.start:
        if not sheet.has_period and shown.start >= said.start:
            return None  # counted later, of that time
        return Answer("narrow", f"材料的时间是{shown.start}至{shown.end}，与所说不一致。",
                      f"The evidence is of {shown.start} to {shown.end}, another time than the claim.")  # fmt: skip
    if sheet.has_period and said.days > sheet.table.file.longer * shown.days and said.days > 31:
        return Answer("narrow", f"材料只覆盖{shown.start}至{shown.end}。",
                      f"The evidence covers {shown.start} to {shown.end} only.")  # fmt: skip
    counts = any(figure.measure in ("goods", "people") for figure in claim.figures)
    if counts and sheet.has_period and shown.days > sheet.table.file.longer * said.days and shown.days - said.days > 31:
        return Answer("narrow", f"材料统计的是{shown.start}至{shown.end}的总数。",
                      f"The evidence counts all of {shown.start} to {shown.end}.")  # fmt: skip
    return None


_SINCE = re.compile(
    "(?P<y>1[89][0-9]{2}|20[0-9]{2})年?(?:[0-9]{1,2}月)?(?:建|创|成立|始|开业|投产|起|入职|从业)"
    "|(?:建于|创于|创立于|成立于|始于|开业于|竣工|建成|出厂|首次上牌|上牌)于?(?P<z>[12][0-9]{3})"
)
_YEARS = "(?P<{}>[0-9]{{1,3}}|[一二三四五六七八九十百]{{1,4}})[多来余]?年"
_AGED = re.compile(
    _YEARS.format("n") + "的?(?:老|历史|品牌|传承|工厂|大厂)"
    "|(?:教龄|工龄|从业|种\\w{0,2}了|干了|做了|开了|教了)"
    + _YEARS.format("m")
    + "|(?P<young>楼龄|房龄|车龄|机龄)"
    + _YEARS.format("o")
)


def since(claim: Claim, sheet: Sheet) -> Answer | None:
    """三十年的老窖池 beside 窖池1994年建; of a house or car less flatters: 楼龄八年 beside 竣工2003年."""
    said, shown = _AGED.search(claim.clause), _SINCE.search(sheet.body)
    years = parse(said["n"] or said["m"] or said["o"]) if said else None
    if said is None or shown is None or years is None:
        return None
    started = int(shown["y"] or shown["z"])
    age = claim.day.year - started
    if age <= years + 1 if said["young"] else age + 1 >= years:
        return Answer("fits", "年头与材料相符。", "The age agrees with the evidence.")
    return Answer("contradicts", f"材料写的是{started}年开始。", f"By the evidence it began in {started}.")


_PICKED = re.compile(
    r"采[摘制收]?(?:日期|时间|于)?[^0-9]{0,4}(?P<y>20[0-9]{2})[-./年](?P<m>[0-9]{1,2})[-./月](?P<d>[0-9]{1,2})"
)
_BEFORE = {"明前": (4, 5), "清明前": (4, 5), "雨前": (4, 20), "谷雨前": (4, 20)}  # the solar terms fall within a day


def picked(claim: Claim, sheet: Sheet) -> Answer | None:
    """明前 beside a record of when it was picked."""
    term = next((word for word in _BEFORE if word in claim.clause), None)
    shown = _PICKED.search(sheet.body)
    if term is None or shown is None:
        return None
    month, number = int(shown["m"]), int(shown["d"])
    if (month, number) > _BEFORE[term]:
        return Answer(
            "contradicts", f"材料写的是{month}月{number}日采摘。", f"By the evidence it was picked on {month}/{number}."
        )
    if int(shown["y"]) < claim.day.year and not any(
        word in claim.clause for word in ("去年", "前年", "陈", shown["y"])
    ):
        return Answer("narrow", f"材料写的是{shown['y']}年采摘。", f"By the evidence it was picked in {shown['y']}.")
    return Answer("fits", "采摘时间与材料相符。", "The time of picking agrees with the evidence.")


def deadline(claim: Claim, sheet: Sheet) -> Answer | None:
    """最后一晚 against an offer that runs on."""
    file = sheet.table.file
    if not {"scarcity", "price"} & set(sheet.known.families):
        return None
    urgent = any(word in claim.clause for word in file.urgent)
    returns = any(word in claim.clause for word in ("恢复", "涨回", "涨价", "截止", "结束", "活动到", "涨到", "调回"))
    if not urgent and not returns:
        return None
    if found := next((word for word in file.open_ended if word in sheet.body), None):
        return Answer("contradicts", f"材料写明“{found}”。", f"The rules say '{found}': the offer does not end.")
    if found := next((word for word in file.undecided if word in sheet.body), None):
        return Answer("narrow", f"材料没有定下结束时间（{found}）。", "The rules set no end.")
    said, shown = said_deadline(claim.clause, claim.day), paper_deadline(sheet.body, claim.day)
    if said is None or shown is None:
        return None
    if shown > said + timedelta(days=1):
        return Answer("contradicts", f"材料写明活动到{shown}。", f"By the rules the offer runs until {shown}.")
    return Answer("fits", "结束时间与材料相符。", "The end agrees with the rules.")
