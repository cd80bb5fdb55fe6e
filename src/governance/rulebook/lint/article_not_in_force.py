"""A rule whose own articles are all out of force on the day rests on nothing."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Problem
from governance.rulebook.book import Rulebook
from governance.rulebook.law import in_force, parse_ref


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    for compiled in book.rules:
        refs = [ref for ref in compiled.rule.law if not ref.startswith("@")]
        alive = [ref for ref in refs if in_force(book.source.law.acts[parse_ref(ref).act], day)]
        if refs and not alive and len(refs) == len(compiled.rule.law):
            what = f"{compiled.rule.id}: none of {', '.join(refs)} is in force on {day}"
            yield Problem(what, compiled.place, "cite the act that took its place, or a topic")
