"""A guess at what was meant, and the price of each kind of difference."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from governance.language.syllables import loose, near, sounds


class Candidate(NamedTuple):
    """``text[start:end]`` was said for ``meant``; the higher the score, the less likely it is an accident."""

    start: int
    end: int
    meant: str
    evasion: str
    score: float


SAME_SOUND, NEAR_SOUND, LOOSE_SOUND, OTHER = 0.4, 0.8, 1.3, 9.0


@cache
def distance(said: str, meant: str) -> float:
    """What it costs to take one character for another: nothing for itself, ``OTHER`` when they sound unlike."""
    if said == meant:
        return 0.0
    one, two = sounds().get(said), sounds().get(meant)
    if one is None or two is None:
        return OTHER
    if one == two:
        return SAME_SOUND
    if near(one) == near(two):
        return NEAR_SOUND
    return LOOSE_SOUND if loose(one) == loose(two) else OTHER
