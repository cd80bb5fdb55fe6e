"""免疫力 → 免y力: a character spelled by its first letter."""

from __future__ import annotations

from random import Random

from governance.language.syllables import sounds


def disguise(word: str, random: Random) -> str:
    """The word with the first letter of one character's sound in its place, where the word is long enough to tell."""
    places = [at for at, character in enumerate(word) if character in sounds()]
    if len(word) < 3 or not places:
        return word
    at = random.choice(places)
    return word[:at] + sounds()[word[at]][0] + word[at + 1 :]
