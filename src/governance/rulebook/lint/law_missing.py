"""Whoever is charged may ask under which article."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Problem
from governance.rulebook.book import Rulebook


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    for compiled in book.rules:
        if compiled.rule.status != "advisory" and not compiled.rule.law:
            yield Problem(f"{compiled.rule.id}: names no law", compiled.place, "add law: [ACT:ARTICLE/PENALTY]")
