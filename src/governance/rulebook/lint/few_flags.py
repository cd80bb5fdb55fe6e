"""Every rule shows at least three sentences that it must flag."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Problem
from governance.rulebook.book import Rulebook


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    for compiled in book.rules:
        count = len(compiled.rule.examples.flag)
        if count < 3:
            yield Problem(f"{compiled.rule.id}: {count} flag examples", compiled.place, "give at least three")
