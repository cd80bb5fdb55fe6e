"""止某疼, 失什么眠, 酸酸胀胀, 免抹力: something said inside a word, a character said twice or put in another's place.

A *site* is a place where a filler stands or a character is repeated. Words are indexed by the sounds on both sides of each
place where they may be opened, so that a site costs one look-up and plain text has few sites.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from governance.language.chars import translate
from governance.language.resolve.candidate import Guess, distance, shifts
from governance.language.syllables import loose_table

ROOM = 7  # characters of a word on either side of a site
FURTHEST = 2.0  # a sum of sound distances beyond which nobody would understand the word

Entry = tuple[str, int]


class Said(NamedTuple):
    """A character of the squeezed text and where it stands, with its repeats and the filler beyond it."""

    character: str
    start: int
    end: int
    repeats: int
    skipped: int


class Fillers:
    """``levels``: fillers from those no word holds (``loud``) to those that are ordinary words (``soft``)."""

    def __init__(self, words: Mapping[str, str], levels: Mapping[str, Sequence[str]]) -> None:
        self._words = words
        self._inside: dict[str, list[Entry]] = defaultdict(list)
        self._instead: dict[str, list[Entry]] = defaultdict(list)
        table = loose_table()
        for word in words:
            heard = translate(word, table)
            if not all("\ue000" <= ch <= "\uf8ff" for ch in heard):
                continue
            for at in range(1, len(word)):
                self._inside[heard[at - 1 : at + 1]].append((word, at))
            for at in range(1, len(word) - 1):
                self._instead[heard[at - 1] + heard[at + 1]].append((word, at))
        self._loud = frozenset(levels.get("loud", ()))
        self._longest = max(map(len, self._loud), default=1)
        shapes = [
            f"(?P<{level}>(?:{'|'.join(map(re.escape, sorted(fillers, key=lambda f: (-len(f), f))))})"
            + ("+)" if level == "loud" else ")")
            for level, fillers in levels.items()
        ]
        # Every place is looked at, for a filler may begin inside another: 小某化.
        self._site = re.compile(f"(?:{'|'.join(shapes)})" if shapes else "(?!)")
        self._twice = re.compile(r"([一-鿿])\1+")

    def propose(self, text: str) -> Iterator[Guess]:
        """Guesses for every site of the text."""
        heard = "\n" + translate(text, loose_table()) + "\n"
        for match in self._site.finditer(text):
            begin, end = match.span()
            level = match.lastgroup or ""
            key = heard[begin] + heard[end + 1]
            if key in self._inside:
                yield from self._open(text, begin, end, level, self._inside[key], 0)
            if level != "soft" and key in self._instead:
                yield from self._open(text, begin, end, level, self._instead[key], 1)
        for match in self._twice.finditer(text):
            begin, end = match.span()
            if heard[end] + heard[end + 1] in self._inside:
                yield from self._open(text, end, end, "twice", self._inside[heard[end] + heard[end + 1]], 0)
            if heard[begin] + heard[begin + 1] in self._inside:
                yield from self._open(text, begin, begin, "twice", self._inside[heard[begin] + heard[begin + 1]], 0)

    def _open(self, text: str, begin: int, end: int, level: str, entries: list[Entry], replaced: int) -> Iterator[Guess]:
        left = self._walk(text, begin, -1)
        right = self._walk(text, end, 1)
        for word, at in entries:
            before, after = word[:at], word[at + replaced :]
            if len(before) > len(left) or len(after) > len(right):
                continue
            used = (*left[: len(before)], *right[: len(after)])
            plain = before[::-1] + after
            sound = 0.0
            for said, meant in zip(used, plain, strict=True):
                sound += distance(said.character, meant)
                if sound > FURTHEST:
                    break
            else:
                repeats = sum(said.repeats for said in used)
                if level == "twice" and not repeats:
                    continue
                start, stop = used[len(before) - 1].start, used[-1].end
                skipped = sum(said.skipped for said in (*left[: len(before) - 1], *right[: len(after) - 1]))
                lead = self._filler_before(text, start)
                if lead and level == "loud":
                    start, skipped = start - lead, skipped + 1
                elif begin < end and text[start - (end - begin) : start] == text[begin:end]:
                    # 小温小题: the same filler before every character.
                    start, skipped = start - (end - begin), skipped + 1
                heard = [shifts(said.character, meant) for said, meant in zip(used, plain, strict=True)]
                yield Guess(start, stop, word, self._words[word], f"{level}{'-instead' if replaced else ''}",
                            "repeat" if level == "twice" else "filler", skipped + (end > begin), repeats, replaced,
                            sound, heard.count(()), tuple(shift for each in heard for shift in each),
                            text[begin:end])  # fmt: skip

    def _filler_before(self, text: str, at: int) -> int:
        for size in range(min(self._longest, at), 0, -1):
            if text[at - size : at] in self._loud:
                return size
        return 0

    def _filler_after(self, text: str, at: int) -> int:
        for size in range(self._longest, 0, -1):
            if text[at : at + size] in self._loud:
                return size
        return 0

    def _walk(self, text: str, at: int, step: int) -> list[Said]:
        """The characters before (``step`` -1) or after a place, nearest first, without fillers and repeats."""
        out: list[Said] = []
        while len(out) < ROOM:
            edge = at - 1 if step < 0 else at
            if not 0 <= edge < len(text) or not "一" <= text[edge] <= "鿿":
                break
            character, far = text[edge], edge + step
            while 0 <= far < len(text) and text[far] == character:
                far += step
            start, end = (far + 1, at) if step < 0 else (at, far)
            at = start if step < 0 else end
            skip = self._filler_before(text, at) if step < 0 else self._filler_after(text, at)
            out.append(Said(character, start, end, end - start - 1, 1 if skip else 0))
            at += step * skip
        return out
