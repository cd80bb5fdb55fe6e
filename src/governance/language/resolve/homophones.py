"""醉低价, 疗笑, 高血鸭: other characters of the same or nearly the same sound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ahocorasick_rs import AhoCorasick, Implementation

from governance.language.chars import CharTable, translate, translate_all
from governance.language.resolve.candidate import Guess, distance, heard_as
from governance.language.syllables import loose_table, sound_table

LONG = 4  # from so many characters on a word is known by its loosest sounds
FURTHEST = 2.4
NUMERALS = frozenset("零一二两三四五六七八九十百千万亿半几")


class Homophones:
    """Two automata over the sounds of all words: near sounds for short words, loose ones for long words."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._near = _Sounds([word for word in words if len(word) < LONG], sound_table())
        self._loose = _Sounds([word for word in words if len(word) >= LONG], loose_table())

    def propose(self, text: str) -> Iterator[Guess]:
        """Guesses wherever the sounds of a word stand in other characters."""
        for sounds in (self._near, self._loose):
            for start, end, found in sounds.find(text):
                said = text[start:end]
                if said in found:
                    continue  # most hits are the word itself
                for word in found:
                    guess = self._fit(said, word, start, end)
                    if guess is not None:
                        yield guess

    def _fit(self, said: str, word: str, start: int, end: int) -> Guess | None:
        same = sum(map(str.__eq__, said, word))
        if not same and len(word) < LONG:
            return None
        sound = sum(map(distance, said, word))
        if sound > FURTHEST:
            return None
        if any(a != b and a in NUMERALS and b in NUMERALS for a, b in zip(said, word, strict=True)):
            return None  # 假一赔四 is not 假一赔十: a number is never read as another
        return Guess(start, end, word, self._words[word], "sound", "homophone", 0, 0, 0, sound, *heard_as(said, word))


class _Sounds:
    def __init__(self, words: list[str], table: CharTable) -> None:
        self._table = table
        by_sound: dict[str, list[str]] = defaultdict(list)
        for word, heard in zip(words, translate_all(words, table), strict=True):
            if all("\ue000" <= ch <= "\uf8ff" for ch in heard):
                by_sound[heard].append(word)
        self._words = list(by_sound.values())
        self._automaton = AhoCorasick(list(by_sound), implementation=Implementation.ContiguousNFA)

    def find(self, text: str) -> list[tuple[int, int, list[str]]]:
        heard, words = translate(text, self._table), self._words
        found = self._automaton.find_matches_as_indexes(heard, overlapping=True)
        return [(start, end, words[index]) for index, start, end in found]
