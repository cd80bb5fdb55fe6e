"""Common characters by how they sound: what attacks by sound choose from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cache

from governance.language.frequencies import counts
from governance.language.syllables import loose, near, sounds

COMMON = 9  # binary logarithm of the count from which a character is one that people type


@cache
def _by(kind: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = defaultdict(list)
    known = counts()
    for character, sound in sorted(sounds().items()):
        if known.get(character, 0) >= COMMON:
            groups[kind(sound)].append(character)
    return {sound: tuple(characters) for sound, characters in groups.items()}


def same(character: str) -> list[str]:
    """Other common characters of the same syllable."""
    sound = sounds().get(character, "")
    return [other for other in _by(str).get(sound, ()) if other != character]


def close(character: str) -> list[str]:
    """Common characters of a neighbouring syllable: zh for z, n for l, an for ang."""
    sound = sounds().get(character, "")
    return [other for other in _by(near).get(near(sound), ()) if sounds()[other] != sound] if sound else []


def loosely(character: str) -> list[str]:
    """Common characters of any syllable that may be passed off for the character's own, the same among them."""
    sound = sounds().get(character, "")
    return [other for other in _by(loose).get(loose(sound), ()) if other != character] if sound else []
