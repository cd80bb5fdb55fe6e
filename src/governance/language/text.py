"""A folded string that remembers where every character came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """``original[start:end]`` reads as ``canonical``; ``evasion`` names how it was hidden, or None."""

    start: int
    end: int
    canonical: str
    evasion: str | None = None


class Text:
    """``folded`` is what the rules read; spans of it map back to exact spans of ``original``.

    ``base`` is the original with every character folded one to one, before any edit.

    The map is kept as break points (one pair an edit that changes length), not as a list a character:
    an hour of talk has few edits, and most lines have none.
    """

    __slots__ = ("_at", "_from", "_to", "base", "edits", "folded", "original")

    def __init__(self, original: str, same_length: str, edits: Iterable[Edit] = ()) -> None:
        """Apply disjoint, ordered ``edits`` (in original offsets) over a same-length base string."""
        self.original = original
        self.base = same_length
        self.edits = tuple(edits)
        # Parallel arrays, one entry a run: folded start, original start, original end of a replaced
        # run (or -1 for a run that maps one to one).
        self._at: list[int] = [0]
        self._from: list[int] = [0]
        self._to: list[int] = [-1]
        pieces: list[str] = []
        size = 0
        cursor = 0
        for edit in self.edits:
            if edit.start > cursor:
                pieces.append(same_length[cursor : edit.start])
                size += edit.start - cursor
            if edit.canonical:
                pieces.append(edit.canonical)
                self._run(size, edit.start, edit.end)
                size += len(edit.canonical)
            self._run(size, edit.end, -1)
            cursor = edit.end
        pieces.append(same_length[cursor:])
        self.folded = "".join(pieces) if self.edits else same_length

    def _run(self, at: int, start: int, end: int) -> None:
        if self._at[-1] == at:
            # An empty run would shadow nothing: the later run starts at the same folded place.
            self._from[-1], self._to[-1] = start, end
        else:
            self._at.append(at)
            self._from.append(start)
            self._to.append(end)

    def with_edits(self, more: Iterable[Edit]) -> Text:
        """This text with further edits, given in offsets of ``folded``; an edit swallows those it covers."""
        added = [Edit(*self.span(edit.start, edit.end), edit.canonical, edit.evasion) for edit in more]
        kept = [old for old in self.edits if not any(new.start < old.end and old.start < new.end for new in added)]
        return Text(self.original, self.base, sorted((*kept, *added)))

    def start_of(self, position: int) -> int:
        """Original offset of the character at folded ``position``."""
        if not self.edits:
            return position
        run = bisect_right(self._at, position) - 1
        if self._to[run] >= 0:
            return self._from[run]
        return self._from[run] + position - self._at[run]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Original span of folded ``[start, end)``; a replaced run is always covered whole.

        Raises ValueError for an empty or reversed span, which has no single place in the original.
        """
        if not 0 <= start < end <= len(self.folded):
            raise ValueError(f"no such span: {start}..{end} of {len(self.folded)}")
        if not self.edits:
            return start, end
        last = end - 1
        run = bisect_right(self._at, last) - 1
        stop = self._to[run] if self._to[run] >= 0 else self._from[run] + last - self._at[run] + 1
        return self.start_of(start), stop

    def evasion_in(self, start: int, end: int) -> str | None:
        """The first kind of evasion undone inside the original span, or None when it is written plainly."""
        for edit in self.edits:
            if edit.start >= end:
                break
            if edit.evasion is not None and edit.end > start and edit.start < end:
                return edit.evasion
        return None
