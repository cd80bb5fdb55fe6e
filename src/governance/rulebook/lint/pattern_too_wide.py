"""A pattern that may stretch over more than 80 characters joins things not said together."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Problem
from governance.rulebook.book import Rulebook
from governance.rulebook.lint.check import patterns_of


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    for compiled in book.rules:
        for pattern in patterns_of(compiled):
            if pattern.reach > WIDEST and not compiled.missing:
                what = f"{compiled.rule.id}: {pattern.text!r} may stretch over {pattern.reach} characters"
                yield Problem(what, compiled.place, "make the gaps smaller, or use all/within")


WIDEST = 80
