"""Evidence types and comparisons are those of the contract."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Problem, did_you_mean
from governance.model import COMPARISONS, EVIDENCE_TYPES
from governance.rulebook.book import Rulebook


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    for compiled in book.rules:
        for name in compiled.rule.clears:
            if name not in EVIDENCE_TYPES:
                what = f"{compiled.rule.id}: evidence type {name!r} is not known"
                yield Problem(what, compiled.place, did_you_mean(name, EVIDENCE_TYPES))
        for name in compiled.rule.compare:
            if name not in COMPARISONS:
                what = f"{compiled.rule.id}: comparison {name!r} is not known"
                yield Problem(what, compiled.place, did_you_mean(name, COMPARISONS) or ", ".join(COMPARISONS))
