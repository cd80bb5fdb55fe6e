"""Does the talk around a claim take its edge off? Each context is data in ``rules/contexts/``."""

from __future__ import annotations

from typing import NamedTuple

from governance.detect.view import View
from governance.rulebook.book import CompiledContext, CompiledCue

NEXT = 60  # characters of the following or preceding talk that an answer may stand in


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


def _speaks(cue: CompiledCue, view: View, sentence: int, start: int, end: int) -> bool:
    low, high = view.spans[sentence]
    high = max(high, end)
    place = cue.place
    if place == "before":
        return cue.regex.search(view.folded[low:start]) is not None
    if place == "after":
        return cue.regex.search(view.folded[end:high]) is not None
    if place == "inside":
        return cue.regex.search(view.folded[start:end]) is not None
    if place == "sentence":
        return cue.regex.search(view.folded[low:high]) is not None
    if place == "around":
        left = max(low, start - 20)
        window = view.folded[left : min(high, end + 20)]
        return any(left + found.start() < end and left + found.end() > start for found in cue.regex.finditer(window))
    if place == "next":
        return cue.regex.search(view.folded[high : high + max(cue.reach, 1)]) is not None
    if place == "previous":
        return cue.regex.search(view.folded[max(0, low - max(cue.reach, 1)) : low]) is not None
    return cue.regex.search(view.folded) is not None
