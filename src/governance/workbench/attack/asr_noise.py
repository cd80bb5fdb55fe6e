"""What speech recognition makes of fast talk: a near sound, a hesitation, or a pause inside the word."""

from __future__ import annotations

from random import Random

from governance.workbench.attack.homophone import swapped
from governance.workbench.attack.sounds import close, same


def disguise(word: str, random: Random) -> str:
    """The word misheard in one of three ways."""
    way = random.randrange(3)
    if way == 0 or len(word) < 2:
        return swapped(word, random, lambda character: same(character) + close(character))
    at = random.randrange(1, len(word))
    return word[:at] + random.choice(("，", "嗯", "呃") if way == 1 else ("啊", "，", " ")) + word[at:]
