"""What the goods are: material, origin, kind and function.

Each comparison returns an answer, or None when it has nothing to say.
"""

from __future__ import annotations

import re

from governance.detect.evidence.answer import Answer
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.facts import Facts

_DOWN = frozenset(("绒子", "含绒"))
_PURE = re.compile(r"(?:100%|百分百|百分之百|纯|全|十足)")


def share(claim: Claim, facts: Facts) -> Answer | None:
    """How much of the material is in it: 纯羊毛 against a report of 30 %."""
    materials = claim.terms_in("material", claim.said) or claim.terms_in("material", claim.text)
    if not materials:
        return None
    if _DOWN.issuperset(materials):  # the share of down in the filling, whatever bird it is from
        materials = tuple(one for one in claim.terms_in("material", facts.text) if one.endswith("绒")) or materials
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
    one = claim.table.plain if claim.table else str
    kin = [o for o in others if any(o in m or m in o or one(o) == one(m) for m in materials)]
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
    if claimed and facts.type == "cosmetic_filing" and not facts.word("function", "功能", "功效", "scope", "claim"):
        return Answer("narrow", "所附备案信息没有写功效。", "The filing as attached names no function.")
    if not claimed or not approved:
        return None
    if claimed <= approved:
        return Answer("fits", "在批准或者备案的功能之内。", "Within the approved or filed function.")
    titles = "、".join(claim.book.source.lexicons[name].title for name in sorted(approved))
    if not claimed & approved and _told_of_approval(claim, facts):
        return Answer(
            "contradicts", f"批准或者备案的功能是：{titles}。", "The approval or filing names another function."
        )
    return Answer("narrow", f"批准或者备案的功能只有：{titles}。", "The approved or filed function is another one.")


_APPROVALS = ("health_food_approval", "drug_approval", "device_registration", "device_filing", "cosmetic_filing",
              "cosmetic_registration")  # fmt: skip


def _told_of_approval(claim: Claim, facts: Facts) -> bool:
    """Whether the talk says what this very approval says; one whose scope is other goods may be the wrong paper."""
    if facts.type not in _APPROVALS or facts.word("scope", "范围") or claim.table is None:
        return False
    words = claim.table.file.attributes
    return facts.type == "health_food_approval" or any(word in claim.sentence for word in words)


def region(claim: Claim, facts: Facts) -> Answer | None:
    """From where it is said to come?"""
    said = claim.terms_in("region", claim.said) or claim.terms_in("region", claim.text)
    where = facts.word("origin", "region", "place", "产地", "原产", "address") or (
        facts.text
        if facts.type
        in ("origin_proof", "gi_authorization", "label", "inspection_report", "test_report", "customs_declaration")
        else ""
    )
    named = claim.terms_in("region", where)
    if not said or not named:
        return None
    if claim.table is not None:  # 印尼 is 印度尼西亚
        said, where = tuple(claim.table.plain(one) for one in said), claim.table.plain(where)
    text = claim.table.plain(claim.clause) if claim.table is not None else claim.clause
    if any(one.rstrip("省市县区") in text for one in named if len(one) > 2):
        return Answer("fits", "产地相符。", "The origin agrees.")  # 新疆阿图什 beside 阿图什市
    imported = {*said} <= {"进口", "原装进口"} and "国产" not in named
    if imported or any(s in where for s in said):
        return Answer("fits", "产地相符。", "The origin agrees.")
    return Answer(
        "contradicts",
        f"材料写明产地是{'、'.join(named[:2])}。",
        f"The evidence names the origin {', '.join(named[:2])}.",
    )
