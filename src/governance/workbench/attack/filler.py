"""止疼 → 止某疼: something said inside the word."""

from __future__ import annotations

from random import Random

FILLERS = ("某", "什么", "那个", "母")


def disguise(word: str, random: Random) -> str:
    """The word with a filler between two of its characters."""
    if len(word) < 2:
        return word
    at = random.randrange(1, len(word))
    return word[:at] + random.choice(FILLERS) + word[at:]
