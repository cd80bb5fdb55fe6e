"""Led by the papers: clauses that speak of what a paper is about, even where no rule knows their wording.

A clause is charged where a paper proves it false, or where the clause is definite and the paper too little, and no
other paper of the document supports it. Where a claim stands alone with its papers and none of them supports anything
said, they are taken to be meant for it.
"""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from governance.detect.evidence.answer import WEIGHT, Judged
from governance.detect.evidence.beside import (
    PASSING,
    UNTOLD,
    Laid,
    Step,
    affirms,
    asserts,
    beside,
    linked,
    measures,
)
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.compare.amounts import amounts
from governance.detect.evidence.compare.denial import failed, zero
from governance.detect.evidence.compare.kinds import another, aspect, elsewhere, graded, order, ungraded
from governance.detect.evidence.compare.measured import SIZES
from governance.detect.evidence.compare.silence import silent
from governance.detect.evidence.paper import PRODUCT, Sheet, papers_of
from governance.detect.evidence.table import table_of
from governance.detect.view import View
from governance.rulebook.book import Rulebook

SHORTEST = 3  # characters; a shorter clause says nothing by itself
SAME_THING = 2  # pairs of characters that a clause shares with a paper about the same thing
MOST_CLAUSES = 400  # a document with papers is a claim sheet or a stretch of talk, not a day of it


_Place = tuple[int, int, int]  # folded start and end, sentence


class Said(NamedTuple):
    """A clause, what the papers say of it, the families it may be charged with (the likeliest first), and whether it is
    definite enough to be charged where nothing else speaks of it."""

    start: int
    end: int
    sentence: int
    judged: Judged
    families: tuple[str, ...]
    definite: bool


def said_beside_papers(view: View, book: Rulebook, category: str, day: str) -> list[Said]:
    """Every clause that a paper speaks to, with the answer that decides, in order of place."""
    table = table_of(book)
    sheets = papers_of(view, table) if table is not None else []
    if table is None or not sheets:
        return []
    claims = [(place, Claim(view, book, *place, category, day)) for place in clauses(view)]
    known: dict[tuple[str, str], _Decided | None] = {}  # talk repeats itself
    heard: list[tuple[_Place, _Decided]] = []
    for place, claim in claims:
        key = claim.clause, claim.sentence
        if key not in known:
            known[key] = _decide(claim, [sheet for sheet in sheets if linked(claim, sheet)])
        if (decided := known[key]) is not None:
            heard.append((place, decided))
    one_claim = len(view.folded) <= table.file.one_claim and not view.document.filed
    if one_claim and not any(_settles(decided) for _, decided in heard):
        meant = _presumed(claims, sheets)
        heard = [(place, decided) for place, decided in heard if place not in dict(meant)] + meant
    proving = {id(decided.sheet) for _, decided in heard if decided.judged.outcome == "fits"}
    return [
        Said(*place, decided.judged, decided.families, decided.definite)
        for place, decided in heard
        if not (decided.vague and id(decided.sheet) in proving)
    ]


class _Decided(NamedTuple):
    """The answer to one clause and the paper that gave it. ``vague``: too little, and about another thing than the
    paper states; whoever attached the paper for something else said beside it has nothing to answer for."""

    judged: Judged
    families: tuple[str, ...]
    definite: bool
    vague: bool
    sheet: Sheet
    by: Step


def _decide(claim: Claim, sheets: list[Sheet]) -> _Decided | None:
    best: _Decided | None = None
    if claim.is_denied:
        return None
    for sheet in sheets:
        laid = beside(claim, sheet)
        if laid is None:
            continue
        answer = laid.answer
        if answer.outcome == "fits" and sheet.type == PRODUCT:
            continue  # the shop's own words about its goods prove nothing
        judged = Judged(answer.outcome, sheet.type, answer)
        if best is None or WEIGHT[judged.outcome] > WEIGHT[best.judged.outcome]:
            definite = _definite(claim, sheet, laid)
            named = sheet.known.function or any(word in claim.clause for word in sheet.known.speaks)
            other = laid.by in (aspect, another) and zero(claim, sheet) is None
            vague = answer.outcome == "narrow" and other and not named
            best = _Decided(judged, _families(claim, sheet, laid), definite, vague, sheet, laid.by)
    return best


def _settles(decided: _Decided) -> bool:
    """Whether an answer leaves nothing to presume: the clause is charged by its own words, or its paper merely words it
    otherwise, as documents do."""
    if decided.judged.outcome == "fits":
        return False
    return decided.definite or (decided.by is elsewhere and not decided.sheet.known.telling)


def _presumed(claims: list[tuple[_Place, Claim]], sheets: list[Sheet]) -> list[tuple[_Place, _Decided]]:
    """The heaviest answer where no paper supports anything that is said: 粗蛋白42% beside a report on moisture. Whoever
    attaches papers to a single claim means them for it.
    """
    papers = [sheet for sheet in sheets if sheet.type != PRODUCT]
    answers: list[tuple[_Place, Claim, _Decided]] = []
    for place, claim in claims:
        decided = _decide(claim, papers)
        if decided is not None and decided.judged.outcome == "fits":
            return []
        if decided is not None and (_promises(claim, decided.sheet) or _refuted(claim, decided)):
            answers.append((place, claim, decided))
    if not answers:
        return []
    place, claim, decided = max(
        answers,
        key=lambda a: (WEIGHT[a[2].judged.outcome], bool(_named(a[1], a[2].sheet)), a[0][1] - a[0][0]),
    )
    judged = decided.judged
    if decided.by is amounts and not measures(claim):
        judged = judged._replace(outcome="narrow")  # who knows whether the two count the same: 3000台, 2个仓库
    return [(place, decided._replace(judged=judged, definite=True, vague=False))]


def _promises(claim: Claim, sheet: Sheet) -> bool:
    """Whether a clause needs a paper: it measures, affirms, or names a quality, not only a size or a price."""
    return bool(_named(claim, sheet)) or measures(claim, UNTOLD) or affirms(claim, sheet)


def _refuted(claim: Claim, decided: _Decided) -> bool:
    """Whether the only figure of its measure on the paper is another: 能吸七百毫升 beside 饱和吸水量380mL/片."""
    if decided.judged.outcome != "contradicts" or decided.by is not amounts:
        return False
    shown = [p.figure.measure for p in decided.sheet.figures]
    return any(shown.count(said.measure) == 1 for said in claim.figures if said.measure not in PASSING)


def _definite(claim: Claim, sheet: Sheet, laid: Laid) -> bool:
    if laid.by in (silent, ungraded):
        return True  # the paper names the very thing that is said
    if laid.by is failed:  # of the whole paper, whatever the clause says: it must be about the same thing
        return asserts(claim, sheet) or len(claim.content & sheet.content) >= SAME_THING
    return laid.answer.outcome == "contradicts" or (laid.by is not elsewhere and asserts(claim, sheet))


_QUALITIES = ("authenticity", "efficacy")
_EXTENT = SIZES - {"volume"}  # what it takes up is what it does: 一片能吸七百毫升
_COUNTED = PASSING | frozenset(("time", "people", "share"))  # may be counted of anything


def _quality(claim: Claim, sheet: Sheet) -> str | None:
    """The family of a clause that measures or grades the goods, whatever kind of paper lies beside it: of a certificate
    or a patent beside 一千六百瓦 the power is charged, not the paper."""
    known = sheet.known
    if known.function or known.families[0] not in (*_QUALITIES, "credential"):
        return None
    if claim.measures & _EXTENT:
        return "authenticity"
    if not measures(claim, _COUNTED) and not _grades(claim, sheet) and "share" not in claim.measures:
        return None
    for family, categories in sheet.table.file.qualities.items():
        if claim.category in categories:
            return family
    return next((family for family in known.families if family in _QUALITIES), _QUALITIES[0])


def _grades(claim: Claim, sheet: Sheet) -> bool:
    """Whether a clause grades the goods, by a grade that the paper gives or could give."""
    orders = sheet.table.file.orders.items()
    return graded(claim, sheet) is not None or any(
        order.names and sheet.table.step(name, claim.clause) is not None for name, order in orders
    )


def _families(claim: Claim, sheet: Sheet, laid: Laid) -> tuple[str, ...]:
    """The families a clause may be charged with beside a paper: those whose words stand in it, first of them what such
    papers prove, then whatever else they prove."""
    named = _named(claim, sheet)
    if claim.terms_in("material", claim.clause):
        named = ["authenticity", *(family for family in named if family != "authenticity")]
    proved = list(sheet.known.families)
    quality = _quality(claim, sheet)
    if quality is not None:
        proved = [quality, *(family for family in proved if family != quality)]
    if quality is not None and laid.by in (amounts, order) and named[:1] == ["credential"]:
        named = [quality, *named]  # 预售证号…建筑面积118㎡: it is the area that is false
    named.sort(key=lambda family: family not in proved)
    return tuple(dict.fromkeys((*named, *proved)))


def _named(claim: Claim, sheet: Sheet) -> list[str]:
    """The families whose words stand in the clause; a sum of money is about a price."""
    return [
        family
        for family, words in sheet.table.file.families.items()
        if any(word in claim.words for word in words) or (family == "price" and "money" in claim.measures)
    ]


def clauses(view: View) -> list[tuple[int, int, int]]:
    """The clauses of a document with the sentence each stands in."""
    return list(islice((c for c in view.clauses() if c[1] - c[0] >= SHORTEST), MOST_CLAUSES))
