"""止某疼, 失什么眠, 免牡蛎: something said inside a word, or in the place of one of its characters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from governance.language.resolve.candidate import Candidate, distance
from governance.language.syllables import loose_sounds
from governance.language.tokens import word_borders

# What no word has in its middle speaks loudly; what may be grammar speaks softly.
_LOUD = "什么什么|什么|那个|某某|某|母|姆|谋|牡|抹|猛|蒙|莫|嬷|魔|啥"
_SOFT = "小|和|合|河|的|好|毛|磨|模|膜|帽|目|木|一个|这个|呃|嗯|啊|哦|呐"
_FILLER = re.compile(f"(?P<loud>{_LOUD})|(?P<soft>{_SOFT})")
LOUD, SOFT, REPLACED = 2.6, 0.9, 1.6
LONGER = 0.7  # a point a character beyond two: the longer the word, the smaller the chance
WINDOW = 8

Entry = tuple[str, int]


class Fillers:
    """Indexes words by the sounds on both sides of every place a filler may stand in."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._inside: dict[tuple[str | None, str | None], list[Entry]] = defaultdict(list)
        self._instead: dict[tuple[str | None, str | None], list[Entry]] = defaultdict(list)
        known = loose_sounds()
        for word in words:
            heard = [known[ch] for ch in word if ch in known]
            if len(heard) != len(word):
                continue
            for at in range(1, len(word)):
                self._inside[heard[at - 1], heard[at]].append((word, at))
            for at in range(1, len(word) - 1):
                self._instead[heard[at - 1], heard[at + 1]].append((word, at))

    def propose(self, text: str) -> Iterator[Candidate]:
        """Guesses for every filler in the text."""
        heard = loose_sounds().get
        padded = text + "\n"
        for match in _FILLER.finditer(text):
            begin, end = match.span()
            key = (heard(padded[begin - 1]), heard(padded[end]))
            loud = match.lastgroup == "loud"
            if key not in self._inside and not (loud and key in self._instead):
                continue
            worth = LOUD if loud else SOFT
            for word, at in self._inside.get(key, ()):
                yield from self._fit(text, word, begin, end, at, at, worth)
            if loud:
                for word, at in self._instead.get(key, ()):
                    yield from self._fit(text, word, begin, end, at, at + 1, worth - REPLACED)

    def _fit(self, text: str, word: str, begin: int, end: int, before: int, after: int,
             worth: float) -> Iterator[Candidate]:  # fmt: skip
        """``word[:before]`` must stand left of the filler and ``word[after:]`` right of it."""
        start, stop = begin - before, end + len(word) - after
        if start < 0 or stop > len(text):
            return
        score = worth + LONGER * (len(word) - 2)
        for said, meant in zip(text[start:begin] + text[end:stop], word[:before] + word[after:], strict=True):
            score -= distance(said, meant)
            if score < 0:
                return
        if worth < LOUD:
            # A soft filler is grammar unless the words on both sides end where the hidden word ends.
            left = text[max(0, begin - WINDOW) : begin]
            right = text[end : end + WINDOW]
            if len(left) - before not in word_borders(left) or stop - end not in word_borders(right):
                return
        elif stop - end not in word_borders(text[end : end + WINDOW]):
            score -= 1.2
        yield Candidate(start, stop, word, "filler", score)
