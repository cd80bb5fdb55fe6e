"""What kind of goods is this about? Said by the document, by its products, or inferred from the talk."""

from __future__ import annotations

from typing import NamedTuple

from governance.detect.view import View
from governance.model import CATEGORIES
from governance.rulebook.book import Rulebook


class Category(NamedTuple):
    """``confidence`` is 1 where the document says it; ``by`` is document, product or talk."""

    name: str
    confidence: float
    by: str


def of(view: View, book: Rulebook) -> Category:
    """The category of the goods, ``general`` when nothing speaks for one."""
    document = view.document
    if document.category and document.category != "general":
        return Category(document.category if document.category in CATEGORIES else "general", 1.0, "document")
    for product in document.products:
        named = product.get("category")
        if isinstance(named, str) and named in CATEGORIES and named != "general":
            return Category(named, 0.95, "product")
    folded = view.folded[:20000]
    scores: dict[str, float] = {}
    for name, words in book.source.categories.categories.items():
        total = 0.0
        for term, weight in words.terms.items():
            if term in folded:
                total += weight * (1.0 + 0.2 * min(folded.count(term) - 1, 5))
        if total:
            scores[name] = total
    if not scores:
        return Category("general", 1.0, "talk")
    best = max(scores, key=lambda name: (scores[name], name))
    if scores[best] < book.source.categories.threshold:
        return Category("general", 0.5, "talk")
    return Category(best, round(scores[best] / (sum(scores.values()) + 1.0), 2), "talk")
