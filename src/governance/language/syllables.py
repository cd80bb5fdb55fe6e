"""How a character sounds, and which sounds are taken for each other."""

from __future__ import annotations

from collections.abc import Callable
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
    initial, final = parts(sound)
    return _NEAR_INITIAL.get(initial, initial) + _NEAR_FINAL.get(final, final)


# Sounds that only somebody who hides a word passes off for each other.
_LOOSE_INITIAL = {
    "q": "j", "x": "j", "p": "b", "f": "b", "h": "b", "t": "d", "k": "g", "c": "z", "s": "z", "w": "", "y": "",
}  # fmt: skip
_LOOSE_FINAL = {
    **dict.fromkeys(("ia", "ua", "ai", "uai", "an", "uan", "van"), "a"), "iao": "ao",
    **dict.fromkeys(("en", "un", "o", "iong"), "e"), **dict.fromkeys(("ou", "iu"), "u"),
    **dict.fromkeys(("in", "ian", "ie", "ue", "vn", "ei", "ui"), "i"),
}  # fmt: skip


@cache
def parts(sound: str) -> tuple[str, str]:
    """Initial and final of a syllable: ``zhang`` is ``zh`` and ``ang``."""
    initial = next((i for i in INITIALS if sound.startswith(i)), "")
    return initial, sound[len(initial) :]


@cache
def loose(sound: str) -> str:
    """A wider class than :func:`near`."""
    initial, final = parts(near(sound))
    return _LOOSE_INITIAL.get(initial, initial) + _LOOSE_FINAL.get(final, final)


@cache
def loose_table() -> CharTable:
    """Table from characters to one private-use character a loose class."""
    return _table(loose)


@cache
def sound_table() -> CharTable:
    """Table from characters to one private-use character a class of near sounds."""
    return _table(near)


def _table(kind: Callable[[str], str]) -> CharTable:
    classes: dict[str, int] = {}
    return char_table(
        {ord(ch): classes.setdefault(kind(sound), 0xE000 + len(classes)) for ch, sound in sounds().items()}
    )
