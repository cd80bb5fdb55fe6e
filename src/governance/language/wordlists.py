"""Where the words of word lists stand in a text: in 降血糖 a word of the list "cure" and one of "indicator".

What is taught of a list's words holds of every word that is added to the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation
from numpy.typing import NDArray

_HALVES = re.compile("[\ud800-\udfff]")
SHORTEST = 2  # characters; a single one means too many things

Places = NDArray[np.int64]


class Marks(NamedTuple):
    """One entry a word and list, by place: text ``[starts[i], ends[i])`` is a word of list ``lists[i]``."""

    starts: Places
    ends: Places
    lists: Places


NO_MARKS = Marks(*np.zeros((3, 0), np.int64))


class WordLists:
    """Finds every word of some lists, words within words too."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        """``lists``: the words of each by its name, in the script that texts are folded to."""
        self.names = tuple(lists)
        of: dict[str, list[int]] = {}
        for number, words in enumerate(lists.values()):
            for word in words:
                if len(word) >= SHORTEST and number not in of.setdefault(word, []):
                    of[word].append(number)
        self._words = list(of)
        self._lists = list(of.values())
        self._automaton = AhoCorasick(self._words, implementation=Implementation.ContiguousNFA) if of else None

    def find(self, text: str) -> Marks:
        """The marks of a text, in order of place."""
        if self._automaton is None:
            return NO_MARKS
        try:
            words = self._automaton.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # half of a character; there is none in folded text
            words = self._automaton.find_matches_as_indexes(_HALVES.sub("?", text), overlapping=True)
        lists = self._lists
        found = sorted((start, end, number) for word, start, end in words for number in lists[word])
        return Marks(*np.array(found, np.int64).reshape(-1, 3).T) if found else NO_MARKS
