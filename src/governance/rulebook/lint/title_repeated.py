"""Two rules of one title cannot be told apart in a list."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Problem
from governance.rulebook.book import Rulebook


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    seen: dict[str, str] = {}
    for compiled in book.rules:
        other = seen.setdefault(compiled.rule.title.zh, compiled.rule.id)
        if other != compiled.rule.id:
            what = f"{compiled.rule.id}: has the title of {other}"
            yield Problem(what, compiled.place, "say what sets it apart")
