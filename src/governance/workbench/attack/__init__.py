"""Ways of hiding words, to measure how well they are seen through. One attack a file, each a seeded function of a word.

``ATTACKS`` maps the name to ``disguise(word, random) -> str``: the word as a host would hide it, or the word itself
where the attack has no way to change it.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from governance.workbench.attack import (
    asr_noise,
    emoji,
    filler,
    fullwidth,
    homophone,
    initials,
    near_sound,
    pinyin,
    repeat,
    spacing,
    split,
    traditional,
)

ATTACKS: dict[str, Callable[[str, Random], str]] = {
    "homophone": homophone.disguise,
    "near-sound": near_sound.disguise,
    "filler": filler.disguise,
    "split": split.disguise,
    "pinyin": pinyin.disguise,
    "initials": initials.disguise,
    "emoji": emoji.disguise,
    "traditional": traditional.disguise,
    "fullwidth": fullwidth.disguise,
    "spacing": spacing.disguise,
    "repeat": repeat.disguise,
    "asr-noise": asr_noise.disguise,
}
