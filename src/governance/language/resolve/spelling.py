"""zhi疗, quan网, 氵台疗, 免免疫力: spelled by sound, by parts, or said twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from governance.language.resolve.candidate import Candidate
from governance.language.syllables import sounds
from governance.language.tokens import word_borders

_LATIN = re.compile("[a-z]{1,6}")
_TWICE = re.compile(r"([㐀-鿿])\1")
PINYIN, PARTS, DOUBLED = 2.5, 3.0, 1.4


class Spelling:
    """Indexes words by each character's sound and its neighbours."""

    def __init__(self, words: tuple[str, ...], parts: Mapping[str, str]) -> None:
        self._spelled: dict[tuple[str, str, str], list[tuple[str, int]]] = defaultdict(list)
        self._words = frozenset(words)
        self._longest = max(map(len, words), default=0)
        known = sounds()
        for word in words:
            for at, character in enumerate(word):
                left = word[at - 1] if at else ""
                right = word[at + 1] if at + 1 < len(word) else ""
                if character in known:
                    self._spelled[known[character], left, right].append((word, at))
        self._sounds = frozenset(sound for sound, _, _ in self._spelled)
        self._doubles: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for word in words:
            for at, character in enumerate(word):
                if len(word) > 2:
                    self._doubles[character].append((word, at))
        self._parts = dict(parts)
        shapes = "|".join(map(re.escape, sorted(parts, key=len, reverse=True)))
        self._shape = re.compile(shapes) if shapes else None

    def propose(self, text: str) -> Iterator[Candidate]:
        """Guesses for Latin syllables beside Han characters, for parts of characters, and for doubled ones."""
        for match in _LATIN.finditer(text):
            if match.group() in self._sounds:
                yield from self._pinyin(text, match.group(), *match.span())
        if self._shape is not None:
            for match in self._shape.finditer(text):
                yield from self._in_word(text, self._parts[match.group()], *match.span())
        for match in _TWICE.finditer(text):
            for word, at in self._doubles.get(match.group(1), ()):
                begin, end = match.span()
                start, stop = begin - at, end + len(word) - at - 1
                if start < 0 or text[start:begin] != word[:at] or text[end:stop] != word[at + 1 :]:
                    continue
                if stop - start in word_borders(text[start : stop + 6]):
                    yield Candidate(start, stop, word, "repeat", DOUBLED + len(word) / 10)

    def _pinyin(self, text: str, sound: str, begin: int, end: int) -> Iterator[Candidate]:
        left = text[begin - 1] if begin else ""
        right = text[end] if end < len(text) else ""
        for before in {left, ""}:
            for after in {right, ""}:
                for word, at in self._spelled.get((sound, before, after), ()):
                    start, stop = begin - at, end + len(word) - at - 1
                    if start >= 0 and text[start:begin] == word[:at] and text[end:stop] == word[at + 1 :]:
                        yield Candidate(start, stop, word, "pinyin", PINYIN + len(word) / 10)

    def _in_word(self, text: str, character: str, begin: int, end: int) -> Iterator[Candidate]:
        """The longest known word that appears when ``text[begin:end]`` is read as ``character``."""
        for length in range(self._longest, 1, -1):
            for at in range(length):
                start, stop = begin - at, end + length - at - 1
                if start < 0 or stop > len(text):
                    continue
                word = text[start:begin] + character + text[end:stop]
                if word not in self._words or "\n" in word:
                    continue
                yield Candidate(start, stop, word, "split", PARTS + length / 10)
                return
        if not all("一" <= ch <= "鿿" for ch in text[begin:end]):
            # A radical by itself is no character anybody writes but to hide one.
            yield Candidate(begin, end, character, "split", PARTS)
