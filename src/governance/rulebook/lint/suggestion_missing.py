"""A warning without anything to say instead leaves the host alone."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Problem
from governance.rulebook.book import Rulebook


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    for compiled in book.rules:
        rule = compiled.rule
        for text in (rule.suggest.zh, rule.suggest.en, rule.reason.zh, rule.reason.en):
            if len(text.strip()) < 2:
                yield Problem(f"{rule.id}: reason or suggestion is empty", compiled.place, "write a sentence")
                break
