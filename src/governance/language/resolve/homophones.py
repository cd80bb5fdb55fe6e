"""醉低价, 疗笑, 高血鸭: other characters of the same or nearly the same sound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick, Implementation

from governance.language.chars import translate
from governance.language.resolve.candidate import OTHER, SAME_SOUND, Candidate, distance
from governance.language.resolve.fillers import LONGER
from governance.language.syllables import sound_table
from governance.language.tokens import word_borders

BASE = 1.6
WINDOW = 6


class Homophones:
    """One automaton over the sounds of all words."""

    def __init__(self, words: tuple[str, ...]) -> None:
        table = sound_table()
        by_sound: dict[str, list[str]] = defaultdict(list)
        for word in words:
            heard = translate(word, table)
            if all("\ue000" <= ch <= "\uf8ff" for ch in heard):
                by_sound[heard].append(word)
        self._words = list(by_sound.values())
        self._known = frozenset(words)
        self._automaton = AhoCorasick(list(by_sound), implementation=Implementation.ContiguousNFA)

    def propose(self, text: str) -> Iterator[Candidate]:
        """Guesses wherever the sounds of a word stand in other characters."""
        heard = translate(text, sound_table())
        for index, start, end in self._automaton.find_matches_as_indexes(heard, overlapping=True):
            said = text[start:end]
            if said in self._known:
                continue
            for word in self._words[index]:
                yield from self._fit(text, said, word, start, end)

    @staticmethod
    def _fit(text: str, said: str, word: str, start: int, end: int) -> Iterator[Candidate]:
        costs = [distance(a, b) for a, b in zip(said, word, strict=True)]
        changed = [at for at, cost in enumerate(costs) if cost]
        if sum(costs) >= OTHER or (len(word) == 2 and (len(changed) > 1 or max(costs) > SAME_SOUND)):
            return
        if len(changed) > len(word) // 2 + 1:
            return
        low = max(0, start - WINDOW)
        borders = word_borders(text[low : end + WINDOW])
        for at in changed:
            # A changed character that is part of an ordinary word is that word, not a disguise.
            place = start - low + at
            if place not in borders or place + 1 not in borders:
                return
        if start - low not in borders or end - low not in borders:
            return
        yield Candidate(start, end, word, "homophone", BASE + LONGER * (len(word) - 2) - sum(costs))
