"""A pattern of one single character finds it in every other word."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Problem
from governance.rulebook.book import Rulebook
from governance.rulebook.lint.check import patterns_of


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    for compiled in book.rules:
        for pattern in patterns_of(compiled):
            if len(pattern.text) == 1:
                what = f"{compiled.rule.id}: pattern {pattern.text!r} is one character"
                yield Problem(what, compiled.place, "say what must stand beside it")
