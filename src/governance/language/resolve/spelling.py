"""zhi疗, quan网, 氵台疗, 免免疫力: spelled by sound, by parts, or said twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, cached_property

from governance.language.frequencies import counts
from governance.language.resolve.candidate import Candidate
from governance.language.syllables import sounds
from governance.language.talk import talk
from governance.language.tokens import word_borders

_LATIN = re.compile("[a-z]{1,6}")
_TWICE = re.compile(r"([㐀-鿿])\1")
COMMON = 8  # binary logarithm of the count from which an unlisted word is looked for under its sound
LISTED = 0.3
PINYIN, PARTS, DOUBLED = 2.5, 3.0, 1.4
RUNS = 12.0  # bits that talk must save by a character in place of its letters


class Spelling:
    """Indexes words by each character's sound and its neighbours."""

    def __init__(self, words: tuple[str, ...], parts: Mapping[str, str]) -> None:
        self._listed = words
        self._words = frozenset(words)
        self._holding: dict[str, list[tuple[str, int]]] = defaultdict(list)
        whole = frozenset(parts.values())
        for word in sorted((word for word in words if len(word) > 1), key=len, reverse=True):
            if whole.isdisjoint(word):
                continue
            for at, character in enumerate(word):
                if character in whole:
                    self._holding[character].append((word, at))
        self._parts = dict(parts)
        shapes = "|".join(map(re.escape, sorted(parts, key=len, reverse=True)))
        self._shape = re.compile(shapes) if shapes else None

    @cached_property
    def _doubles(self) -> dict[tuple[str, str, str], list[tuple[str, int]]]:
        """Words of three characters and more by each character and its neighbours. Built when the first text says a
        character twice."""
        out: dict[tuple[str, str, str], list[tuple[str, int]]] = defaultdict(list)
        for word in self._listed:
            if len(word) > 2:
                for at, character in enumerate(word):
                    out[character, word[max(at - 1, 0) : at], word[at + 1 : at + 2]].append((word, at))
        return out

    @cached_property
    def _spelled(self) -> dict[tuple[str, str, str], list[tuple[str, int]]]:
        """Words by the sound of a character, its first letter and its neighbours; common words of the language too,
        for nobody writes 全wang who has nothing to hide. Built when the first Latin letter stands beside a Han
        character."""
        out: dict[tuple[str, str, str], list[tuple[str, int]]] = defaultdict(list)
        known = sounds()
        common = counts()
        listed = dict.fromkeys(self._listed, 1)
        words = sorted({*listed, *(word for word, count in common.items() if 1 < len(word) < 4 and count >= COMMON)},
                       key=lambda word: (word not in listed, -common.get(word, 0), word))  # fmt: skip
        for word in words:
            for at, character in enumerate(word):
                left = word[at - 1] if at else ""
                right = word[at + 1] if at + 1 < len(word) else ""
                sound = known.get(character)
                if sound is None:
                    continue
                out[sound.replace("v", "u"), left, right].append((word, at))
                if len(word) > 2:
                    out[sound[0], left, right].append((word, at))
        return out

    def propose(self, text: str) -> Iterator[Candidate]:
        """Guesses for Latin syllables beside Han characters, for parts of characters, and for doubled ones."""
        for match in _LATIN.finditer(text):
            beside = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
            if any("一" <= ch <= "鿿" for ch in beside):
                yield from self._pinyin(text, match.group(), *match.span())
        if self._shape is not None:
            for match in self._shape.finditer(text):
                yield from self._in_word(text, self._parts[match.group()], *match.span())
        for match in _TWICE.finditer(text):
            yield from self._doubled(text, match.group(1), *match.span())

    def _doubled(self, text: str, character: str, begin: int, end: int) -> Iterator[Candidate]:
        for before in {text[max(begin - 1, 0) : begin], ""}:
            for after in {text[end : end + 1], ""}:
                for word, at in self._doubles.get((character, before, after), ()):
                    start, stop = begin - at, end + len(word) - at - 1
                    if start < 0 or text[start:begin] != word[:at] or text[end:stop] != word[at + 1 :]:
                        continue
                    if stop - start in word_borders(text[start : stop + 6]):
                        yield Candidate(start, stop, word, "repeat", DOUBLED + len(word) / 10)

    def _pinyin(self, text: str, sound: str, begin: int, end: int) -> Iterator[Candidate]:
        yield from _as_talk_runs(text, sound, begin, end)
        left = text[begin - 1] if begin else ""
        right = text[end] if end < len(text) else ""
        for before in {left, ""}:
            for after in {right, ""}:
                for word, at in self._spelled.get((sound, before, after), ()):
                    start, stop = begin - at, end + len(word) - at - 1
                    if start >= 0 and text[start:begin] == word[:at] and text[end:stop] == word[at + 1 :]:
                        if end - begin == 1 and not _likelier(text, start, stop, word):
                            continue  # 维生素c天然, 不要b族: the letter is the name of something
                        listed = LISTED if word in self._words else counts().get(word, 0) / 100
                        yield Candidate(start, stop, word, "pinyin", PINYIN + len(word) / 10 + listed)

    def _in_word(self, text: str, character: str, begin: int, end: int) -> Iterator[Candidate]:
        """The longest known word that appears when ``text[begin:end]`` is read as ``character``."""
        for word, at in self._holding.get(character, ()):
            start, stop = begin - at, end + len(word) - at - 1
            if start >= 0 and text[start:begin] == word[:at] and text[end:stop] == word[at + 1 :]:
                yield Candidate(start, stop, word, "split", PARTS + len(word) / 10)
                return
        if not all("一" <= ch <= "鿿" for ch in text[begin:end]):
            # A radical by itself is no character anybody writes but to hide one.
            yield Candidate(begin, end, character, "split", PARTS)


def _as_talk_runs(text: str, sound: str, begin: int, end: int) -> Iterator[Candidate]:
    """The character of this sound with which talk runs best, where it runs far better than with the letters: 写le,
    出ku. A measure's letters follow a number (5000ma), and what talk itself writes in letters stays (ai合成)."""
    characters = _sounding().get(sound, ())
    if not characters or text[begin - 1 : begin].isdigit():
        return
    said, meant = talk().readings(text, [(begin, end, character) for character in characters])
    best = int(meant.argmin())
    if said[best] - meant[best] >= RUNS:
        yield Candidate(begin, end, characters[best], "pinyin", PINYIN)


@cache
def _sounding() -> dict[str, tuple[str, ...]]:
    """The common characters of each syllable of two letters and more."""
    out: dict[str, list[str]] = defaultdict(list)
    common = counts()
    for character, sound in sounds().items():
        if len(sound) > 1 and common.get(character, 0) >= COMMON:
            out[sound.replace("v", "u")].append(character)
    return {sound: tuple(characters) for sound, characters in out.items()}


def _likelier(text: str, start: int, stop: int, word: str) -> bool:
    """Whether talk would rather run with the word than with what stands there."""
    said, meant = talk().readings(text, [(start, stop, word)])
    return bool(meant[0] < said[0])
