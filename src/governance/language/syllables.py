"""How a character sounds, and which sounds are taken for each other."""

from __future__ import annotations

from functools import cache
from importlib import resources

from governance.language.chars import CharTable, char_table

INITIALS = (
    "zh",
    "ch",
    "sh",
    "b",
    "p",
    "m",
    "f",
    "d",
    "t",
    "n",
    "l",
    "g",
    "k",
    "h",
    "j",
    "q",
    "x",
    "r",
    "z",
    "c",
    "s",
    "y",
    "w",
)
# Sounds that speakers and recognisers merge all over China.
_NEAR_INITIAL = {"zh": "z", "ch": "c", "sh": "s", "n": "l", "r": "l", "h": "f"}
_NEAR_FINAL = {
    "ang": "an",
    "eng": "en",
    "ing": "in",
    "iang": "ian",
    "uang": "uan",
    "uo": "o",
    "ong": "en",
    "ve": "ie",
    "v": "u",
}


@cache
def sounds() -> dict[str, str]:
    """Syllable without tone of every common Han character."""
    text = (resources.files("governance.language") / "data" / "syllables.txt").read_text("utf-8")
    return {ch: sound for sound, chars in (line.split("\t") for line in text.splitlines()) for ch in chars}


@cache
def near(sound: str) -> str:
    """The class of sounds that are easily taken for this one: ``zhang`` and ``zan`` are both ``zan``."""
    initial = next((i for i in INITIALS if sound.startswith(i)), "")
    final = sound[len(initial) :]
    return _NEAR_INITIAL.get(initial, initial) + _NEAR_FINAL.get(final, final)


# Sounds that only somebody who hides a word passes off for each other.
_LOOSE_INITIAL = {
    "q": "j",
    "x": "j",
    "p": "b",
    "f": "b",
    "h": "b",
    "t": "d",
    "k": "g",
    "c": "z",
    "s": "z",
    "w": "",
    "y": "",
}
_LOOSE_FINAL = {
    "ian": "an", "uan": "an", "van": "an", "in": "en", "un": "en", "vn": "en", "iong": "en", "iao": "ao", "iu": "ou",
    "ei": "ai", "ui": "ai", "uai": "ai", "ia": "a", "ua": "a", "ie": "e", "o": "e",
}  # fmt: skip


@cache
def loose(sound: str) -> str:
    """A wider class than :func:`near`."""
    close = near(sound)
    initial = next((i for i in INITIALS if close.startswith(i)), "")
    final = close[len(initial) :]
    return _LOOSE_INITIAL.get(initial, initial) + _LOOSE_FINAL.get(final, final)


@cache
def loose_sounds() -> dict[str, str]:
    """The loose class of every common character."""
    return {ch: loose(sound) for ch, sound in sounds().items()}


@cache
def sound_table() -> CharTable:
    """Table from characters to one private-use character a class of near sounds."""
    classes: dict[str, int] = {}
    return char_table(
        {ord(ch): classes.setdefault(near(sound), 0xE000 + len(classes)) for ch, sound in sounds().items()}
    )
