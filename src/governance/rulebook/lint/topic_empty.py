"""A topic names articles for every kind of goods and form on the day."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Place, Problem
from governance.model import CATEGORIES
from governance.rulebook.book import Rulebook
from governance.rulebook.law import choose


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    used = {ref[1:] for compiled in book.rules for ref in compiled.rule.law if ref.startswith("@")}
    place = next((place for key, place in book.source.places.items() if key.startswith("act:")), Place())
    for topic in sorted(used):
        for category in CATEGORIES:
            for kind in ("speech", "copy"):
                if not choose(book.source.law, [f"@{topic}"], day, category, kind, "merchant"):
                    what = f"topic {topic!r} names no article for {category} in {kind} on {day}"
                    yield Problem(what, Place(place.file), "add a choice to law.yaml")
