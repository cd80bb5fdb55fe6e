"""What a clause measures that needs a paper, and figures that may be laid side by side at all."""

from __future__ import annotations

import re

from governance.detect.evidence.answer import Answer
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.figures import BARE, Figure
from governance.detect.evidence.paper import Sheet

COUNTS = ("goods", "people", "shops", "reviews", "places")
SIZES = frozenset(("mass", "volume", "length", "area"))
_NAMED = re.compile("[一-鿿](?:度|率|值|指数|系数|含量)$")
_TECHNICAL = SIZES | frozenset(("share", "micro", "sun", "charge", "power", "pressure", "light", "sound", "carat"))


def comparable(said: Figure, shown: Figure) -> bool:
    """Whether a figure of a paper may be set against one that is said."""
    return said.measure == shown.measure or (shown.measure == BARE and said.measure in (*COUNTS, "share", "money"))


def measured(claim: Claim, sheet: Sheet) -> list[Figure]:
    """The figures of a clause that only a measurement or a record can show: with a technical unit, under a name
    (糖度十六), or a time that is promised."""
    return [
        said
        for said in claim.figures
        if (said.measure in _TECHNICAL and not (said.measure == "area" and said.text == "一亩"))
        or (said.measure == BARE and _NAMED.search(claim.clause[: said.start]))
        or (said.measure == "time" and any(word in claim.clause for word in sheet.table.file.less.get("time", ())))
    ]


def uncovered(claim: Claim, sheet: Sheet) -> Answer | None:
    """A measured figure of which the paper has nothing of the kind: 珍珠八到九毫米 beside 海水珍珠.

    A size of the goods (水溶肥料 1千克) asks nothing of a paper that measures nothing, such as a registration.
    """
    for said in measured(claim, sheet):
        if said.measure in SIZES and not sheet.figures:
            continue
        name = claim.clause[max(0, said.start - 2) : said.start]
        shown = [p for p in sheet.figures if comparable(said, p.figure)]
        if not shown and not (said.measure == BARE and name in sheet.body):
            return Answer("narrow", f"材料没有写{said.text}。", f"The evidence does not state {said.text}.")
    return None
