"""Figures with what they measure: 一百二十六个人, 满300, 前十名, 三百多万单, 0.04mg/m³, 29/48."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from governance.detect.evidence.table import Table, either
from governance.language.numbers import NUMBER, joined, parse

Bound = Literal["", "least", "most"]
BARE = "bare"  # a number without a unit: may agree with anything, disagrees with nothing

_MASK = re.compile(
    "|".join((
        # ordinals: 第一 counts nothing
        r"第 ?(?:[零〇一二三四五六七八九十百]{1,4}|\d{1,4})[名位]?",
        r"(?<![a-z])(?:no\.? ?|top ?)\d{1,3}(?![0-9.])|首[位个名]",
        r"\d{1,2}月?[-至到~]\d{1,2}月(?:份)?(?!\d)|\d{1,2}月\d{1,2}[日号]?[-至到~]?\d{1,2}[日号]",
        r"20\d\d[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?|20\d\d年|20[012]\d(?![0-9.一-鿿])|二零[零一二三四五六七八九]{2}年",
        r"\d{1,2}月\d{1,2}[日号]|\d{1,2}-\d{1,2}至\d{1,2}-\d{1,2}|\d{1,2}:\d{2}|\d{1,2}月(?:份|底|初)?(?![0-9])",
        r"[一二三四五六七八九十]+月(?:份|底|初)|[一二三四五六七八九十]{1,3}号(?!楼)|\d{1,2}[号点](?![楼几])",
        r"(?:gb|iso|qb|ny|sn|din|en|astm|zl|cn|sc|pd)[/ t]*[0-9][0-9./—-]*",
        r"(?!spf|upf)(?<![a-z0-9])[a-z]+[0-9]+[a-z0-9.-]*|\d{7,}",
        r"第?[一二三四五六七八九十]{1,3}点(?![零一二三四五六七八九几])|一[下起样直共定般手场些]",
    ))
)  # fmt: skip


_TIMES = re.compile(r" ?[×x] ?([1-9][0-9]?)(?![0-9a-z.])")


_FLAT = re.compile(r"(?<=[0-9一二两三四五六七八九十百千零])平(?![台均时常安整价铺坦衡米方板和行])")  # 109平
# 复购率四十一, not 功率二千: a share that talk gives without its sign. Of interest either way may flatter.
_RATE = re.compile(r"(?<![功频辨倍速心曲斜帧积利])率(?:是|为|有|达|约|在)?$")


def mask(text: str) -> str:
    """Blank ordinals, dates, times of day, standards and the numbers of papers; offsets stay."""
    return _MASK.sub(lambda found: "\0" * len(found.group()), text)


class Figure(NamedTuple):
    """``value`` in the smallest unit of ``measure``; ``bound`` says whether it is a least or a most; of a stretch
    (8.2至8.9) ``high`` is its end, else the value again."""

    value: float
    measure: str
    bound: Bound
    start: int
    end: int
    text: str
    high: float
    size: float = 1.0  # of its unit

    @property
    def bare(self) -> Figure:
        """Without its unit, to be laid beside a number that has none: 四万三, 43180km."""
        return self._replace(value=self.value / self.size, high=self.high / self.size, measure=BARE, size=1.0)

    def agrees(self, other: Figure, rounding: float) -> bool:
        """Whether the two say the same, as people round."""
        if self.measure != other.measure:
            self, other = self.bare, other.bare
        slack = rounding * max(abs(self.value), abs(other.value)) + 1e-9
        if self.bound == "least" or other.bound == "most":
            return other.high >= self.value - slack
        if self.bound == "most" or other.bound == "least":
            return other.value <= self.high + slack
        return self.value <= other.high + slack and other.value <= self.high + slack


class Reader:
    """Reads figures by the units of a table."""

    def __init__(self, table: Table) -> None:
        self._size = {
            unit: (measure, size) for measure, units in table.file.units.items() for unit, size in units.items()
        }
        units = either(tuple(self._size))
        self.read = lru_cache(maxsize=4096)(self._read)
        least, most = either(table.file.least), either(table.file.most)
        self._least, self._most = re.compile(least), re.compile(most)
        self._pattern = re.compile(
            rf"(?P<before>至少|超过|超|破|突破|不少于|不低于|大于|≥|>|不超过|不大于|不高于|小于|低于|≤|<|凑够|买够|买满|消费满|满|前|百分之|千分之|(?:spf|upf)(?:实测|值)?\s?[>≥]?)?"
            rf"(?:(?P<part>{NUMBER})/(?P<whole>{NUMBER})(?![a-z])"
            rf"|(?P<tenth>[0-9一二两三四五六七八九](?:\.[0-9])?)成(?P<tenth2>[一二三四五六七八九])?(?!新)"
            rf"|(?P<number>{NUMBER})(?:(?:[至到]|-(?=[0-9.]+(?:{units})))(?P<upper>{NUMBER})(?![-0-9]))?(?P<vague>点?[多几来余])?(?P<large>[万亿])?(?P<unit>(?:{units})(?!/h))?(?P<half>半|(?<=[克斤])[一二三四五六七八九](?![一-鿿])|(?<=米)[一二三四五六七八九](?![零一二三四五六七八九十百千万亿点个条斤盒年月天号度]))?)"
            rf"(?P<after>{least}|{most})?"
        )

    def _read(self, text: str) -> list[Figure]:
        """All figures of a folded text, in order; dates, standards and numbers of papers are none."""
        masked = _FLAT.sub("㎡", mask(joined(text)))
        out: list[Figure] = []
        for found in self._pattern.finditer(masked):
            figures = self._figures(found)
            out.extend(figures)
            if figures and (times := _TIMES.match(masked, found.end())):
                one, many = figures[-1], int(times[1])
                out.append(one._replace(value=one.value * many, high=one.high * many))  # 500克×2
        return out

    def _figures(self, found: re.Match[str]) -> list[Figure]:
        start, end, text = found.start(), found.end(), found.group()
        before, after = found["before"] or "", found["after"] or ""
        bound: Bound = ""
        if before in ("至少", "超过", "超", "破", "突破", "不少于", "不低于", "大于", "≥", ">") or (
            self._least.fullmatch(after) and not before.startswith("spf")
        ):
            bound = "least"
        elif before in ("不超过", "不大于", "不高于", "小于", "低于", "≤", "<") or self._most.fullmatch(after):
            bound = "most"
        if found["part"]:
            part, whole = parse(found["part"]), parse(found["whole"])
            if not part or not whole or part > whole:
                return []
            values = ((part, BARE), (whole, BARE), (100 * part / whole, "share"))
            return [Figure(value, measure, bound, start, end, text, value) for value, measure in values]
        if found["tenth"]:
            value = (parse(found["tenth"]) or 0) * 10 + (parse(found["tenth2"]) or 0 if found["tenth2"] else 0)
            return [Figure(value, "share", bound, start, end, text, value)]
        number = parse(found["number"])
        if number is None:
            return []
        large = {"万": 1e4, "亿": 1e8}.get(found["large"] or "", 1)
        upper = max(parse(found["upper"] or "") or 0, number) * large
        number *= large
        unit = found["unit"] or ""
        if before in ("百分之", "千分之"):
            part = 1 if before == "百分之" else 10
            return [Figure(number / part, "share", bound, start, end, text, upper / part)]
        if found["vague"]:
            bound = "least"
        measure, size = self._size.get(unit, (BARE, 1.0))
        if found["half"] and unit:
            number += 0.5 if found["half"] == "半" else (parse(found["half"]) or 0) / 10  # 八克二
            upper = max(upper, number)
        if before in ("凑够", "买够", "买满", "消费满", "满") and measure in (BARE, "money"):
            measure = "threshold"
        elif before[:3] in ("spf", "upf"):
            measure = "sun"
        elif before == "前" and measure in ("people", "goods"):
            measure, size = "places", 1.0
        elif not unit and found["number"] in ("一", "两", "十", "百", "千", "万", "零", "〇", "二", "三", "四"):
            return []  # 一边, 千万, 万一: too short to be a figure of its own
        elif measure == BARE and upper <= 100 and _RATE.search(found.string, max(start - 4, 0), start):
            measure = "share"
        return [Figure(number * size, measure, bound, start, end, text, upper * size, size)]


@lru_cache(maxsize=4)
def reader_of(table: Table) -> Reader:
    """The reader for a table."""
    return Reader(table)
