"""From an offset in the text to the utterance and the time it was said."""

from __future__ import annotations

from bisect import bisect_right

from governance.model import Document


class Timeline:
    """Utterance starts as offsets; cheap to ask many times."""

    def __init__(self, document: Document) -> None:
        self._utterances = document.utterances
        self._starts: list[int] = []
        at = 0
        for utterance in document.utterances:
            self._starts.append(at)
            at += len(utterance.text) + 1

    def at(self, start: int, end: int) -> tuple[int | None, int | None, int | None]:
        """``(utterance, start_ms, end_ms)`` of a span; a claim over two utterances ends with the second."""
        if not self._starts:
            return None, None, None
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, max(end - 1, start)) - 1
        return first, self._utterances[first].start_ms, self._utterances[last].end_ms
