"""A variant for goods the rule is not for, or behind one that takes everything, never speaks."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Problem
from governance.model import CATEGORIES
from governance.rulebook.book import Rulebook


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    for compiled in book.rules:
        rule = compiled.rule
        open_before = False
        for variant in rule.variants:
            allowed = set(rule.categories or CATEGORIES) - set(rule.not_categories)
            if open_before or (variant.categories and not set(variant.categories) & allowed):
                yield Problem(f"{rule.id}: a variant never speaks", compiled.place, "reorder or remove it")
            open_before = open_before or not (variant.categories or variant.kinds)
