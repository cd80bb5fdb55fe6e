"""Compare a claim with the evidence of its document: fits, too narrow, or contradicts."""

from __future__ import annotations

from typing import Literal, NamedTuple

from governance.detect.view import View
from governance.model import Lang
from governance.rulebook.schema import Bilingual, Rule

Outcome = Literal["fits", "narrow", "contradicts"]


class Judged(NamedTuple):
    """``by`` is the evidence type that decided; ``why`` says what fits, is missing or contradicts."""

    outcome: Outcome
    by: str
    why: str
    words: Bilingual

    def said(self, lang: Lang) -> str:
        """The outcome in words for people."""
        return self.words.to(lang)


def judge(rule: Rule, view: View, start: int, end: int, sentence: int, category: str) -> Judged | None:
    """Judge the claim at folded ``[start, end)``; None when no evidence bears on it."""
    for item in view.document.evidence:
        if item.get("type") in rule.clears:
            return Judged("fits", str(item["type"]), "of an accepted type", Bilingual("", ""))
    return None
