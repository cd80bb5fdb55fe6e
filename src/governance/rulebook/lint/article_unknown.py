"""Every article a rule cites is described in the registry."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Problem
from governance.rulebook.book import Rulebook
from governance.rulebook.law import parse_ref


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    for compiled in book.rules:
        refs = [*compiled.rule.law, *(ref for variant in compiled.rule.variants for ref in variant.law)]
        for ref in refs:
            if not ref.startswith("@"):
                parsed = parse_ref(ref)
                if parsed.article not in book.source.law.acts[parsed.act].articles:
                    what = f"{compiled.rule.id}: {parsed.act} has no article {parsed.article!r} in the registry"
                    yield Problem(what, compiled.place, "add it to law.yaml, or cite another")
