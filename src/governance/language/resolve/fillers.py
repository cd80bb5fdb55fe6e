"""止某疼, 失什么眠, 酸酸胀胀, 免抹力: something said inside a word, a character said twice or put in another's place.

A *site* is a place where a filler stands or a character is repeated. Words are indexed by the sounds on both sides of
each place where they may be opened, so that a site costs one look-up and plain text has few sites.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from governance.language.chars import translate, translate_all
from governance.language.frequencies import counts
from governance.language.resolve.candidate import ALIKE, Guess, distance, heard_as
from governance.language.syllables import loose_table, sound_table

SPOKEN = frozenset(
    {"那个", "那个啥", "啥", "呃", "啊"}
)  # said by everybody: only a word of the lexicons is looked for around them
TALKING = frozenset("什那啊啥呃嗯")  # with which people also hesitate and ask
COMMON = 7  # binary logarithm of the count from which a word is common enough to be worth hiding
ROOM = 7  # characters of a word on either side of a site
FURTHEST_PLAIN = 1.0  # the same where the site is ordinary speech: a soft filler, a character said twice
FURTHEST = 2.0  # a sum of sound distances beyond which nobody would understand the word

AGAIN = 40  # characters on either side of a filler in which it must be said again to hide a word that nobody lists
BESIDE = 12  # characters on either side of a site in which all sounds of a word must be heard at all


class Entry(NamedTuple):
    """A word that may be opened at ``at``, and the loose sounds, one a character, that must stand somewhere around."""

    word: str
    at: int
    sounds: str


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
        for word, heard in zip(words, translate_all(words, loose_table()), strict=True):
            if min(heard) < "\ue000" or max(heard) > "\uf8ff":
                continue
            for at in range(1, len(word)):
                self._inside[heard[at - 1 : at + 1]].append(Entry(word, at, heard))
            for at in range(1, len(word) - 1):
                self._instead[heard[at - 1] + heard[at + 1]].append(Entry(word, at, heard[:at] + heard[at + 1 :]))
        self._fitting = lru_cache(maxsize=1 << 16)(self._find)
        self._loud = frozenset(levels.get("loud", ()))
        self._beside = {ch for filler in self._loud for ch in (filler[0], filler[-1])}
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
        padded = "\n" + text + "\n"
        heard = translate(text, loose_table())
        for match in self._site.finditer(text):
            begin, end = match.span()
            level = match.lastgroup or ""
            left, right = padded[begin], padded[end + 1]
            entries = self._fitting(level, left, right, 0)
            if entries:
                yield from self._open(text, heard, begin, end, level, entries, 0)
            if level == "loud" and match.group() not in SPOKEN:
                yield from self._unlisted(text, begin, end)
            elif level != "loud" and _again(text, begin, end):
                yield from self._common(text, begin, end, level)
            if level != "soft" and (entries := self._fitting(level, left, right, 1)):
                yield from self._open(text, heard, begin, end, level, entries, 1)
        for match in self._twice.finditer(text):
            begin, end = match.span()
            for at in (end, begin):
                entries = self._fitting("twice", padded[at], padded[at + 1], 0)
                if entries:
                    yield from self._open(text, heard, at, at, "twice", entries, 0)
            # 免免力: the last of them stands in another character's place.
            if entries := self._fitting("twice", padded[end - 1], padded[end + 1], 1):
                yield from self._open(text, heard, end - 1, end, "twice", entries, 1)

    def _unlisted(self, text: str, begin: int, end: int) -> Iterator[Guess]:
        """A common word of the language that no lexicon lists, opened by a filler: as it is, or where the filler says
        nothing in talk, also as it was misheard."""
        yield from self._common(text, begin, end, "loud")
        filler = text[begin:end]
        if filler[0] in TALKING:
            return
        for said, start, stop in _around(text, begin, end, 3):
            for word in self._misheard.get(translate(said, sound_table()), ()):
                sound = sum(map(distance, said, word))
                if word != said and sound <= FURTHEST_PLAIN:
                    yield Guess(start, stop, word, word, "loud-misheard", "filler", 1, 0, 0, sound,
                                *heard_as(said, word), filler)  # fmt: skip

    def _common(self, text: str, begin: int, end: int, level: str) -> Iterator[Guess]:
        """A common word that no lexicon lists, as it is on both sides of a filler."""
        known = counts()
        for said, start, stop in _around(text, begin, end, 4):
            if known.get(said, 0) >= COMMON and said not in self._words:
                yield Guess(start, stop, said, said, f"{level}-unlisted", "filler", 1, 0, 0, 0.0, len(said), (),
                            text[begin:end])  # fmt: skip

    @cached_property
    def _misheard(self) -> dict[str, list[str]]:
        """Common words that no lexicon lists by their near sounds. Built at the first filler that says nothing."""
        out: dict[str, list[str]] = defaultdict(list)
        common = [w for w, n in counts().items() if 1 < len(w) < 4 and n >= COMMON and w not in self._words]
        for word, heard in zip(common, translate_all(common, sound_table()), strict=True):
            out[heard].append(word)
        return out

    def _find(self, level: str, left: str, right: str, replaced: int) -> tuple[Entry, ...]:
        """The words that two characters may stand in on both sides of a site; remembered, for they come up again."""
        key = translate(left + right, loose_table())
        furthest = FURTHEST if level in ("loud", "mid") else FURTHEST_PLAIN
        out = []
        for entry in (self._instead if replaced else self._inside).get(key, ()):
            word, at, _ = entry
            first, last = distance(left, word[at - 1]), distance(right, word[at + replaced])
            # Between ordinary words only what keeps a character of its own is told from them.
            if first + last <= furthest and (level != "soft" or not first or not last or first + last <= ALIKE):
                out.append(entry)
        return tuple(out)

    def _open(self, text: str, heard: str, begin: int, end: int, level: str, entries: tuple[Entry, ...],
              replaced: int) -> Iterator[Guess]:  # fmt: skip
        around = set(heard[max(0, begin - BESIDE) : end + BESIDE])
        entries = tuple([entry for entry in entries if around.issuperset(entry.sounds)])
        if level in ("soft", "mid"):
            # Ordinary characters: one disguise at a time, so that most sites are done with here.
            entries = tuple(entry for entry in entries if _stands(text, begin, end, entry.word, entry.at, replaced))
        if not entries:
            return
        left = self._walk(text, begin, -1, max([at for _, at, _ in entries]))
        right = self._walk(text, end, 1, max([len(word) - at - replaced for word, at, _ in entries]))
        for word, at, _ in entries:
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
                if level == "twice" and not repeats and not replaced:
                    continue
                start, stop = used[len(before) - 1].start, used[-1].end
                skipped = sum(said.skipped for said in (*left[: len(before) - 1], *right[: len(after) - 1]))
                lead = self._filler_before(text, start)
                if lead and level == "loud":
                    start, skipped = start - lead, skipped + 1
                elif begin < end and text[start - (end - begin) : start] == text[begin:end]:
                    # 小温小题: the same filler before every character.
                    start, skipped = start - (end - begin), skipped + 1
                yield Guess(start, stop, word, self._words[word], f"{level}{'-instead' if replaced else ''}",
                            "repeat" if level == "twice" else "filler", skipped + (end > begin), repeats, replaced,
                            sound, *heard_as("".join([said.character for said in used]), plain),
                            "" if level == "twice" else text[begin:end])  # fmt: skip

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

    def _walk(self, text: str, at: int, step: int, most: int) -> list[Said]:
        """The characters before (``step`` -1) or after a place, nearest first, without fillers and repeats."""
        out: list[Said] = []
        room = min(most, ROOM)
        while len(out) < room:
            edge = at - 1 if step < 0 else at
            if not 0 <= edge < len(text) or not "一" <= text[edge] <= "鿿":
                break
            character, far = text[edge], edge + step
            while 0 <= far < len(text) and text[far] == character:
                far += step
            start, end = (far + 1, at) if step < 0 else (at, far)
            at = start if step < 0 else end
            skip = 0
            if text[at - 1 if step < 0 else at : at if step < 0 else at + 1] in self._beside:
                skip = self._filler_before(text, at) if step < 0 else self._filler_after(text, at)
            out.append(Said(character, start, end, end - start - 1, 1 if skip else 0))
            at += step * skip
        return out


def _again(text: str, begin: int, end: int) -> bool:
    """Whether the same is said once more near by: who hides behind a filler hides behind it again."""
    near = text[max(0, begin - AGAIN) : begin] + "\n" + text[end : end + AGAIN]
    return text[begin:end] in near


def _around(text: str, begin: int, end: int, longest: int) -> Iterator[tuple[str, int, int]]:
    """What stands on both sides of a site, two to ``longest`` characters in all, with its borders."""
    for length in range(2, longest + 1):
        for before in range(1, length):
            start, stop = begin - before, end + length - before
            said = text[max(start, 0) : begin] + text[end:stop]
            if len(said) == length:
                yield said, start, stop


def _stands(text: str, begin: int, end: int, word: str, at: int, replaced: int) -> bool:
    """Whether the rest of a word stands directly on both sides of a site, in sounds that may be taken for its own."""
    start, stop = begin - at, end + len(word) - at - replaced
    if start < 0 or stop > len(text):
        return False
    sound = 0.0
    for said, meant in zip(text[start:begin] + text[end:stop], word[:at] + word[at + replaced :], strict=True):
        sound += distance(said, meant)
        if sound > FURTHEST:
            return False
    return True
