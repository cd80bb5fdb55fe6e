"""Lexicons of a rulebook asked of short texts, over and over: functions of goods, kinds of a thing, their opposites."""

from __future__ import annotations

from functools import lru_cache

from governance.rulebook.book import Rulebook


class Lexicons:
    """What the ``fn-…`` and ``is-…`` lexicons, and any other by its name, find in a folded text."""

    def __init__(self, book: Rulebook) -> None:
        names = sorted(book.source.lexicons)
        self._book = book
        self._functions = [(name, book.terms(name)) for name in names if name.startswith("fn-")]
        self._affirmations = [(name, book.terms(name)) for name in names if name.startswith("is-")]
        # Every claim is laid beside every paper: the same texts are asked about again and again.
        self.functions = lru_cache(maxsize=4096)(self._read_functions)
        self.affirmed = lru_cache(maxsize=4096)(self._read_affirmed)
        self.terms_in = lru_cache(maxsize=4096)(self._read_terms)

    def _read_functions(self, text: str) -> frozenset[str]:
        """The functions that a text speaks of."""
        return frozenset(name for name, terms in self._functions if any(term in text for term in terms))

    def _read_affirmed(self, text: str) -> tuple[str, ...]:
        """The ``is-…`` lexicons of which a text holds a word, in order of name."""
        return tuple(name for name, terms in self._affirmations if any(term in text for term in terms))

    def _read_terms(self, lexicon: str, text: str) -> tuple[str, ...]:
        """Words of a lexicon in a text, longest first, without those inside a longer one."""
        found = [term for term in self._book.terms(lexicon) if term in text]
        found.sort(key=lambda term: (-len(term), term))
        return tuple(t for i, t in enumerate(found) if not any(t in longer for longer in found[:i]))


@lru_cache(maxsize=4)
def lexicons_of(book: Rulebook) -> Lexicons:
    """The lexicons of a rulebook."""
    return Lexicons(book)
