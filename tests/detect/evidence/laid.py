"""Talk laid beside papers, for the tests of this folder."""

from __future__ import annotations

from typing import Any

from governance.detect.evidence.figures import reader_of
from governance.detect.evidence.led import Said, said_beside_papers
from governance.detect.evidence.table import table_of
from governance.detect.view import View
from governance.language.resolve import Resolver
from governance.model import Document
from governance.pipeline import Scanner
from governance.rulebook.book import load

BOOK = load()
DAY = "2026-11-20"
RESOLVER = Resolver(BOOK.vocabulary)
TABLE = table_of(BOOK)
assert TABLE is not None
READER = reader_of(TABLE)
SCANNER = Scanner(BOOK, as_of=DAY, today=DAY)


def said(text: str, *papers: dict[str, Any], category: str = "general") -> list[Said]:
    """What the papers say of each clause."""
    document = Document(id="x", text=text, evidence=papers)
    return said_beside_papers(View(document, RESOLVER), BOOK, category, DAY)


def answers(text: str, *papers: dict[str, Any]) -> list[str]:
    """The outcomes, one a clause that a paper speaks to."""
    return [one.judged.outcome for one in said(text, *papers)]


def charged(text: str, *papers: dict[str, Any], category: str = "general") -> dict[str, str]:
    """The families that a whole scan charges, with the status of each."""
    document = Document(id="x", text=text, evidence=papers, category=category, occurred_at=f"{DAY}T20:00:00+08:00")
    return {f.family: f.status for f in SCANNER.scan(document).findings if f.status != "advisory"}
