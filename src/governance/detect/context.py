"""Does the talk around a claim take its edge off? Each context is data in ``rules/contexts/``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from governance.detect.view import View
from governance.rulebook.book import CompiledContext, CompiledCue

RUN_ON = 200  # characters; a claim of several patterns reaches no further past its sentence


class Tried(NamedTuple):
    """What became of one context: did it speak, and did something beside it keep the claim?"""

    context: str
    spoke: bool
    kept: bool

    @property
    def clears(self) -> bool:
        """Whether the claim is cleared."""
        return self.spoke and not self.kept


def try_context(context: CompiledContext, view: View, sentence: int, start: int, end: int) -> Tried:
    """Try one context on the claim at folded ``[start, end)``; explanation uses the same call."""
    spoke = any(_speaks(cue, view, sentence, start, end) for cue in context.cues)
    kept = spoke and any(_speaks(cue, view, sentence, start, end) for cue in context.keeps)
    return Tried(context.id, spoke, kept)


class Gate:
    """Which contexts could speak about a sentence at all: those of whose words one stands near it."""

    def __init__(self, contexts: Mapping[str, CompiledContext]) -> None:
        self._masks: dict[str, int] = {}
        self._bit = {name: 1 << number for number, name in enumerate(contexts)}
        self._always = sum(self._bit[name] for name, context in contexts.items() if context.anywhere)
        self._reach = max((context.reach for context in contexts.values()), default=0)
        for name, context in contexts.items():
            for word in context.words:
                self._masks[word] = self._masks.get(word, 0) | self._bit[name]
        self._words = list(self._masks)
        self._by_number = [self._masks[word] for word in self._words]
        self._automaton = AhoCorasick(self._words, implementation=Implementation.ContiguousNFA)

    def around(self, view: View, sentence: int) -> int:
        """A bit for every context with a word near the sentence."""
        start, end = view.spans[sentence]
        # A claim may run on into the next sentence, and so may what is said of it.
        window = view.folded[max(0, start - self._reach) : end + self._reach + RUN_ON]
        mask = self._always
        for number, _, _ in self._automaton.find_matches_as_indexes(window, overlapping=True):
            mask |= self._by_number[number]
        return mask

    def open(self, mask: int, name: str) -> bool:
        """Whether the context's bit is in the mask."""
        return bool(mask & self._bit[name])


def _speaks(cue: CompiledCue, view: View, sentence: int, start: int, end: int) -> bool:
    low, high = view.spans[sentence]
    high = max(high, end)
    place = cue.place
    if place == "before":
        return cue.first(view.folded[low:start]) is not None
    if place == "after":
        return cue.first(view.folded[end:high]) is not None
    if place == "inside":
        # Near the claim's head: a word that denies something else further on is not about the claim.
        found = cue.first(view.folded[start:end])
        return found is not None and found[0] <= cue.reach
    if place == "sentence":
        return cue.first(view.folded[low:high]) is not None
    if place == "around":
        left = max(low, start - 20)
        window = view.folded[left : min(high, end + 20)]
        return any(left + found.start() < end and left + found.end() > start for found in cue.regex.finditer(window))
    if place == "next":
        return cue.first(view.folded[high : high + max(cue.reach, 1)]) is not None
    if place == "previous":
        return cue.first(view.folded[max(0, low - max(cue.reach, 1)) : low]) is not None
    return cue.first(view.folded) is not None
