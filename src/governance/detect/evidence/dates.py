"""Stretches of time in papers and in talk: 2026-10, 2025Q3, 二零二六年九月, 上个月, 今年."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from governance.language.numbers import parse

_HAN_YEAR = re.compile("二[零〇]([零〇一二三四五六七八九])([零〇一二三四五六七八九])年?")
_QUARTER = re.compile("(20[0-9]{2})年?第?([一二三四1-4])季度")
_DIGIT = {digit: str(n) for n, digit in enumerate("零一二三四五六七八九")} | {"〇": "0"}
_DATE = re.compile(
    r"(?P<y>20\d\d)(?:\s*q(?P<q>[1-4])|年?(?P<season>春|夏|秋|冬|上半年|下半年)|[-/.年](?P<m>\d{1,2}|[一二三四五六七八九十]{1,2}月)(?:[-/.月](?P<d>\d{1,2}))?)?"
)
_MONTH = re.compile(r"(?<![\d个])(?P<m>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份|里|的|卖|销|，|$|天猫|全)")
_SEASONS = {"春": (1, 6), "夏": (6, 8), "秋": (8, 12), "冬": (11, 12), "上半年": (1, 6), "下半年": (7, 12)}
_FESTIVALS = {
    "双十一": (11, 11),
    "双11": (11, 11),
    "618": (6, 18),
    "六一八": (6, 18),
    "双十二": (12, 12),
    "双12": (12, 12),
}
_LAST = re.compile(r"(?:近|过去|最近)(?P<n>[0-9]+|[一二两三四五六七八九十]+)个?(?P<unit>年|月|天|日|周|季度)")
_UNIT = {"年": 365, "月": 30, "天": 1, "日": 1, "周": 7, "季度": 91}


class Span(NamedTuple):
    """First and last day."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How long it is."""
        return (self.end - self.start).days + 1


def plain_years(text: str) -> str:
    """二零二四年 as 2024年 and 2025年第三季度 as 2025q3; every other character stays."""
    text = _HAN_YEAR.sub(lambda m: f"20{_DIGIT[m[1]]}{_DIGIT[m[2]]}年", text)
    return _QUARTER.sub(lambda m: f"{m[1]}q{parse(m[2]) or 1:g}", text)


_N = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_Y = r"20[0-3][0-9]"
_DASH = "[-~～〜—–―−－]{1,2}"
_SEP = rf" ?(?:{_DASH}|至|到) ?"
_FROM = rf"(?<![0-9])(?P<y>{_Y}) ?(?:年|[-/.]) ?(?P<m>{_N})"
_FROM_DAY = rf"{_FROM} ?(?:月|[-/.]) ?(?P<d>{_N}) ?[日号]?"
# Ranges as papers write them; a hyphen between months counts only where 月 shows what it is.
_RANGES = tuple(re.compile(pattern) for pattern in (
    # 2020年12月-2021年2月, 2021-01/2021-06, 2021.1.1-2021.6.30
    rf"{_FROM}(?: ?(?:月|[-/.]) ?(?P<d>{_N}) ?[日号]?| ?月份?)?(?:{_SEP}|/)"
    rf"(?P<y2>{_Y}) ?(?:年|[-/.]) ?(?P<m2>{_N})(?: ?(?:月|[-/.]) ?(?P<d2>{_N}) ?[日号]?(?![0-9])| ?月份?|(?![0-9]))",
    # 2021年6月1日至6月18日, 2021.6.1-6.18, 2021-06-01~06-18
    rf"{_FROM_DAY}{_SEP}(?P<m2>{_N}) ?(?:月|[-/.]) ?(?P<d2>{_N}) ?[日号]?(?![0-9])",
    # 2021年10月1-7日, 2021-10-01~07
    rf"{_FROM_DAY}(?:{_SEP}(?P<d2>{_N}) ?[日号]|(?:至|[~～])(?P<d3>[0-9]{{1,2}})(?![-/.0-9月年]))",
    # 2021年1月-6月, 2021年1-6月, and 2021年1月6月 as it is left of it when marks went
    rf"{_FROM} ?(?:月份?(?:{_SEP})?|{_SEP})(?P<m2>{_N}) ?月份?(?! ?{_N} ?[日号])",
    # 2021-06至08
    rf"{_FROM}(?:至|[~～])(?P<m2>[0-9]{{1,2}})(?![-/.0-9月日年])",
    # 2019-2021年, 2019年至2021年
    rf"(?<![0-9])(?P<y>{_Y}) ?年?{_SEP}(?P<y2>{_Y})(?: ?年度?(?! ?{_N} ?月)|(?![-/.0-9a-z年一-鿿]))",
))  # fmt: skip


def plain_ranges(text: str) -> str:
    """Ranges of years, months and days as their first and last day: 2021年1月-6月 as 2021-01-01至2021-06-30.

    What is no range, or runs backwards, stays as it is written.
    """
    plain = plain_years(text)
    out = _with_ranges(plain)
    return text if out == plain else out


def _with_ranges(plain: str) -> str:
    for pattern in _RANGES:
        plain = pattern.sub(_plain_range, plain)
    return plain


def _plain_range(found: re.Match[str]) -> str:
    said = found.groupdict()
    year = int(said["y"])
    year2 = int(said.get("y2") or year)
    month, month2 = (int(parse(said.get(name) or "") or 0) for name in ("m", "m2"))
    day, day2 = int(parse(said.get("d") or "") or 1), int(parse(said.get("d2") or said.get("d3") or "") or 0)
    if not month:
        month, month2 = 1, 12
    month2 = month2 or month
    try:
        start, end = date(year, month, day), date(year2, month2, day2 or monthrange(year2, month2)[1])
    except ValueError:
        return found.group()
    return f"{start}至{end}" if start <= end else found.group()


def _month(year: int, first: int, last: int) -> Span:
    return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _one(found: re.Match[str]) -> Span | None:
    year = int(found["y"])
    if found["q"]:
        return _month(year, int(found["q"]) * 3 - 2, int(found["q"]) * 3)
    if found["season"]:
        return _month(year, *_SEASONS[found["season"]])
    if found["m"] is None:
        return _month(year, 1, 12)
    month = parse(found["m"].rstrip("月"))
    if month is None or not 1 <= month <= 12:
        return None
    if found["d"] is None:
        return _month(year, int(month), int(month))
    try:
        day = date(year, int(month), int(found["d"]))
    except ValueError:
        return None
    return Span(day, day)


def read_span(text: str) -> Span | None:
    """The time a paper speaks of: from its first date to its last. None without a year."""
    spans = [span for found in _DATE.finditer(_with_ranges(plain_years(text))) if (span := _one(found)) is not None]
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None


def stretch(text: str) -> int | None:
    """Days of a stretch that ends now: 近三年, 过去七天, 近12个月."""
    found = _LAST.search(text)
    return None if found is None else int((parse(found["n"]) or 1) * _UNIT[found["unit"]])


_NAMED_MONTH = re.compile("(?P<m>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月")


def _part_of_year(text: str, year: int) -> Span | None:
    """六月 or 上半年 at the head of what follows 今年."""
    for half in ("上半年", "下半年"):
        if text.startswith(half):
            return _month(year, *_SEASONS[half])
    found = _NAMED_MONTH.match(text)
    month = int(parse(found["m"]) or 0) if found else 0
    return _month(year, month, month) if 1 <= month <= 12 else None


def said_span(text: str, day: date) -> Span | None:
    """The time a claim speaks of, seen from the day of the broadcast; None for now or no time at all."""
    text = plain_years(text)
    if (named := read_span(text)) is not None:
        return named
    if days := stretch(text):
        return Span(day - timedelta(days=days), day)
    if "近一年" in text or "一年卖" in text:
        return Span(day - timedelta(days=365), day)
    held = next((at for festival, at in _FESTIVALS.items() if festival in text), None)
    for word, back in (("今年", 0), ("去年", 1), ("前年", 2)):
        if word in text:
            if held is not None:
                return Span(date(day.year - back, *held), date(day.year - back, *held))
            if (part := _part_of_year(text[text.find(word) + len(word) :], day.year - back)) is not None:
                return part
            year = _month(day.year - back, 1, 12)
            return Span(year.start, min(year.end, day))
    for half in ("上半年", "下半年"):
        if half in text:
            return _month(day.year, *_SEASONS[half])
    if held is not None and date(day.year, *held) <= day:
        return Span(date(day.year, *held), date(day.year, *held))
    first = day.replace(day=1)
    if re.search("上个?月", text):
        before = first - timedelta(days=1)
        return _month(before.year, before.month, before.month)
    if re.search("这个月|本月|当月", text):
        return Span(first, day)
    if found := _MONTH.search(text):
        month = int(parse(found["m"]) or 1)
        year_ = day.year if month <= day.month else day.year - 1
        return _month(year_, month, month)
    return None


_TONIGHT = re.compile("今晚|今天|今夜|今日|最后一晚|最后一天|最后一场|明[天早日]|马上|立马|下播|十二点")
_DAY = re.compile(
    r"(?:(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月)?(?P<d>[0-3]?\d|[一二三四五六七八九]?十[一二三四五六七八九]?|三十一?)[号日]"
)


def said_deadline(text: str, day: date) -> date | None:
    """The last day of an offer as the host tells it: 今晚, 二十四号, 11月25日."""
    if found := _DAY.search(text):
        month, number = parse(found["m"]) if found["m"] else day.month, parse(found["d"])
        try:
            return date(day.year, int(month or day.month), int(number or 0))
        except ValueError:
            return None
    return day if _TONIGHT.search(text) else None


_END = re.compile(r"(?:(?P<y>20\d\d)[-/.年])?(?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})")


def paper_deadline(text: str, day: date) -> date | None:
    """The last date that an offer's rules name; without a year, that of the broadcast."""
    last: date | None = None
    for found in _END.finditer(plain_years(text)):
        try:
            named = date(int(found["y"] or day.year), int(found["m"]), int(found["d"]))
        except ValueError:
            continue
        last = named if last is None or named > last else last
    return last
