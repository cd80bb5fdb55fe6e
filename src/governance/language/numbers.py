"""Numbers as people say them: 一百四, 3.5万, 百分之三十, 九成九."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_DIGITS = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_HAN = r"[零〇一二两俩三四五六七八九十百千万亿]+(?:点[零一二三四五六七八九]+)?"
NUMBER = rf"(?:{_DIGITS}[百千万亿]*|{_HAN})"
_QUANTITY = re.compile(
    rf"百分之(?P<part>{NUMBER}|百)|(?P<all>百分百|百分之百)|(?P<tenth>[0-9一二两三四五六七八九](?:\.[0-9])?)成(?P<tenth2>[一二三四五六七八九])?"
    rf"|(?P<number>{NUMBER})(?P<more>[多来余])?(?P<unit>%|个百分点|块钱|块|元|米|毛|w|万|亿|单|件|个|份|套|盒|瓶|包|箱|台|条|双|支|袋|斤|桶|罐|颗|粒|名|位|人|组|把|只|折|倍|天|日|个?小时|分钟|秒|个?月|年|周|岁|克|g|kg|毫克|mg|毫升|ml|cm|厘米|毫米|mm|平米|平方|度|公里|km|k|克拉|项|家|次|号)?"
)
_UNIT = {
    "%": "percent", "个百分点": "percent", "块钱": "yuan", "块": "yuan", "元": "yuan", "人": "count", "名": "count",
    "位": "count", "w": "count",
}  # fmt: skip
_COUNT = set("单件个份套盒瓶包箱台条双支袋桶罐颗粒组把只家次项")


class Quantity(NamedTuple):
    """A number with its unit (``percent``, ``yuan``, ``count``, or the unit as written; ``""`` without)."""

    value: float
    unit: str
    start: int
    end: int
    text: str


@lru_cache(maxsize=4096)
def parse(text: str) -> float | None:
    """Read a number in digits or characters; None when it is not one (几十 is no number)."""
    from cn2an import cn2an

    plain = text.replace(",", "").replace("两", "二").replace("俩", "二").replace("〇", "零")
    try:
        return float(plain)
    except ValueError:
        pass
    if plain and plain[0] in "百千万亿":
        plain = "一" + plain
    try:
        return float(cn2an(plain, "smart"))
    except (ValueError, IndexError, KeyError):
        return None


_GROUPS = re.compile("(?<=[0-9])[,，](?=[0-9]{3}(?![0-9]))")


def grouped(text: str, at: int) -> bool:
    """Whether the comma at this place parts thousands: 120,483."""
    return _GROUPS.match(text, at) is not None


_EACH = re.compile("(?<=[十百千][二三四五六七八九])一(?=[盒斤瓶件个双条套箱包袋台支只罐桶份])")


def ungrouped(text: str) -> str:
    """The text without the commas that part thousands; offsets are lost."""
    return _GROUPS.sub("", text)


def joined(text: str) -> str:
    """The text with the commas that part thousands written so that a number is read whole, and 二十五一盒 so that it is
    no 251; offsets stay.
    """
    return _EACH.sub("\0", _GROUPS.sub(",", text))


def quantities(text: str) -> list[Quantity]:
    """All quantities in a text, in order. Shares (百分之三十, 三成) come as ``percent``."""
    out = []
    for match in _QUANTITY.finditer(joined(text)):
        if match["all"]:
            value, unit = 100.0, "percent"
        elif match["part"]:
            part = 100.0 if match["part"] == "百" else parse(match["part"])
            if part is None:
                continue
            value, unit = part, "percent"
        elif match["tenth"]:
            tenth = parse(match["tenth"])
            if tenth is None:
                continue
            value, unit = tenth * 10 + (parse(match["tenth2"]) or 0 if match["tenth2"] else 0), "percent"
        else:
            number = parse(match["number"])
            if number is None:
                continue
            raw = match["unit"] or ""
            value = number * {"w": 10_000, "万": 10_000, "亿": 100_000_000}.get(raw, 1)
            unit = "" if raw in ("万", "亿") else _UNIT.get(raw, "count" if raw in _COUNT else raw)
        out.append(Quantity(value, unit, match.start(), match.end(), match.group()))
    return out
