"""What one side affirms and the other denies: 原屏 beside 屏幕非原装, 不含烟碱 beside 烟碱18mg/g, a revoked permit."""

from __future__ import annotations

import re

from governance.detect.evidence.answer import Answer
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.paper import Sheet

LISTED = 6  # characters; so long an object is a name, of which any part will do
_ADDED = re.compile("添加|人工|任何|一点|工业|外加|额外")  # 零添加香精 is of the 香精; 无蔗糖藕粉 is not of the 藕粉
_APART = re.compile("不[计算]|除外|另[计算购]|净[^化水]{0,2}重")  # 绑绳不计 says with the paper that it is not included
_AND = re.compile("[和与及跟]")
_HAS = re.compile("有|齐|带|持|具备|附|俱全")


def failed(claim: Claim, sheet: Sheet) -> Answer | None:
    """The paper's own result is a failure, and the clause does not say as much itself (合同到期了, 没有代言人)."""
    if any(word in claim.clause for word in sheet.table.file.admits):
        return None
    for word in sheet.failures:
        if word not in claim.clause:
            return Answer("contradicts", f"所附材料写明“{word}”。", f"The evidence itself says '{word}'.")
    return None


def denied(claim: Claim, sheet: Sheet) -> Answer | None:
    """The paper denies what the claim affirms."""
    if not sheet.denials or any(word in claim.clause for word in sheet.table.file.apart):
        return None
    table = sheet.table
    clause = table.plain(claim.clause)
    if _APART.search(clause):
        return None
    for said, denial in sheet.denials:
        things = _things(denial)
        if _HAS.search(clause):
            things.append(denial[-2:])  # 无购机发票 beside 发票齐全
        thing = next((t for t in things if len(t) > 1 and t not in table.file.generic and t in clause), None)
        if thing is not None and not table.negated(clause, clause.find(thing)):
            return Answer("contradicts", f"材料写明“{said[:12]}”。", f"The evidence says '{said[:12]}'.")
    return None


def _things(denied: str) -> list[str]:
    """The first word of what is denied, and of a list of what is not included every word."""
    if len(denied) == LISTED:
        return [denied[i : i + 2] for i in range(len(denied) - 1)]
    return [denied[:2]] if len(denied) > 1 else []


def _none_of(thing: str, body: str) -> bool:
    """蔗糖0g, pfoa含量为0."""
    return re.search(re.escape(thing) + r"(?:含量)?(?:为|，)?0(?:\.0+)?(?![0-9.])", body) is not None


def zero(claim: Claim, sheet: Sheet) -> Answer | None:
    """The claim says there is none of it: 零蔗糖, 甲醛未检出. The paper finds some, or did not look."""
    table = sheet.table
    clause = table.plain(claim.clause)
    things = [found[1] for found in table.zeroed.finditer(table.unmasked(clause))]
    found_none = re.finditer(r"([一-鿿]{2,4})(?:未检出|零检出|没检出|为零)", clause)
    things += [_AND.split(found[1])[-1] for found in found_none]  # 重金属和激素未检出: the last of them
    things += [found[1] for found in re.finditer(r"一[点丝]([一-鿿]{2})(?:都|也)?(?:没有|没|无)", clause)]
    body = table.plain(sheet.body)
    for thing in things:
        named = next((thing[:n] for n in range(len(thing), 1, -1) if thing[:n] in body), None)
        if named is None and _ADDED.match(thing):
            named = next((thing[-n:] for n in range(len(thing), 1, -1) if thing[-n:] in body), None)
        if named is None or named in table.file.generic:
            continue
        if table.negated(body, body.find(named)) or _none_of(named, body):
            return Answer("fits", f"材料写明不含{named}。", f"The evidence says there is no {named}.")
        return Answer("contradicts", f"材料写明有{named}：“{sheet.body[:24]}”。", f"The evidence shows {named}.")
    if things and sheet.type in ("test_report", "inspection_report"):  # what a label leaves out is not in it
        chemical = [t for t in things if table.content(t)]
        if chemical:
            return Answer("narrow", f"材料没有写{chemical[0]}。", f"The evidence says nothing of {chemical[0]}.")
    return None


def opposites(claim: Claim, sheet: Sheet) -> Answer | None:
    """A lexicon ``is-x`` in the claim against its ``isnt-x`` in the paper, said of the same clause; or, for kinds of
    which any word affirms any other (真人, 实时), the same lexicon in the paper."""
    affirmed: Answer | None = None
    for name in claim.affirmed:
        if _word_for_word(claim, sheet, name):
            continue
        for word in claim.terms_in("isnt-" + name.removeprefix("is-"), sheet.body):
            at = sheet.body.find(word)
            if word in claim.sentence:
                continue
            if sheet.table.negated(sheet.body, at):
                affirmed = affirmed or Answer("fits", f"材料写明没有“{word}”。", f"The evidence denies '{word}'.")
                continue
            return Answer("contradicts", f"材料写明“{word}”。", f"The evidence says '{word}'.")
        same = claim.terms_in(name, sheet.body) if name in sheet.table.file.affirming else ()
        if same and not sheet.table.negated(sheet.body, sheet.body.find(same[0])):
            affirmed = Answer("fits", f"材料写明“{same[0]}”。", f"The evidence says '{same[0]}'.")
    return affirmed


def _word_for_word(claim: Claim, sheet: Sheet, name: str) -> bool:
    """Whether the paper says it of the same thing in the same words: 机芯原装 beside 机芯原装，表壳抛光."""
    for word in claim.terms_in(name, claim.clause):
        at = claim.clause.find(word)
        same = claim.clause[max(at - 2, 0) : at + len(word)]
        told = sheet.body.find(same)
        if len(same) > len(word) + 1 and told >= 0 and not sheet.table.negated(sheet.body, told):
            return True
    return False
