"""免疫力 → 免免疫力: a character said twice."""

from __future__ import annotations

from random import Random


def disguise(word: str, random: Random) -> str:
    """The word with one character doubled."""
    if len(word) < 2:
        return word
    at = random.randrange(len(word))
    return word[: at + 1] + word[at:]
