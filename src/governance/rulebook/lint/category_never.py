"""A rule that excludes the goods it is for never runs."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Problem
from governance.rulebook.book import Rulebook


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    for compiled in book.rules:
        both = set(compiled.rule.categories) & set(compiled.rule.not_categories)
        if both:
            what = f"{compiled.rule.id}: {', '.join(sorted(both))} is both wanted and excluded"
            yield Problem(what, compiled.place, "decide")
