"""What of a claim and its papers bears on whether they prove it, as named numbers of about the same size."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from governance.detect.evidence.beside import LAST_STEPS, STEPS
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.compare.papers import UNTIL
from governance.detect.evidence.figures import Figure
from governance.detect.evidence.led import clauses
from governance.detect.evidence.paper import PRODUCT, Sheet, papers_of
from governance.detect.evidence.table import Table, table_of
from governance.detect.reader import Reader
from governance.detect.reader.model import Page
from governance.detect.trained import Bearings
from governance.detect.view import View
from governance.rulebook.book import Rulebook

_RUN = re.compile("[一-鿿]+|[a-z]+")
_WORDS = 1.0  # how much all words of one side weigh together, beside a bearing of size one
_ODDS = 3.0  # log-odds that count as one
_AGES = (("of later", 0), ("of these months", 200), ("of last year", 550), ("of long ago", math.inf))  # days


class Beside(NamedTuple):
    """The clauses of a document and its papers, read once."""

    view: View
    claims: list[Claim]
    sheets: list[Sheet]
    shown: frozenset[str]  # what the papers speak of
    table: Table

    @classmethod
    def of(cls, view: View, book: Rulebook, category: str, day: str) -> Beside | None:
        """Everything that is attached, without what the shop says of its own goods; None where nothing is."""
        table = table_of(book)
        sheets = [sheet for sheet in papers_of(view, table) if sheet.type != PRODUCT] if table is not None else []
        if table is None or not sheets:
            return None
        claims = [Claim(view, book, *place, category, day) for place in clauses(view)]
        return cls(view, claims, sheets, frozenset[str]().union(*(sheet.content for sheet in sheets)), table)


def bearings(beside: Beside, reader: Reader) -> Bearings:
    """All bearings of a document. Deterministic; linear in talk times papers."""
    out = {**_talk(beside, reader), **_extent(beside), **dict.fromkeys(_answers(beside), 1.0)}
    out.update(dict.fromkeys(_state(beside), 1.0))
    for name in (*_figures(beside), *_kinds(beside)):
        out[name] = 1.0 if name.count(" ") == 1 else 0.5
    said, shown = grams(beside.view.folded), set[str]()
    for sheet in beside.sheets:
        shown |= grams(sheet.all_text)
    for name, words in (
        ("shown", shown), ("only said", said - shown), ("both", said & shown), ("only shown", shown - said),
    ):  # fmt: skip
        weight = _WORDS / math.sqrt(max(len(words), 1))
        out.update((f"{name} {word}", weight) for word in words)
    return out


def grams(text: str) -> set[str]:
    """Characters and pairs of characters that stand in one run of Chinese or of letters."""
    out: set[str] = set()
    for run in _RUN.findall(text):
        out.update(run)
        out.update(left + right for left, right in pairwise(run))
    return out


def _talk(beside: Beside, reader: Reader) -> Bearings:
    """How the talk reads by itself: whoever claims nothing needs no paper."""
    text, table = beside.view.folded, beside.table
    page = reader.page(text)
    odds = [_odds(reader, reader.page(claim.clause)) for claim in beside.claims]
    bare = [one * (1.0 - _share(claim.content, beside.shown)) for one, claim in zip(odds, beside.claims, strict=True)]
    out = {
        "odds": _odds(reader, page) / _ODDS,
        "odds loudest": max(odds, default=0.0) / _ODDS,
        "odds uncovered": max(bare, default=0.0) / _ODDS,
    }
    out.update((f"family {name}", one / (2 * _ODDS)) for name, one in reader.families(page).items())
    for family, words in table.file.families.items():
        if any(word in text for word in words):
            out[f"named {family}"] = 1.0
    return out


def _odds(reader: Reader, page: Page) -> float:
    return float(reader.odds(page, np.array([[0, len(page.text)]], dtype=np.int64))[0]) if page.text else 0.0


def _share(some: frozenset[str], of: frozenset[str]) -> float:
    """The share of ``some`` that is in ``of``."""
    return len(some & of) / max(len(some), 1)


def _extent(beside: Beside) -> Bearings:
    """How much is said and shown, and how much of either the other speaks of."""
    said, shown = beside.table.content(beside.view.folded), beside.shown
    length = sum(len(sheet.all_text) for sheet in beside.sheets)
    return {
        "said is shown": _share(said, shown),
        "shown is said": _share(shown, said),
        "papers": len(beside.sheets) / 2,
        "scoped": float(any(sheet.scope for sheet in beside.sheets)),
        "length said": len(beside.view.folded) / 40,
        "length shown": length / 80,
        "things shown": math.log1p(len(shown)) / 3,
    }


def _figures(beside: Beside) -> Iterator[str]:
    """How each figure that is said stands to those shown: the papers agree, differ, or have none of its measure."""
    rounding = beside.table.file.rounding
    shown = [one.figure for sheet in beside.sheets for one in sheet.figures]
    for claim in beside.claims:
        for said in claim.figures:
            stands = _stands(said, shown, rounding)
            yield f"figure {stands}"
            yield f"figure {stands} {said.measure}"


def _stands(said: Figure, shown: list[Figure], rounding: float) -> str:
    if any(said.matches(one, rounding) for one in shown):
        return "agrees"
    return "differs" if any(one.measure == said.measure for one in shown) else "alone"


def _answers(beside: Beside) -> Iterator[str]:
    """What each comparison by itself says of each clause and paper, whatever another has said before it."""
    for claim in beside.claims:
        if claim.is_denied:
            yield "denied"
        for sheet in beside.sheets:
            for name, step in (*STEPS.items(), *LAST_STEPS.items()):
                if (answer := step(claim, sheet)) is not None:
                    yield f"{name} {answer.outcome}"


def _kinds(beside: Beside) -> Iterator[str]:
    """How each kind and grade that is said stands to those of each paper."""
    table = beside.table
    for claim in beside.claims:
        for sheet in beside.sheets:
            shown = table.kinds(sheet.all_text)
            for aspect, kinds in table.kinds(claim.clause).items():
                stands = "alone" if aspect not in shown else "agrees" if kinds & shown[aspect] else "differs"
                yield f"kind {stands}"
                yield f"kind {stands} {aspect}"
            for order in table.file.orders:
                said = table.step(order, claim.clause)
                if said is not None:
                    proved = table.step(order, sheet.all_text)
                    yield f"grade {'alone' if proved is None else 'shown' if proved <= said else 'above'}"


def _state(beside: Beside) -> Iterator[str]:
    """What a paper is by itself: failed, silent, expired, of long ago."""
    today = beside.claims[0].day if beside.claims else None
    for sheet in beside.sheets:
        if sheet.failures:
            yield "paper fails"
        if sheet.left_out:
            yield "paper leaves out"
        if sheet.denials:
            yield "paper denies"
        until = sheet.facts.day(*UNTIL)
        if until is not None and today is not None:
            yield "paper expired" if until < today else "paper valid"
        if sheet.when is not None and today is not None:
            age = (today - sheet.when.end).days
            yield f"paper {next(name for name, days in _AGES if age < days)}"
