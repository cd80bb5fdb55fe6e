"""A sentence cannot be both flagged and passed."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Problem
from governance.rulebook.book import Rulebook


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    for compiled in book.rules:
        flags = {example for example in compiled.rule.examples.flag if isinstance(example, str)}
        for example in compiled.rule.examples.passes:
            if isinstance(example, str) and example in flags:
                yield Problem(f"{compiled.rule.id}: {example!r} is on both sides", compiled.place, "decide")
