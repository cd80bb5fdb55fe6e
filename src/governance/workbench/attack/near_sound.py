"""治疗 → 自疗: one character becomes another that speakers and recognisers take for it."""

from __future__ import annotations

from random import Random

from governance.workbench.attack.homophone import swapped
from governance.workbench.attack.sounds import close


def disguise(word: str, random: Random) -> str:
    """The word with one character replaced by one of a neighbouring sound."""
    return swapped(word, random, close)
