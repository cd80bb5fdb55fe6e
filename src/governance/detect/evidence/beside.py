"""One clause laid beside one paper, whatever rule asked: what decides is the first of these that speaks against it.

A denial or a failed result decides whatever else agrees; then whether the paper is about this thing and this time at
all, since a figure of something else proves nothing; then the figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from governance.detect.evidence.answer import Answer
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.compare.amounts import amounts
from governance.detect.evidence.compare.denial import denied, failed, opposites, zero
from governance.detect.evidence.compare.goods import region
from governance.detect.evidence.compare.kinds import (
    another,
    aspect,
    elsewhere,
    function,
    graded,
    order,
    part,
    rank,
    ungraded,
    which,
)
from governance.detect.evidence.compare.measured import SIZES, uncovered
from governance.detect.evidence.compare.offers import discount, lowest, reduction, reference, saving
from governance.detect.evidence.compare.papers import expiry, issuer, limits, numbered
from governance.detect.evidence.compare.person import namesake, school
from governance.detect.evidence.compare.portion import portion
from governance.detect.evidence.compare.silence import silent
from governance.detect.evidence.compare.trade import gift
from governance.detect.evidence.compare.when import deadline, picked, since, when
from governance.detect.evidence.facts import Facts
from governance.detect.evidence.figures import BARE
from governance.detect.evidence.paper import Sheet

Step = Callable[[Claim, Sheet], Answer | None]


def _of_facts(compare: Callable[[Claim, Facts], Answer | None]) -> Step:
    """A comparison that asks for a paper's fields, asked of the paper."""
    return lambda claim, sheet: compare(claim, sheet.facts)


_ORIGIN = frozenset(("origin_proof", "gi_authorization", "customs_declaration", "label"))
_FROM = re.compile("产|来的|来自|进口|直发|源自|采自|运来|发的")


def _origin(claim: Claim, sheet: Sheet) -> Answer | None:
    """藤是印尼来的 beside 产地：广西."""
    return region(claim, sheet.facts) if sheet.type in _ORIGIN and _FROM.search(claim.clause) else None


class Laid(NamedTuple):
    """An answer and the comparison that gave it."""

    answer: Answer
    by: Step


# In the order in which they are asked.
STEPS: dict[str, Step] = {
    "failed": failed, "silent": silent, "part": part, "another": another, "denied": denied, "opposites": opposites,
    "deadline": deadline, "expiry": _of_facts(expiry), "issuer": _of_facts(issuer), "limits": _of_facts(limits),
    "numbered": _of_facts(numbered), "namesake": namesake, "which": which, "aspect": aspect, "function": function,
    "when": when, "since": since, "picked": picked, "school": school, "zero": zero, "rank": rank, "order": order,
    "reduction": reduction, "discount": discount, "reference": reference, "saving": saving, "lowest": lowest,
    "gift": _of_facts(gift), "origin": _origin, "portion": portion, "amounts": amounts,
}  # fmt: skip
# Asked only where none of those says anything.
LAST_STEPS: dict[str, Step] = {"ungraded": ungraded, "uncovered": uncovered, "elsewhere": elsewhere}


def beside(claim: Claim, sheet: Sheet) -> Laid | None:
    """What the paper says of the claim's clause; None where the two have nothing in common."""
    fits: Laid | None = None
    for step in STEPS.values():
        answer = step(claim, sheet)
        if answer is None:
            continue
        if answer.outcome != "fits":
            return Laid(answer, step)
        fits = Laid(answer, step)
    if fits is not None:
        # Of the same thing, but not of how much: 好评率98% beside a count of reviews.
        missing = uncovered(claim, sheet) if fits.by is opposites else None
        return fits if missing is None else Laid(missing, uncovered)
    for step in LAST_STEPS.values():
        if (answer := step(claim, sheet)) is not None:
            return Laid(answer, step)
    return None


# Papers of measured things.
ATTESTING = frozenset(("test_report", "inspection_report", "inspection", "product_spec", "license", "ccc_certificate"))
ABOUT = 1.25  # 一百六十多 is at most so many times as much
_SAME_KIND = frozenset(("authenticity", "synthetic", "persona", "after-sales", "price", "inducement"))
PASSING = frozenset((BARE, "money", "goods"))  # what any talk counts in passing
_VAGUE = frozenset((BARE, "time", "share", "money", "goods"))  # what any talk may count
UNTOLD = PASSING | SIZES  # a size needs no paper: 毯子280g/㎡
# Units of which a thing has one figure: whoever says so many watts and attaches a paper with watts means the same.
_TELLING = frozenset(("power", "sound", "charge", "pressure", "energy", "flow", "light", "sun", "carat"))
# Whatever these have to say, they say of the thing itself.
_LINKING: tuple[Step, ...] = (
    silent, graded, ungraded, namesake, school, since, picked, reference, saving, lowest, discount, _origin,
)  # fmt: skip


def linked(claim: Claim, sheet: Sheet) -> bool:
    """Whether the clause speaks of what the paper is about."""
    if any(word in claim.clause for word in sheet.known.speaks):
        return True
    if claim.content & sheet.content:
        return True
    rounding = sheet.table.file.rounding
    if any(
        said.value >= 10
        and said.high == said.value
        and (not said.bound or p.figure.value <= said.value * ABOUT)
        and said.matches(p.figure, rounding)
        for said in claim.figures
        for p in sheet.figures
    ):
        return True
    if any(
        said.measure in _TELLING and sum(p.figure.measure == said.measure for p in sheet.figures) == 1
        for said in claim.figures
    ):
        return True
    if _SAME_KIND.intersection(sheet.known.families) and opposites(claim, sheet) is not None:
        return True
    if (sheet.known.function or sheet.type in ATTESTING) and (
        aspect(claim, sheet) is not None or another(claim, sheet) is not None
    ):
        return True
    if numbered(claim, sheet.facts) is not None:
        return True
    if which(claim, sheet) is not None or function(claim, sheet) is not None:
        return True
    if any(step(claim, sheet) is not None for step in _LINKING):
        return True
    if not sheet.table.content(claim.sentence) & sheet.content:
        return False
    if "money" in claim.measures & sheet.measures and any(word in claim.clause for word in sheet.table.file.gives):
        return True
    measured = {said.measure for said in claim.figures} - (_VAGUE - {"time"} if sheet.known.less else _VAGUE)
    return any(p.figure.measure in measured for p in sheet.figures) or zero(claim, sheet) is not None


def asserts(claim: Claim, sheet: Sheet) -> bool:
    """Whether the clause claims something definite enough that a paper beside it can be too little."""
    return not claim.is_denied and (measures(claim) or affirms(claim, sheet))


def affirms(claim: Claim, sheet: Sheet) -> bool:
    """Whether a word of the clause claims something definite, whatever its figures."""
    file = sheet.table.file
    return (
        any(word in claim.words for word in (*file.asserts, *file.everyone, *file.zero, *file.urgent))
        or any(word in claim.clause for word in sheet.known.speaks)
        or which(claim, sheet) is not None
    )


def measures(claim: Claim, but: frozenset[str] = PASSING) -> bool:
    """Whether the clause states a figure of a thing, not merely a price or how many."""
    return any(said.measure not in but for said in claim.figures)
