"""What kind of goods is this about? Said by the document, by its products, or inferred from the talk."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from governance.detect.view import View
from governance.model import CATEGORIES
from governance.rulebook.schema import CategoriesFile


class Category(NamedTuple):
    """``confidence`` is 1 where the document says it; ``by`` is document, product or talk."""

    name: str
    confidence: float
    by: str


HEARD = 20_000  # characters of talk that are listened to; an hour says nothing that ten minutes do not
OFTEN = 5  # times a word is counted more than once


class Categories:
    """Answers for one rulebook; holds its words in one automaton."""

    def __init__(self, file: CategoriesFile) -> None:
        self.threshold = file.threshold
        self._terms: list[str] = []
        self._votes: list[list[tuple[str, float]]] = []
        known: dict[str, int] = {}
        for name, words in file.categories.items():
            for term, weight in words.terms.items():
                if term not in known:
                    known[term] = len(self._terms)
                    self._terms.append(term)
                    self._votes.append([])
                self._votes[known[term]].append((name, weight))
        self._automaton = AhoCorasick(self._terms, implementation=Implementation.ContiguousNFA)

    def of(self, view: View) -> Category:
        """The category of the goods; ``general``, with no confidence, when nothing speaks for one."""
        document = view.document
        if document.category and document.category != "general":
            return Category(document.category if document.category in CATEGORIES else "general", 1.0, "document")
        for product in document.products:
            named = product.get("category")
            if isinstance(named, str) and named in CATEGORIES and named != "general":
                return Category(named, 0.95, "product")
        return self._heard(view.folded[:HEARD])

    def _heard(self, folded: str) -> Category:
        hits = Counter(hit[0] for hit in self._automaton.find_matches_as_indexes(folded, overlapping=True))
        scores: dict[str, float] = {}
        for term, count in hits.items():
            for name, weight in self._votes[term]:
                scores[name] = scores.get(name, 0.0) + weight * (1.0 + 0.2 * min(count - 1, OFTEN))
        if not scores:
            return Category("general", 0.0, "talk")
        best = max(scores, key=lambda name: (scores[name], name))
        if scores[best] < self.threshold:
            return Category("general", 0.5, "talk")
        return Category(best, round(scores[best] / (sum(scores.values()) + 1.0), 2), "talk")
