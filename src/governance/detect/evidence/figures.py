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
        # ordinals: 第一 counts nothing; nor do a fineness, 加一块 and what a content is measured in
        r"(?:足金|足银|千足[金银]|(?<![一-鿿])[金银])(?:9{3,4}|九{3,4})|(?<=[加放合搁凑])一块|一块(?=[儿用吃喝玩给])",
        r"(?:每|一)(?:(?:百|100) ?(?:克|g|毫升|ml)|立方米?|千克|公斤)(?!装)"
        r"(?=[^0-9，。]{0,8}[零一二两三四五六七八九十百0-9])",
        r"第 ?(?:[零〇一二三四五六七八九十百]{1,4}|\d{1,4})[名位]?",
        r"(?<![a-z])(?:no\.? ?|top ?)\d{1,3}(?![0-9.])|首[位个名]",
        r"\d{1,2}月?[-至到~]\d{1,2}月(?:份)?(?!\d)|\d{1,2}月\d{1,2}[日号]?[-至到~]?\d{1,2}[日号]",
        r"20\d\d[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?|20\d\d年|20[012]\d(?![0-9.一-鿿×*a-pr-z%])|二零[零一二三四五六七八九]{2}年",
        r"\d{1,2}月\d{1,2}[日号]|\d{1,2}-\d{1,2}至\d{1,2}-\d{1,2}|\d{1,2}:\d{2}|\d{1,2}月(?:份|底|初)?(?![0-9])",
        r"[一二三四五六七八九十]+月(?:份|底|初)|[一二三四五六七八九十]{1,3}号(?!楼)|\d{1,2}[号点](?![楼几])",
        r"/ ?(?:100|1)? ?(?:g|ml|kg|l|m3|m2|克|毫升|公斤|千克|升)(?![a-z])",  # 33.1g/100g
        r"(?:gb|iso|qb|ny|sn|din|en|astm|zl|cn|sc|pd)[/ t]*[0-9][0-9./—-]*",
        r"(?!spf|upf)(?<![a-z0-9])[a-z]+[0-9]+[a-z0-9.-]*|\d{7,}",
        r"第?[一二三四五六七八九十]{1,3}点(?![零一二三四五六七八九几])|一[下起样直共定般手场些]",
    ))
)  # fmt: skip


_TIMES = re.compile(r" ?[×x] ?([1-9][0-9]?)(?![0-9a-z.])")


_FLAT = re.compile(r"(?<=[0-9一二两三四五六七八九十百千零])平(?![台均时常安整价铺坦衡米方板和行])")  # 109平
# 复购率四十一, not 功率二千: a share that talk gives without its sign. Of interest either way may flatter.
_RATE = re.compile(r"(?<![功频辨倍速心曲斜帧积利])率(?:是|为|有|达|约|在)?$")


_POINTS = re.compile("(?:钻石?|主石|裸石|副石|配石)(?:是|有|足)?$")  # 主钻三十分 is a third of a carat
_NOT_GOODS = re.compile("仓|店|门店|平台|省|市|城|渠道|类目|品类|品牌|批次|国家|地区|产地|基地")
_PRICED = re.compile("(?:最高赔|赔偿|赔付|售价|票价|标价|保额|限额)(?:是|为|到|了|你|您)?$")  # 最高赔五万
_POWER = re.compile("电[^0-9，。]{0,4}$")  # 一天耗电零点六度
_SIDES = re.compile(r"(?P<n>[0-9.]+(?:[×x*][0-9.]+){1,2})(?P<unit>mm|cm|m|毫米|厘米|米)(?![a-z0-9])")


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

    def matches(self, other: Figure, rounding: float) -> bool:
        """Whether the two agree, and measure the same as far as they say what they measure."""
        return (self.measure == other.measure or BARE in (self.measure, other.measure)) and self.agrees(other, rounding)

    def agrees(self, other: Figure, rounding: float) -> bool:
        """Whether the two say the same, as people round."""
        if self.measure != other.measure:
            self, other = self.bare, other.bare
        if self.bound:
            rounding /= 4  # who says 以上 has left himself room already
        slack = rounding * max(abs(self.value), abs(other.value)) + 1e-9
        if self.high > self.value and other.high > other.value and self.high > other.high + slack:
            return False  # 20到180度 beside -20～120℃
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
            rf"(?P<before>至少|超过|超|破|突破|(?<=[压量度率额值产数])过|不少于|不低于|大于|≥|>|不超过|不大于|不高于|小于|低于|不到|不足|≤|<|[¥￥]|凑够|买够|买满|消费满|满|前|百分之|千分之|(?:spf|upf)(?:实测|值)?\s?[>≥]?)?"
            rf"(?:(?P<part>{NUMBER})/(?P<whole>{NUMBER})(?![a-z])"
            rf"|(?P<tenth>[0-9一二两三四五六七八九](?:\.[0-9])?)成(?P<tenth2>[一二三四五六七八九])?(?!新)"
            rf"|(?P<whole_and>{NUMBER})个半(?P<half_of>小时|钟头|月|星期)"
            rf"|(?<![上下大一两三四五六七八九十点块\0])半个?(?P<halved>小时|钟头|月|年|天|斤|公斤|米|公里|升|克拉)"
            rf"|(?P<number>{NUMBER})(?:(?:[至到]|-(?=[0-9.]+(?:{units})))(?P<upper>{NUMBER})(?![-0-9]))?(?P<vague>点?[多几来余])?(?P<large>[万亿])?(?P<unit>(?:{units})(?!/h))?(?P<half>半|(?<=[克斤])[一二三四五六七八九](?![一-鿿])|(?<=[米升])[一二三四五六七八九](?![零一二三四五六七八九十百千万亿点个条斤盒瓶袋桶罐杯支包壶年月天号度]))?)"
            rf"(?P<after>(?:{least}|{most})(?!(?<=不到){NUMBER}))?"  # 八小时 不到一度电
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
        for found in _SIDES.finditer(masked):  # 1500×2000×160mm: the last is read above
            measure, size = self._size[found["unit"]]
            for side in re.split("[×x*]", found["n"])[:-1]:
                if (length := parse(side)) is not None:
                    value = length * size
                    out.append(Figure(value, measure, "", found.start(), found.end(), found.group(), value, size))
        return _merged(out)

    def _figures(self, found: re.Match[str]) -> list[Figure]:
        start, end, text = found.start(), found.end(), found.group()
        before, after = found["before"] or "", found["after"] or ""
        bound: Bound = ""
        if before in ("至少", "超过", "超", "破", "突破", "过", "不少于", "不低于", "大于", "≥", ">") or (
            self._least.fullmatch(after) and not before.startswith("spf")
        ):
            bound = "least"
        elif before in ("不超过", "不大于", "不高于", "小于", "低于", "不到", "不足", "≤", "<") or self._most.fullmatch(
            after
        ):
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
        if found["whole_and"]:  # 七个半钟头
            measure, size = self._size[found["half_of"]]
            value = ((parse(found["whole_and"]) or 0) + 0.5) * size
            return [Figure(value, measure, bound, start, end, text, value, size)]
        if found["halved"]:
            measure, size = self._size[found["halved"]]
            return [Figure(size / 2, measure, bound, start, end, text, size / 2, size)]
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
        measure, size = self._unit(unit, found.string[max(start - 8, 0) : start])
        if measure == "goods" and _NOT_GOODS.match(found.string, end):
            measure = BARE  # 2个仓库
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
        elif measure == BARE and (before in ("¥", "￥") or _PRICED.search(found.string, max(start - 6, 0), start)):
            measure = "money"
        elif measure == BARE and upper <= 100 and _RATE.search(found.string, max(start - 4, 0), start):
            measure = "share"
        return [Figure(number * size, measure, bound, start, end, text, upper * size, size)]

    def _unit(self, unit: str, before: str) -> tuple[str, float]:
        """What a unit measures beside the words before its number, and its size."""
        if unit == "分" and _POINTS.search(before):
            return "carat", 0.01
        if unit == "度" and _POWER.search(before):
            return "energy", 1.0
        return self._size.get(unit, (BARE, 1.0))


def _merged(figures: list[Figure]) -> list[Figure]:
    """4h05min is one length of time."""
    out: list[Figure] = []
    for figure in figures:
        last = out[-1] if out else None
        if last and last.end == figure.start and last.measure == figure.measure == "time" and figure.size < last.size:
            more = figure.value
            text = last.text + figure.text
            out[-1] = last._replace(value=last.value + more, high=last.high + more, end=figure.end, text=text)
        else:
            out.append(figure)
    return out


@lru_cache(maxsize=4)
def reader_of(table: Table) -> Reader:
    """The reader for a table."""
    return Reader(table)
