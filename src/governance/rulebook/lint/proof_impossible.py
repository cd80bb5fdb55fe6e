"""A rule that asks for evidence must say which evidence would do."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Problem
from governance.rulebook.book import Rulebook


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    for compiled in book.rules:
        if compiled.rule.status == "needs-evidence" and not compiled.rule.clears:
            what = f"{compiled.rule.id}: needs evidence, but none is accepted"
            yield Problem(what, compiled.place, "add clears: [...]")
