"""Does the talk around a claim take its edge off? Each context is data in ``rules/contexts/``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from governance.detect.view import View
from governance.rulebook.cues import CompiledContext, CompiledCue
from governance.rulebook.lazy import encode

EVERY = -1  # a mask with the bit of every cue


class Tried(NamedTuple):
    """What became of one context: did it speak, and did something beside it keep the claim?"""

    context: str
    spoke: bool
    kept: bool

    @property
    def clears(self) -> bool:
        """Whether the claim is cleared."""
        return self.spoke and not self.kept


def try_context(context: CompiledContext, view: View, sentence: int, start: int, end: int, gate: int = EVERY) -> Tried:
    """Try one context on the claim at folded ``[start, end)``; explanation uses the same call.

    ``gate`` has the bits of the cues worth asking, see :class:`Gate`.
    """
    spoke = any(cue.bit & gate and _speaks(cue, view, sentence, start, end) for cue in context.cues)
    kept = spoke and any(_speaks(cue, view, sentence, start, end) for cue in context.keeps)
    return Tried(context.id, spoke, kept)


class Word(NamedTuple):
    """The cues that may speak where a word stands, a bit each, by where it must stand for that."""

    before: int
    after: int
    inside: int
    anywhere: int  # in the sentence
    next: int
    previous: int


_FIELD = {"before": 0, "after": 1, "inside": 2, "sentence": 3, "around": 3, "next": 4, "previous": 5}


class Around(NamedTuple):
    """What stands in a sentence: ``(start, end, word)`` in folded places, and the bits that hold for all claims."""

    words: list[tuple[int, int, Word]]
    always: int


class Gate:
    """Which cues could speak about a claim at all: those of whose words one stands where the cue looks.

    Gives every cue of the contexts its bit.
    """

    def __init__(self, contexts: Mapping[str, CompiledContext]) -> None:
        bits: dict[str, list[int]] = {}
        self._always = 0
        self._reach = 1
        number = 0
        for context in contexts.values():
            for cue in context.cues:
                cue.bit = 1 << number
                number += 1
                if cue.place == "document":
                    self._always |= cue.bit
                    continue
                if cue.place in ("next", "previous"):
                    self._reach = max(self._reach, cue.reach)
                for word in cue.words:
                    bits.setdefault(word, [0] * 6)[_FIELD[cue.place]] |= cue.bit
        self._words = [Word(*each) for each in bits.values()]
        self._automaton = AhoCorasick(list(bits), implementation=Implementation.ContiguousNFA)

    def around(self, view: View, sentence: int, end: int = 0) -> Around:
        """The words around a sentence, or around what runs on from it to ``end``."""
        low, high = view.spans[sentence]
        high = max(high, end)
        base = max(0, low - self._reach)
        words: list[tuple[int, int, Word]] = []
        always = self._always
        for number, start, stop in self._automaton.find_matches_as_indexes(
            view.folded[base : high + self._reach], overlapping=True
        ):
            word = self._words[number]
            start += base
            stop += base
            if start >= high:
                always |= word.next
            elif stop <= low:
                always |= word.previous
            elif start >= low and stop <= high:
                words.append((start, stop, word))
        return Around(words, always)

    def mask(self, around: Around, start: int, end: int) -> int:
        """A bit for every cue that could speak about the claim at folded ``[start, end)``."""
        mask = around.always
        for begin, stop, word in around.words:
            mask |= word.anywhere
            if stop <= start:
                mask |= word.before
            elif begin >= end:
                mask |= word.after
            elif begin >= start and stop <= end:
                mask |= word.inside
        return mask


def _speaks(cue: CompiledCue, view: View, sentence: int, start: int, end: int) -> bool:
    low, high = view.spans[sentence]
    high = max(high, end)
    place = cue.place
    if place == "before":
        return cue.stands(view.unquoted(low, start))
    if place == "after":
        return cue.stands(view.unquoted(end, high))
    if place == "inside":
        # Near the claim's head: a word that denies something else further on is not about the claim.
        found = cue.first(view.folded[start:end])
        return found is not None and found[0] <= cue.reach
    if place == "sentence":
        return cue.stands(view.folded[low:high])
    if place == "around":
        left = max(low, start - 20)
        window = view.folded[left : min(high, end + 20)]
        return any(left + a < end and left + b > start for a, b in cue.spans(window, encode(window)))
    if place == "next":
        return cue.stands(view.folded[high : high + max(cue.reach, 1)])
    if place == "previous":
        return cue.stands(view.folded[max(0, low - max(cue.reach, 1)) : low])
    return cue.stands(view.folded)
