"""Reasons and suggestions may hold only {quote} and {canonical}."""

from __future__ import annotations

import re
from collections.abc import Iterator

from governance.errors import Problem
from governance.rulebook.book import Rulebook


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    for compiled in book.rules:
        rule = compiled.rule
        for text in (rule.reason.zh, rule.reason.en, rule.suggest.zh, rule.suggest.en):
            for name in _PLACEHOLDER.findall(text):
                if name not in ("quote", "canonical"):
                    yield Problem(f"{rule.id}: {{{name}}} stands for nothing", compiled.place, "use {quote}")


_PLACEHOLDER = re.compile(r"\{([^}]*)\}")
