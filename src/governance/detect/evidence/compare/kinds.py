"""Of the same kind, model, part, grade and rank as the claim says?"""

from __future__ import annotations

import re

from governance.detect.evidence.answer import Answer
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.figures import reader_of
from governance.detect.evidence.paper import MOST_FIGURES, Sheet
from governance.language.numbers import parse

_RANK = re.compile(
    r"第(?P<n>[一二三四五六七八九十]{1,3}|\d{1,3})(?![次步时个届批代天周季期部章页段遍大])名?"
    r"|top\s*(?P<t>\d{1,3})|no\.?\s*(?P<o>\d{1,3})|排名[:：，为是第]?\s*(?P<p>\d{1,3})(?!\d)|(?<=[额量榜名排])前(?P<f>[一二三五十]|[0-9]{1,2})(?![0-9天年个月日小分单件])|(?P<best>冠军|榜首|销冠)"
)
_ALL_GOODS = re.compile("全店|全部商品|所有商品|全品类|全部链接")
_HERE = re.compile("直播间|本场|这场")
_ALL_CHANNELS = re.compile("全店|含货架|全渠道|多渠道合计|全部渠道")
_ONE = re.compile("[这本](?:一)?(?:款|条|件|支|个|只|双|盒|瓶|批|台|套|链接|号)")
_HAN_PAIRS = re.compile("(?=([一-鿿]{2}))")
_WHOLE_SCOPE = re.compile(
    r"全部|所有|本店|本批|本品|本款|本型号|全场|本次|全国|全系|通用|当前|现有|平台|天猫|京东|淘宝|抖音|快手|店|线上|类目|在岗|全店|全校|本校|同款|全仓|各仓|总"
)


def rank(claim: Claim, sheet: Sheet) -> Answer | None:
    """第一 against the fourth place of the same list."""
    said, shown = _rank(claim.clause), _rank(sheet.body)
    if said is None or shown is None:
        return None
    if said < shown:
        return Answer("contradicts", f"材料写的是第{shown}名。", f"The evidence shows rank {shown}.")
    return Answer("fits", "名次与材料相符。", "The rank agrees with the evidence.")


def _rank(text: str) -> int | None:
    places = []
    for found in _RANK.finditer(text):
        number = (
            parse(found["n"] or found["f"])
            if found["n"] or found["f"]
            else float(found["t"] or found["o"] or found["p"] or 1)
        )
        if number:
            places.append(int(number))
    return min(places, default=None)


def order(claim: Claim, sheet: Sheet) -> Answer | None:
    """A grade, medal, level or degree above the paper's."""
    return _ordered(claim, sheet, frozenset())


def graded(claim: Claim, sheet: Sheet) -> Answer | None:
    """The same of the goods themselves; how wide a statement reaches is no grade of them."""
    return _ordered(claim, sheet, _NO_GRADES)


def ungraded(claim: Claim, sheet: Sheet) -> Answer | None:
    """A colour, clarity or grade of which the paper on the goods says nothing: 净度VS1 beside a weight."""
    if sheet.type not in _GRADING:
        return None
    for name, steps in sheet.table.file.orders.items():
        told = any(word in sheet.all_text for word in steps.names) or sheet.table.step(name, sheet.all_text) is not None
        if steps.names and not told and (said := sheet.table.step(name, claim.clause)) is not None:
            word = next(w for w in steps.steps[said] if w in claim.clause)
            return Answer("narrow", f"材料没有写“{word}”。", f"The evidence does not say '{word}'.")
    return None


_GRADING = frozenset(
    ("certificate", "standard_grading", "inspection_report", "inspection", "label", "test_report", "product_spec")
)
_NO_GRADES = frozenset(("reach", "level"))


def _ordered(claim: Claim, sheet: Sheet, but: frozenset[str]) -> Answer | None:
    worst: Answer | None = None
    for name, steps in sheet.table.file.orders.items():
        if name in but:
            continue
        said = sheet.table.step(name, claim.clause)
        shown = sheet.table.step(name, sheet.all_text)
        if said is None or shown is None:
            continue
        if said < shown:
            words = next(w for w in steps.steps[shown] if w in sheet.all_text)
            answer = Answer(steps.outcome, f"材料写的是“{words}”。", f"The evidence says '{words}'.")
            if answer.outcome == "contradicts":
                return answer
            worst = answer
        elif worst is None and said == shown and name != "reach":
            worst = Answer("fits", "等级与材料相符。", "The grade agrees with the evidence.")
    return worst


def another(claim: Claim, sheet: Sheet) -> Answer | None:
    """鞋面 beside a test of the lining, 眼霜 beside the filing of a 面霜: of other goods a paper proves nothing."""
    return _kinds(claim, sheet, names_only=True)


def aspect(claim: Claim, sheet: Sheet) -> Answer | None:
    """甲醛 against a test of dust, 肩周 against a registration for the waist, 屏 against a look at the battery."""
    return _kinds(claim, sheet, names_only=False)


def _kinds(claim: Claim, sheet: Sheet, *, names_only: bool) -> Answer | None:
    fits = False
    table = sheet.table
    in_clause = table.kinds(claim.clause)
    in_sentence = table.kinds(claim.sentence) if claim.measures & sheet.measures else {}
    for name, shown in table.kinds(sheet.all_text).items():
        said = in_clause.get(name) or in_sentence.get(name)
        kinds = table.file.aspects[name]
        if not said or kinds.names_only is not names_only:
            continue
        missing = sorted(said - shown)
        if not missing:
            fits = not names_only  # any paper on these goods names them
            continue
        told = "、".join(sorted(shown)[:3])
        if kinds.exclusive and not said & shown:
            return Answer("contradicts", f"材料写的是{told}，不是{missing[0]}。",
                          f"The evidence says {told}, not {missing[0]}.")  # fmt: skip
        return Answer("narrow", f"材料涉及的是{told}，没有涉及{missing[0]}。",
                      f"The evidence speaks of {told}, not of {missing[0]}.")  # fmt: skip
    return Answer("fits", "材料说的是同一件事。", "The evidence speaks of the same thing.") if fits else None


def function(claim: Claim, sheet: Sheet) -> Answer | None:
    """Another function than the approved one, said to be had: 睡得香 beside an approval for 增强免疫力."""
    if not sheet.known.approved:
        return None
    approved = claim.functions(sheet.all_text)
    other = sorted(claim.functions(claim.clause) - approved)
    if not approved or not other or not any(word in claim.clause for word in sheet.table.file.asserts):
        return None
    titles = "、".join(claim.book.source.lexicons[name].title for name in sorted(approved))
    return Answer("narrow", f"批准的功能只有：{titles}。", "The approved function is another one.")


def which(claim: Claim, sheet: Sheet) -> Answer | None:
    """Another stage, building, phase or model: 二段 against a registration of stage 1."""
    said, shown = sheet.table.which(claim.clause), sheet.table.which(sheet.all_text)
    for unit, values in said.items():
        if unit in shown and not values <= shown[unit]:
            other = "、".join(f"{n:g}{unit}" for n in sorted(shown[unit]))
            return Answer("narrow", f"材料只涉及{other}。", f"The evidence is about {other} only.")
    size, sized = sheet.table.sizes(claim.clause), sheet.table.sizes(sheet.all_text)
    if sized and size - sized:
        other = "、".join(sorted(sized)).upper()
        return Answer("narrow", f"材料只涉及{other}码。", f"The evidence is about size {other} only.")
    models, covered = sheet.table.models(claim.sentence), sheet.table.models(sheet.all_text)
    if models and covered and not models & covered:
        return Answer(
            "narrow", f"材料只涉及{sorted(covered)[0]}。", f"The evidence is about {sorted(covered)[0]} only."
        )
    return None


def part(claim: Claim, sheet: Sheet) -> Answer | None:
    """A scope that the talk never names: a report on another model, one warehouse, one class."""
    if (
        (sheet.known.definitive or sheet.known.fresh_days)
        and _ALL_GOODS.search(sheet.scope)
        and _ONE.search(claim.clause)
    ):
        return Answer(
            "narrow", f"材料统计的是{sheet.scope[:20]}，不是这一款。", "The evidence counts all goods, not this one."
        )
    if sheet.known.fresh_days and _HERE.search(claim.clause) and (found := _ALL_CHANNELS.search(sheet.all_text)):
        return Answer(
            "narrow", f"材料统计的是“{found.group()}”。", f"The evidence counts '{found.group()}', more than that."
        )
    if sheet.known.function or not sheet.scope or _WHOLE_SCOPE.search(sheet.scope):
        return None
    scope, named = sheet.table.plain(sheet.scope), sheet.table.plain(claim.named)
    words = dict.fromkeys(found[1] for found in _HAN_PAIRS.finditer(scope))
    reader = reader_of(sheet.table)
    shown = reader.read(scope)[:MOST_FIGURES]
    if shown and any(f.agrees(g, sheet.table.file.rounding) for f in reader.read(named) for g in shown
                     if f.measure == g.measure):  # fmt: skip
        return None
    if (words or shown) and not any(word in named for word in words):
        return Answer("narrow", f"材料只涉及“{sheet.scope[:20]}”。", f"The evidence covers only '{sheet.scope[:20]}'.")
    return None


def elsewhere(claim: Claim, sheet: Sheet) -> Answer | None:
    """A paper that names nothing the document speaks of: 有3C beside a certificate for a pram."""
    if sheet.known.function:
        return None
    known = {word[i : i + 2] for word in sheet.known.speaks for i in range(len(word) - 1)}
    about = sheet.table.content(sheet.body) - known
    if not about or about & sheet.table.content(claim.named):
        return None
    return Answer(
        "narrow", f"材料写的是“{sheet.body[:20]}”，没有涉及所说内容。", "The evidence speaks of something else."
    )
