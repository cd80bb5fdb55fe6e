"""A context that no rule names clears nothing."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Problem
from governance.rulebook.book import Rulebook


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    used = {name for compiled in book.rules for name in compiled.rule.unless}
    for name in book.contexts:
        if name not in used:
            yield Problem(
                f"context {name!r} is used nowhere", book.source.places[f"context:{name}"], "name it in a rule"
            )
