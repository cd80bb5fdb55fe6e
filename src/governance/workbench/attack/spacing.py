"""最低价 → 最*低*价: separators between the characters."""

from __future__ import annotations

from random import Random


def disguise(word: str, random: Random) -> str:
    """The word with one kind of separator between all its characters."""
    return random.choice(("*", " ", "·", "-", "_", "\u200b")).join(word)
