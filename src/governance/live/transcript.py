"""What was said in one stream so far, in order, with the newest still open to revision."""

from __future__ import annotations

from bisect import insort

from governance.live.line import Line
from governance.model import Utterance


class Said:
    """One utterance: its key, its place in order, its newest words, and how much of a partial result is stable."""

    __slots__ = ("final", "key", "order", "speaker", "start_ms", "end_ms", "text", "whole")  # noqa: RUF023

    def __init__(self, key: str, order: tuple[int, int]) -> None:
        self.key = key
        self.order = order
        self.text = ""  # what may be judged
        self.whole = ""  # what was heard last
        self.final = False
        self.speaker: str | None = None
        self.start_ms: int | None = None
        self.end_ms: int | None = None

    def __lt__(self, other: Said) -> bool:
        return self.order < other.order

    def utterance(self) -> Utterance:
        """As a batch scan reads it."""
        return Utterance(self.text, self.start_ms, self.end_ms, self.speaker)


class Transcript:
    """Utterances in order of their start, then of arrival; one that came late takes its place among the others."""

    def __init__(self) -> None:
        self.said: list[Said] = []
        self._by_key: dict[str, Said] = {}
        self._latest = 0
        self._offsets: list[int] = []  # where utterances begin in the whole text, as far as worked out

    def take(self, line: Line) -> Said | None:
        """Write a line down; None when it says nothing new (a duplicate, or a revision of what is final)."""
        one = self._by_key.get(line.utterance)
        if one is None:
            # A line without a time stands where it arrives; a clock that jumps back does not move earlier talk.
            at = line.start_ms if line.start_ms is not None else self._latest
            one = Said(line.utterance, (at, len(self._by_key)))
            self._by_key[line.utterance] = one
            self._latest = max(self._latest, at)
            insort(self.said, one)
            del self._offsets[self.place(one) + 1 :]
        elif one.final and (not line.final or line.text == one.text):
            return None
        before = one.text
        # Of a partial result only what two readings in a row agree on may be judged.
        one.text = line.text if line.final else _common(one.whole, line.text)
        if one.text != before:
            del self._offsets[self.place(one) + 1 :]
        one.whole = line.text
        one.final = line.final
        one.speaker = line.speaker or one.speaker
        one.start_ms = line.start_ms if line.start_ms is not None else one.start_ms
        one.end_ms = line.end_ms if line.end_ms is not None else one.end_ms
        return one if one.text != before or line.final else None

    def knows(self, line: Line) -> bool:
        """Whether these final words stand already."""
        one = self._by_key.get(line.utterance)
        return one is not None and one.final and one.text == line.text

    def stable(self, line: Line) -> str:
        """The words of an utterance that may be judged."""
        return self._by_key[line.utterance].text

    def place(self, one: Said) -> int:
        """Index of an utterance."""
        low, high = 0, len(self.said)
        while low < high:
            middle = (low + high) // 2
            if self.said[middle].order < one.order:
                low = middle + 1
            else:
                high = middle
        return low

    def offset(self, place: int) -> int:
        """Where an utterance begins in the text of the whole stream so far."""
        offsets = self._offsets
        if not offsets:
            offsets.append(0)
        while len(offsets) <= place:
            offsets.append(offsets[-1] + len(self.said[len(offsets) - 1].text) + 1)
        return offsets[place]

    def settle(self) -> None:
        """The stream is over: what was heard last is what was said."""
        for one in self.said:
            one.text, one.final = one.whole, True
        self._offsets.clear()


def _common(before: str, after: str) -> str:
    size = 0
    for a, b in zip(before, after, strict=False):
        if a != b:
            break
        size += 1
    return after[:size]
