"""A word that folding would change can never match."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Place, Problem
from governance.language.fold import fold
from governance.rulebook.book import Rulebook
from governance.rulebook.lint.check import patterns_of, words_of


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    for name, lexicon in book.source.lexicons.items():
        for term in lexicon.terms:
            yield from _judge(term, book.source.places[f"lexicon:{name}"], f"lexicon {name}")
    for compiled in book.rules:
        for pattern in patterns_of(compiled):
            for word in words_of(pattern):
                yield from _judge(word, compiled.place, compiled.rule.id)


def _judge(word: str, place: Place, owner: str) -> Iterator[Problem]:
    read = fold(word).folded
    if word.lower() != read:
        yield Problem(f"{owner}: {word!r} is read as {read!r} and never matches", place, f"write {read!r}")
