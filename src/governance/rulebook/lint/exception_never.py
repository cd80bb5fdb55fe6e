"""An exception that shares no character with the patterns can never overlap a match."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Problem
from governance.rulebook.book import Rulebook
from governance.rulebook.lint.check import patterns_of, words_of


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    for compiled in book.rules:
        letters = {ch for pattern in patterns_of(compiled) for ch in pattern.source}
        for exception in compiled.exceptions:
            if not letters & {ch for word in words_of(exception) for ch in word}:
                what = f"{compiled.rule.id}: exception {exception.text!r} cannot overlap a match"
                yield Problem(what, compiled.place, "use not_near, or remove it")
