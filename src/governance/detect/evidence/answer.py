"""What a comparison may say."""

from __future__ import annotations

from typing import Literal, NamedTuple

from governance.model import Lang

Outcome = Literal["fits", "narrow", "contradicts"]
WEIGHT: dict[Outcome, int] = {"narrow": 0, "fits": 1, "contradicts": 2}  # of several papers the heaviest decides


class Answer(NamedTuple):
    """``fits`` supports the claim; ``narrow`` is too little; ``contradicts`` proves the opposite."""

    outcome: Outcome
    zh: str
    en: str


class Judged(NamedTuple):
    """The answer that decided, and the type of evidence it came from."""

    outcome: Outcome
    by: str
    answer: Answer

    @property
    def why(self) -> str:
        """In English, for explanation."""
        return self.answer.en

    def said(self, lang: Lang) -> str:
        """In words for people: what fits, what is missing or which fact contradicts."""
        return self.answer.en if lang == "en" else self.answer.zh
