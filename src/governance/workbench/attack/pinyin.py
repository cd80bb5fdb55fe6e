"""治疗 → zhi疗: a character spelled by its sound."""

from __future__ import annotations

from random import Random

from governance.language.syllables import sounds


def disguise(word: str, random: Random) -> str:
    """The word with one character in Latin letters."""
    places = [at for at, character in enumerate(word) if character in sounds()]
    if not places:
        return word
    at = random.choice(places)
    return word[:at] + sounds()[word[at]].replace("v", "u") + word[at + 1 :]
