"""Led by the papers: clauses that speak of what a paper is about, even where no rule knows their wording.

A clause is charged where a paper proves it false, or where the clause is definite and the paper too little, and no
other paper of the document supports it.
"""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from governance.detect.candidates import Match
from governance.detect.evidence.answer import Answer, Judged
from governance.detect.evidence.beside import asserts, beside, linked
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.compare.amounts import measured
from governance.detect.evidence.compare.kinds import elsewhere
from governance.detect.evidence.facts import Facts
from governance.detect.evidence.paper import MOST_PAPERS, PRODUCT, Sheet, items_of
from governance.detect.evidence.table import table_of
from governance.detect.view import View
from governance.rulebook.book import Rulebook

SHORTEST = 3  # characters; a shorter clause says nothing by itself
MOST_CLAUSES = 400  # a document with papers is a claim sheet or a stretch of talk, not a day of it


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
    items = items_of(view.document)
    if table is None or not items:
        return []
    sheets = [Sheet(Facts(item), table) for item in items[:MOST_PAPERS]]
    out: list[Said] = []
    first: tuple[int, int, int, Claim] | None = None
    known: dict[tuple[str, str], _Decided | None] = {}  # talk repeats itself
    spoken = False  # whether any paper has anything to say of any clause
    for start, end, sentence in clauses(view):
        claim = Claim(view, book, start, end, sentence, category, day)
        key = claim.clause, claim.sentence
        if key in known:
            if (again := known[key]) is not None:
                out.append(Said(start, end, sentence, *again))
            continue
        near = [sheet for sheet in sheets if linked(claim, sheet)]
        decided = known[key] = _decide(claim, near)
        spoken = spoken or any(claim.content & sheet.content or beside(claim, sheet) is not None for sheet in near)
        if decided is not None:
            out.append(Said(start, end, sentence, *decided))
        elif first is None and measured(claim, sheets[0]):
            first = start, end, sentence, claim
    attesting = [sheet for sheet in sheets if _SHOWN_BY.intersection(sheet.known.families)]
    if not spoken and first is not None and attesting:
        out.append(_unrelated(*first, attesting[0]))
    return out


_SHOWN_BY = frozenset(("efficacy", "authenticity", "after-sales"))  # families whose papers measure or record


def _unrelated(start: int, end: int, sentence: int, claim: Claim, sheet: Sheet) -> Said:
    """A measured figure, and no paper that speaks of anything the document says."""
    answer = Answer(
        "narrow", f"材料只写明“{sheet.body[:20]}”，没有涉及所说内容。", "The evidence speaks of something else."
    )
    return Said(start, end, sentence, Judged("narrow", sheet.type, answer), _families(claim, sheet), True)


_Decided = tuple[Judged, tuple[str, ...], bool]


def _decide(claim: Claim, sheets: list[Sheet]) -> _Decided | None:
    best: _Decided | None = None
    if sheets and any(word in claim.clause for word in sheets[0].table.file.denies):
        return None  # what is denied is not claimed
    for sheet in sheets:
        answer = beside(claim, sheet)
        if answer is None:
            continue
        if answer.outcome == "fits" and sheet.type == PRODUCT:
            continue  # the shop's own words about its goods prove nothing
        judged = Judged(answer.outcome, sheet.type, answer)
        if best is None or _RANK[judged.outcome] > _RANK[best[0].outcome]:
            vague = not sheet.known.names_goods and answer == elsewhere(claim, sheet)
            definite = answer.outcome == "contradicts" or (asserts(claim, sheet) and not vague)
            best = judged, _families(claim, sheet), definite
    return best


_RANK = {"narrow": 0, "fits": 1, "contradicts": 2}


def _families(claim: Claim, sheet: Sheet) -> tuple[str, ...]:
    """The families a paper of this type may charge, those whose words stand in the clause first."""
    words = sheet.table.file.families
    named = [f for f in words if f in sheet.known.families and any(word in claim.clause for word in words[f])]
    return (*named, *(f for f in sheet.known.families if f not in named))


def clauses(view: View) -> list[tuple[int, int, int]]:
    """The clauses of a document with the sentence each stands in."""
    return list(islice((c for c in view.clauses() if c[1] - c[0] >= SHORTEST), MOST_CLAUSES))


def as_match(rule: int, said: Said) -> Match:
    """The clause as a match of a rule."""
    return Match(rule, said.start, said.end, said.sentence, 0)
