"""A guess at what was meant, and how far apart two characters sound."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from governance.language.syllables import loose, near, parts, sounds


class Candidate(NamedTuple):
    """``text[start:end]`` was said for ``meant``; the higher the score, the less likely it is an accident."""

    start: int
    end: int
    meant: str
    evasion: str
    score: float


class Guess(NamedTuple):
    """A possible reading before it is weighed: ``text[start:end]`` may be ``word`` said in a way that hides it.

    ``way`` names the weight it starts from; ``fillers``, ``repeats`` and ``replaced`` count what was put in, said twice
    or put in a character's place; ``sound`` sums the distances of its characters, of which ``same`` are the word's own,
    and ``shifts`` names how the others sound. ``filler`` is what was put in.
    """

    start: int
    end: int
    word: str
    meant: str
    way: str
    evasion: str
    fillers: int
    repeats: int
    replaced: int
    sound: float
    same: int
    shifts: tuple[str, ...]
    filler: str = ""


SAME_SOUND, NEAR_PART, LOOSE_PART, OTHER = 0.3, 0.3, 0.7, 9.0
ALIKE = 2 * SAME_SOUND  # 饱和症: neither character beside the filler is the word's own, both sound as its own do


@cache
def distance(said: str, meant: str) -> float:
    """What it costs to take one character for another: nothing for itself, ``OTHER`` when they sound unlike."""
    if said == meant:
        return 0.0
    one, two = sounds().get(said), sounds().get(meant)
    if one is None or two is None or loose(one) != loose(two):
        return OTHER
    cost = SAME_SOUND
    merged = zip(parts(near(one)), parts(near(two)), strict=True)
    for exact, alike in zip(zip(parts(one), parts(two), strict=True), merged, strict=True):
        if exact[0] != exact[1]:
            cost += NEAR_PART if alike[0] == alike[1] else LOOSE_PART
    return cost


@cache
def shifts(said: str, meant: str) -> tuple[str, ...]:
    """How one character sounds unlike another: ``("j/x",)`` for 酵 and 消, ``("=",)`` for the same sound."""
    if said == meant:
        return ()
    pairs = zip(parts(sounds()[said]), parts(sounds()[meant]), strict=True)
    return tuple("/".join(sorted(pair)) for pair in pairs if pair[0] != pair[1]) or ("=",)


def heard_as(said: str, meant: str) -> tuple[int, tuple[str, ...]]:
    """How many characters of ``meant`` are said as they are, and how the others sound; both of one length."""
    each = [shifts(one, other) for one, other in zip(said, meant, strict=True)]
    return each.count(()), tuple(shift for sound in each for shift in sound)
