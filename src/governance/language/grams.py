"""Runs of one to three characters, and pairs a few characters apart, as numbers: by table, a whole text at once.

A pair (``治…病`` with up to eight characters between, within a clause) is written with a tab before it; whatever stands
between, it is the same gram (skip-grams, Guthrie et al. 2006). A word of a word list is read as one more character that
stands in its place: alone, and paired with the characters and the other such words around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from governance.language.wordlists import NO_MARKS, Marks, Places

LONGEST = 3
APART = range(2, 10)
PAIR = "\t"
BETWEEN = "\0"  # stands in no gram
LIST = 0x100000  # the character that stands for a word of list 0; of list 1 the next
NEAR = 8  # characters beside such a word, and marks after it, that it is paired with
BREAKS = "，。\n"
BITS = 21  # slots of the table; with 550,000 grams one in eight is lost to a more frequent one
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio: spreads neighbouring keys (Knuth, TAOCP 6.4)
_STEP = np.uint64(0x110000)  # one more than the largest code point
_LOW = np.uint64(0xFFFFFFFF)
_MARK = np.uint64(ord(PAIR)) * _STEP
_COMMA, _STOP, _LINE = map(ord, BREAKS)
REACH = (*range(LONGEST), *APART)
_HALF = np.uint64(32)
_SHIFT = np.uint64(64 - BITS)

Codes = NDArray[np.uint32]
Numbers = NDArray[np.int32]
Keys = NDArray[np.uint64]


def codes_of(text: str) -> Codes:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def spelled(text: str, marks: Marks = NO_MARKS) -> Iterator[str]:
    """Every gram of a text as it is written in the list; for teaching, where speed does not matter."""
    for length in range(1, LONGEST + 1):
        for start in range(len(text) - length + 1):
            yield text[start : start + length]
    for start, first in enumerate(text):
        for apart in APART:
            between = text[start : start + apart + 1]
            if len(between) == apart + 1 and not any(ch in BREAKS for ch in between):
                yield PAIR + first + between[-1]
    codes = codes_of(text)
    for _, _, first_code, second_code in zip(*_listed(codes, _clauses(codes), marks), strict=True):
        yield chr(second_code) if not first_code else PAIR + chr(first_code) + chr(second_code)


class Listed(NamedTuple):
    """The known grams that hold a word of a list: gram ``numbers[i]`` stands in ``[starts[i], ends[i])``."""

    starts: Places
    ends: Places
    numbers: Numbers


class Found(NamedTuple):
    """The grams of one text. ``rows[i, place]`` is the number of the gram that starts there (0 where it is unknown);
    ``reach[i]`` is how many characters after its first a gram of the row ends. Those with words of lists are apart.
    """

    rows: Numbers
    reach: tuple[int, ...]
    listed: Listed


class Grams:
    """A fixed list of grams and the table that finds them. Gram 0 is none."""

    def __init__(self, grams: str) -> None:
        """``grams``: as :func:`spelled` writes them, joined by :data:`BETWEEN`, the ones to keep first where two want
        the same slot. They are read where they stand: a string for each takes longer than all the rest of a start.
        """
        self._joined = grams
        written = codes_of(f"{BETWEEN}{grams}{BETWEEN}").astype(np.uint64)
        marks = np.flatnonzero(written == ord(BETWEEN))
        starts = np.concatenate((marks[:1], marks[:-1] + 1))
        lengths = np.concatenate(([0], np.diff(marks) - 1))
        keys = np.where(lengths > 0, written[starts], 0)
        for place in range(1, LONGEST):
            at = np.minimum(starts + place, len(written) - 1)
            keys = np.where(lengths > place, keys * _STEP + written[at], keys)
        mixed = keys * _MIX
        slots = (mixed >> _SHIFT).astype(np.int64)
        # Number and check side by side in one entry: a look is a jump in memory, and one is cheaper than two.
        self._slots: NDArray[np.uint64] = np.zeros(1 << BITS, np.uint64)
        # Written from the last to the first, so that the earlier gram keeps a slot that two want.
        order = np.arange(len(keys) - 1, 0, -1)
        self._slots[slots[order]] = mixed[order] << _HALF | order.astype(np.uint64)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every gram by its number; wanted where something is explained or taught."""
        return ("", *self._joined.split(BETWEEN))

    def kept(self) -> Numbers:
        """The numbers of the grams that have a slot, gram 0 first."""
        return np.unique(self._slots & _LOW).astype(np.int32)

    def find(self, codes: Codes, marks: Marks = NO_MARKS) -> Found:
        """Look up every gram of a text: runs by length, then pairs by distance, then those of the words ``marks``."""
        codes = np.minimum(codes, LIST - 1)  # a text that holds the characters of lists does not pass for their words
        size = len(codes)
        keys = _keys(codes, len(APART))
        clause = _clauses(codes)
        firsts = (_MARK + keys[0]) * _STEP
        for row, apart in enumerate(APART, LONGEST):
            if size > apart:
                same = clause[:-apart] == clause[apart:]
                keys[row, :-apart] = np.where(same, firsts[:-apart] + keys[0, apart:], 0)
        starts, ends, first, second = _listed(codes, clause, marks)
        numbers = self._numbers(np.where(first > 0, (_MARK + first) * _STEP + second, second))
        known = numbers > 0
        return Found(self._numbers(keys), REACH, Listed(starts[known], ends[known], numbers[known]))

    def runs(self, codes: Codes) -> Numbers:
        """The runs of a text without the pairs: ``[length - 1, place]`` is the number of the run that starts there."""
        return self._numbers(_keys(codes))

    def _numbers(self, keys: NDArray[np.uint64]) -> Numbers:
        mixed = keys * _MIX
        entries = self._slots[(mixed >> _SHIFT).view(np.int64)]
        known = entries >> _HALF == mixed & _LOW
        numbers: Numbers = (entries & _LOW).astype(np.int32) * known
        return numbers


def _keys(codes: Codes, more: int = 0) -> NDArray[np.uint64]:
    """The keys of all runs, by length, and ``more`` rows of room."""
    size = len(codes)
    keys = np.zeros((LONGEST + more, size), np.uint64)
    keys[0] = codes
    for length in range(2, LONGEST + 1):
        if size >= length:
            keys[length - 1, : size - length + 1] = (
                keys[length - 2, : size - length + 1] * _STEP + keys[0, length - 1 :]
            )
    return keys


def _clauses(codes: Codes) -> Numbers:
    """The clause of every character; a break has one of its own, that nothing else is in."""
    breaks = (codes == _COMMA) | (codes == _STOP) | (codes == _LINE)
    clause: Numbers = np.cumsum(breaks, dtype=np.int32) * 2 + breaks
    return clause


def _listed(codes: Codes, clause: Numbers, marks: Marks) -> tuple[Places, Places, Keys, Keys]:
    """All grams with a word of a list: where each starts and ends, and its two characters, the first 0 where the word
    stands alone. A pair keeps within a clause.
    """
    if not len(marks.starts):
        nothing = np.zeros(0, np.int64)
        return nothing, nothing, nothing.astype(np.uint64), nothing.astype(np.uint64)
    own = (marks.lists + LIST).astype(np.uint64)
    parts = [(marks.starts, marks.ends, np.zeros_like(own), own)]
    beside = np.arange(NEAR)
    after, before = marks.ends[:, None] + beside, marks.starts[:, None] - 1 - beside
    for place, follows in ((after, True), (before, False)):
        word, at = np.nonzero((place >= 0) & (place < len(codes)))
        there = place[word, at]
        edge = marks.ends[word] - 1 if follows else marks.starts[word]
        same = clause[edge] == clause[there]
        word, there = word[same], there[same]
        letter = codes[there].astype(np.uint64)
        if follows:
            parts.append((marks.starts[word], there + 1, own[word], letter))
        else:
            parts.append((there, marks.ends[word], letter, own[word]))
    for step in range(1, NEAR + 1):
        gap = marks.starts[step:] - marks.ends[:-step]
        pair = np.flatnonzero((gap >= 0) & (gap <= NEAR))
        pair = pair[clause[marks.ends[pair] - 1] == clause[marks.starts[pair + step]]]
        parts.append((marks.starts[pair], marks.ends[pair + step], own[pair], own[pair + step]))
    starts, ends, first, second = (np.concatenate(column) for column in zip(*parts, strict=True))
    return starts, ends, first, second
