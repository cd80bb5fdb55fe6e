"""One wording is charged under two families."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Problem
from governance.rulebook.book import Rulebook


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    seen: dict[str, tuple[str, str]] = {}
    for compiled in book.rules:
        rule = compiled.rule
        if rule.status == "advisory" or rule.categories or rule.near or compiled.missing:
            continue
        for pattern in rule.match:
            family, other = seen.setdefault(str(pattern), (compiled.family, rule.id))
            if family != compiled.family:
                what = f"{rule.id}: {str(pattern)!r} is charged by {other} as well"
                yield Problem(what, compiled.place, "charge it once, or tell them apart with near")
