"""A word that stands twice in one lexicon was meant to be another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from governance.errors import Problem
from governance.rulebook.book import Rulebook


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    for name, lexicon in book.source.lexicons.items():
        for term, count in Counter(lexicon.terms).items():
            if count > 1:
                place = book.source.places[f"lexicon:{name}"]
                yield Problem(f"lexicon {name!r} holds {term!r} {count} times", place, "keep one")
