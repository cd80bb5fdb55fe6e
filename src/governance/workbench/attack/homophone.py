"""最低价 → 醉低价: one character becomes another of the same sound."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from governance.workbench.attack.sounds import same


def disguise(word: str, random: Random) -> str:
    """The word with one character replaced by a common homophone."""
    return swapped(word, random, same)


def swapped(word: str, random: Random, others: Callable[[str], list[str]]) -> str:
    """The word with one character, chosen at random among those that have any, replaced by one of ``others``."""
    places = [at for at, character in enumerate(word) if others(character)]
    if not places:
        return word
    at = random.choice(places)
    return word[:at] + random.choice(others(word[at])) + word[at + 1 :]
