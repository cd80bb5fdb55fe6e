"""Figures of the claim against figures of the paper: same measure, same thing spoken of, and which way it flatters."""

from __future__ import annotations

import re
from collections.abc import Iterable

from governance.detect.evidence.answer import Answer
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.compare.measured import COUNTS, SIZES, comparable
from governance.detect.evidence.figures import BARE, Figure
from governance.detect.evidence.paper import Sheet, Shown

_MANIFOLD = ("share", "time", "mass", "length")  # what one paper may state of many things
_ALWAYS_SAID = ("money", "time", "people", "goods")  # talk leaves out other units: 有机质六十, 静水压一万
_LEFT = re.compile("[剩后仅只就]了?$")
_CONDITIONS = ("threshold",)
_LABEL = re.compile("[一-鿿]{2,3}")
_IS = re.compile("[是为有约达]$")
_SAME_TOPIC = 3  # pairs of characters that a clause shares with a paper on one thing
_ANOTHER = 2.0  # times; so far off it is no rounding, but another side of the goods or another thing
_NEAR = 8  # characters beside a figure that say what it counts


def amounts(claim: Claim, sheet: Sheet) -> Answer | None:
    """Every figure that claim and paper both measure.

    A mismatch that flatters the goods contradicts; one beside another test condition, or a longer time than was
    measured, is only not covered.
    """
    table = sheet.table
    if not claim.figures:
        return None
    fits: Figure | None = None
    wrong: list[tuple[Figure, Figure]] = []
    for said in claim.figures:
        if said.value == 1 and said.measure in COUNTS and not _LEFT.search(claim.clause[: said.start]):
            continue  # 每人送一个: an article, no number
        labelled = _labelled(claim, said, sheet)
        if labelled is not None and not _among(said, _telling(sheet), sheet):
            wrong.append((said, labelled))
            continue
        if said.measure == BARE:
            same = sheet.figures if not said.bound else [p for p in sheet.figures if p.about & claim.content]
            if said.bound == "least" and (more := _much_more(claim, sheet, said, same)) is not None:
                wrong.append((said, more))
                continue
            if said.value >= 2 and _among(said, same, sheet):
                fits = fits or said
            continue
        pool = _about_the_same(claim, said, [p for p in sheet.figures if comparable(said, p.figure)], sheet)
        pool = [p for p in pool if not _is_rated(claim, p, sheet)]
        if not pool:
            if said.measure in SIZES and len(_of_its_measure(said, sheet)) == 1 and _among(said, sheet.figures, sheet):
                fits = fits or said  # the only weight on the paper, under whatever name
            if any(word in sheet.body for word in table.file.undecided):
                return Answer("narrow", f"材料没有写定{said.text}。", f"The evidence does not settle {said.text}.")
            continue
        if _among(said, pool, sheet):
            if said.bound == "least" and (more := _much_more(claim, sheet, said, pool)) is not None:
                wrong.append((said, more))
                continue
            if said.bound == "most" and (worse := _worse(said, pool, claim)) is not None:
                wrong.append((said, worse))
                continue
            if said.bound and not any(p.about & claim.content for p in pool):
                continue  # at least 51 % of one thing is not shown by 94 % of another
            fits = said if fits is None or fits.measure == "time" else fits
            continue
        if _among(said, _of_its_measure(said, sheet), sheet):
            continue  # the paper has this figure, of a thing it calls by another name
        counted = [p.figure for p in pool if p.figure.measure != BARE and (p.figure.value or said.measure in COUNTS)]
        nearest = min(counted, key=lambda f: abs(f.value - said.value)) if counted else None
        if nearest is not None and not _of_another_side(claim, sheet, said, nearest, pool):
            wrong.append((said, nearest))
    settled = {
        (said.start, said.measure)
        for said in claim.figures
        if not said.bound and _among(said, _of_its_measure(said, sheet), sheet)
    }  # 500ml×6 is six of 500ml
    return _answer(claim, sheet, fits, [pair for pair in wrong if (pair[0].start, pair[0].measure) not in settled])


def _is_rated(claim: Claim, shown: Shown, sheet: Sheet) -> bool:
    """Whether a figure of the paper is what comes out (额定容量12000mAh) and the clause says what is in (20000mAh)."""
    before = sheet.body[max(0, shown.figure.start - _NEAR) : shown.figure.start]
    return shown.figure.measure == "charge" and "额定" in before and "额定" not in claim.clause


def _of_another_side(claim: Claim, sheet: Sheet, said: Figure, nearest: Figure, pool: list[Shown]) -> bool:
    """Whether a size is so far below all that the paper gives that it is of something else: 厚度二十二公分 beside
    1500×2000mm."""
    return (
        said.measure in SIZES
        and said.value * _ANOTHER < nearest.value
        and not any(p.about & claim.content for p in pool)
        and not _flatters(claim, sheet, said, nearest)
    )


def _among(said: Figure, shown: Iterable[Shown], sheet: Sheet) -> bool:
    """Whether one of the paper's figures says the same."""
    return any(said.agrees(p.figure, sheet.table.file.rounding) for p in shown)


def _of_its_measure(said: Figure, sheet: Sheet) -> list[Shown]:
    return [p for p in sheet.figures if p.figure.measure == said.measure]


def _about_the_same(claim: Claim, said: Figure, pool: list[Shown], sheet: Sheet) -> list[Shown]:
    """The paper's figures that speak of what this figure speaks of; where their words tell nothing, all of them."""
    before = claim.clause[max(0, said.start - _NEAR) : said.start].rpartition("，")[2]
    after = claim.clause[said.end : said.end + _NEAR].partition("，")[0]
    words = sheet.table.content(before + claim.clause[said.start : said.end] + after)
    close = [p for p in pool if p.about & words]
    nearest = max((len(p.about & words) for p in close), default=0)
    if not said.bound:
        close = [p for p in close if len(p.about & words) == nearest]  # 额定容量 is nearer to 额定容量 than to 电池容量
    if sheet.known.definitive and not any(p.figure.measure == said.measure for p in close):
        return pool  # 电饭煲×3, 中奖3人: the paper is about nothing else
    if close or said.measure not in _MANIFOLD or sheet.known.definitive or sheet.known.less:
        return close or pool
    alike = len(claim.content & sheet.content) >= _SAME_TOPIC or len(claim.measures & sheet.measures) > 1
    if alike and len(_of_its_measure(said, sheet)) == 1:
        # 东门走到地铁口六百米 beside 东门至地铁4号线A口，步行路径1.9km; 半个钟头能到六成 beside 0-30min充电至61%
        return pool
    return [p for p in pool if not p.about or not words]


def _labelled(claim: Claim, said: Figure, sheet: Sheet) -> Figure | None:
    """The paper's figure under the same name, where units are left out: 容积率1.8, 糖度十六."""
    label = _IS.sub("", claim.clause[max(0, said.start - 4) : said.start])[-3:]
    if said.measure != BARE or not _LABEL.fullmatch(label) or sheet.table.content(label[-2:]) != {label[-2:]}:
        return None
    found = re.search(re.escape(label[-2:]) + r"，?[^0-9，。、\s]{0,3}([0-9.]+)", sheet.body)
    if found is None:
        return None
    shown = [p.figure for p in _telling(sheet) if f"{p.figure.bare.value:g}" == found[1]]
    return shown[0] if shown else None


def _telling(sheet: Sheet) -> list[Shown]:
    return [p for p in sheet.figures if p.figure.measure not in _ALWAYS_SAID]


def _much_more(claim: Claim, sheet: Sheet, said: Figure, pool: list[Shown]) -> Figure | None:
    """跑了四万多, while the paper counts eighty-six thousand: where less flatters, 多 leaves no such room."""
    shown = [p.figure if p.figure.measure == said.measure else p.figure.bare for p in pool]
    measure = next((p.figure.measure for p in pool), said.measure)
    if not shown or not _less(claim, sheet, measure) or any(one.value <= said.value * _ANOTHER for one in shown):
        return None
    return min((p.figure for p in pool), key=lambda figure: figure.value)


def _worse(said: Figure, pool: list[Shown], claim: Claim) -> Figure | None:
    """Within 48 hours, while the paper's mean is nine days."""
    beyond = [p.figure for p in pool if p.about & claim.content and p.figure.value > said.value * 1.5]
    return beyond[0] if beyond else None


def _answer(claim: Claim, sheet: Sheet, fits: Figure | None, wrong: list[tuple[Figure, Figure]]) -> Answer | None:
    if any(said.bound == "most" and said.value < shown.value for said, shown in wrong):
        return _contradicts(*next(pair for pair in wrong if pair[0].bound == "most"))
    flattering = [(said, shown) for said, shown in wrong if _flatters(claim, sheet, said, shown)]
    size = next((pair for pair in wrong if pair[0].measure in ("volume", "mass")), None)
    if size is not None and sheet.known.families[0] == "price":
        return Answer("narrow", f"材料上的价格是{size[1].text}的，不是{size[0].text}的。",
                      f"The price on record is of {size[1].text}, not of {size[0].text}.")  # fmt: skip
    if not flattering:
        if fits is None and not wrong:
            return None
        return Answer("fits", "与材料上的数值相符。", "The figure agrees with the evidence.")
    main = [pair for pair in flattering if pair[0].measure != "time"]
    if main:
        said, shown = main[0]
        timed = any(pair[0].measure == "time" for pair in wrong)
        if timed:
            return Answer(
                "narrow", f"材料的测试条件与“{said.text}”不同，写的是{shown.text}。",
                f"The evidence was made under other conditions than '{said.text}'; it says {shown.text}.",
            )  # fmt: skip
        return _contradicts(said, shown)
    said, shown = flattering[0]
    if _less(claim, sheet, said.measure) or any(word in sheet.body for word in sheet.table.file.ended):
        return _contradicts(said, shown)
    return Answer(
        "narrow", f"材料只到{shown.text}，没有覆盖{said.text}。",
        f"The evidence covers {shown.text}, not {said.text}.",
    )  # fmt: skip


def _contradicts(said: Figure, shown: Figure) -> Answer:
    return Answer("contradicts", f"材料写的是{shown.text}，所说为{said.text}。",
                  f"The evidence says {shown.text}; the claim says {said.text}.")  # fmt: skip


def _less(claim: Claim, sheet: Sheet, measure: str) -> bool:
    file = sheet.table.file
    if any(word in claim.clause for word in file.more_after_all):
        return False
    if sheet.known.less and measure != "share":
        return True
    return any(word in claim.clause for word in (*file.less.get("any", ()), *file.less.get(measure, ())))


def _flatters(claim: Claim, sheet: Sheet, said: Figure, shown: Figure) -> bool:
    """Whether the claim is better than the paper. Saying less than one could is no lie."""
    if said.measure in _CONDITIONS:
        return said.value < shown.value
    if said.measure == "money":  # whether a price flatters depends on which price it is: `reference` knows
        return said.value > shown.value and any(word in claim.clause for word in sheet.table.file.gives)
    if said.measure in ("degrees", BARE):
        if shown.measure in (said.measure, "share"):
            return True  # of a rate or a degree either way may
        better = -1 if _less(claim, sheet, shown.measure) else 1
        return better * said.value > better * shown.bare.value
    if _less(claim, sheet, said.measure):
        return said.value < shown.value
    return said.value > shown.value


def covered(claim: Claim, sheet: Sheet) -> bool:
    """Whether the claim has figures, and the paper every one of them."""
    return bool(claim.figures) and all(
        _among(said, (p for p in sheet.figures if said.measure == BARE or comparable(said, p.figure)), sheet)
        for said in claim.figures
    )
