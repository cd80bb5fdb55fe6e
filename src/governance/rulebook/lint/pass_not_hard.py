"""A pass example that shares no trigger word proves nothing."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Problem
from governance.language.fold import fold
from governance.rulebook.book import Rulebook
from governance.rulebook.lint.check import patterns_of, text_of, words_of


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    for compiled in book.rules:
        words = {word for pattern in patterns_of(compiled) for word in words_of(pattern)}
        words |= {word for pattern in ([compiled.missing] if compiled.missing else []) for word in words_of(pattern)}
        for example in compiled.rule.examples.passes:
            folded = fold(text_of(example)).folded
            if words and not any(word in folded for word in words):
                what = f"{compiled.rule.id}: pass example {text_of(example)!r} shares no trigger word"
                yield Problem(what, compiled.place, "use one that does")
