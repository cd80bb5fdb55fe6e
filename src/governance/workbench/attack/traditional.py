"""顶级 → 頂級: traditional characters."""

from __future__ import annotations

from random import Random

from governance.language.script import convert


def disguise(word: str, random: Random) -> str:
    """The word in traditional characters."""
    return convert("s2t", word)
