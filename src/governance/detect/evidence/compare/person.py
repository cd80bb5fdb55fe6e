"""Who somebody is: the school they are said to come from, the name they are called by."""

from __future__ import annotations

import re

from governance.detect.evidence.answer import Answer
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.paper import Sheet

_SCHOOL = re.compile("(?:(?![是于在从的我叫校])[一-鿿]){2,12}?(?:大学|学院)")
_GRADUATED = re.compile("毕业|学历|学位")
_CALLED = re.compile("(?:主讲|主播|讲师|教练|顾问|我叫)(?P<name>[一-鿿]{2,4})(?=[，。 ]|持|有证|$)")
_NAME = re.compile("姓名[，:： ]{0,2}(?P<name>[一-鿿]{2,4})(?![一-鿿])")
_WITHHELD = "某"


def school(claim: Claim, sheet: Sheet) -> Answer | None:
    """北师大毕业 beside a diploma of another school; a paper that names no school says nothing."""
    clause, body = sheet.table.plain(claim.clause), sheet.table.plain(sheet.body)
    said = _SCHOOL.search(clause) if _GRADUATED.search(clause) else None
    shown = _SCHOOL.findall(body) if _GRADUATED.search(body) else []
    if said is None or not shown:
        return None
    if any(one.endswith(said.group()) or said.group().endswith(one) for one in shown):
        return Answer("fits", "学校与材料相符。", "The school agrees with the evidence.")
    return Answer("contradicts", f"材料写的是{shown[0]}。", f"The evidence names {shown[0]}.")


def namesake(claim: Claim, sheet: Sheet) -> Answer | None:
    """主讲沈知微 beside the certificate of a 沈知遥: it may be a slip or another person, so it proves neither."""
    said, shown = _CALLED.search(claim.clause), _NAME.search(sheet.body)
    if said is None or shown is None or _WITHHELD in shown["name"] or said["name"] == shown["name"]:
        return None
    return Answer("narrow", f"材料是{shown['name']}的。", f"The paper is of {shown['name']}.")
