"""A pattern stands in two rules of one family, so the second never speaks."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Problem
from governance.rulebook.book import Rulebook


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    seen: dict[tuple[str, str], str] = {}
    for compiled in book.rules:
        if compiled.rule.categories or compiled.rule.near:
            continue
        for pattern in compiled.rule.match:
            key = (compiled.family, str(pattern))
            other = seen.setdefault(key, compiled.rule.id)
            if other != compiled.rule.id:
                what = f"{compiled.rule.id}: pattern {str(pattern)!r} is also in {other}"
                yield Problem(what, compiled.place, "keep it in one of them")
