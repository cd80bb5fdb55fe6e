"""A document's text as the detectors read it: folded, cut into sentences, with clause borders."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from governance.language.numbers import grouped
from governance.language.resolve import Resolver
from governance.language.sentences import sentences
from governance.language.text import Text
from governance.model import Document

_MARK = re.compile("[，。；！？!?;\n]")
_LISTS = "、：:"  # 小米、大米 is one thing said, and so is 续航：32小时
_TO = "~～—–"  # between digits a stretch: 8.2~8.9
_LINES = "\n\r\v\f\x85\u2028\u2029"
_COMMA = re.compile("，")
_QUOTES = re.compile('[“”"‘’「」『』]')


class View:
    """One document, folded once. Sentence ``i`` is ``text.folded[spans[i][0]:spans[i][1]]``."""

    def __init__(self, document: Document, resolver: Resolver) -> None:
        self.document = document
        self.text: Text = resolver.read(document.text)
        self.folded = self.text.folded
        # In talk a line break is where the recogniser took a breath; on a page or a claim sheet it ends the claim.
        if document.kind == "copy" and not document.utterances and "\n" in document.text:
            self.folded = self._with_stops()
        self.spans = sentences(self.folded)
        self._starts = [start for start, _ in self.spans]

    def _with_stops(self) -> str:
        """The folded text with a full stop for every line break that was folded to a comma."""
        original, start_of = self.text.original, self.text.start_of
        breaks = {at for mark in _COMMA.finditer(self.text.folded) if original[start_of(at := mark.start())] in _LINES}
        return "".join("。" if at in breaks else ch for at, ch in enumerate(self.text.folded))

    @cached_property
    def parts(self) -> list[list[tuple[int, int]]]:
        """The sentences of each line."""
        out: list[list[tuple[int, int]]] = []
        before = 0
        for span in self.spans:
            start = self.text.start_of(span[0])
            if not out or "\n" in self.text.original[before:start]:
                out.append([])
            out[-1].append(span)
            before = start
        return out

    def sentence_at(self, position: int) -> int:
        """Index of the sentence that holds a folded position (or the one before it)."""
        return max(bisect_right(self._starts, position) - 1, 0)

    @cached_property
    def _breaks(self) -> list[int]:
        """Folded places of the marks that end a clause."""
        return [found.start() for found in _MARK.finditer(self.folded) if self._ends(found.start())]

    def _ends(self, at: int) -> bool:
        if self.folded[at] != "，":
            return True
        written = self.text.original[self.text.start_of(at)]
        if written in _LISTS:
            return False
        between = self.folded[at - 1 : at].isdigit() and self.folded[at + 1 : at + 2].isdigit()
        return not between or not (written in _TO or grouped(self.folded, at))

    @cached_property
    def _quotes(self) -> list[int]:
        """Folded places of the commas that quotation marks were read as."""
        original = self.text.original
        if not _QUOTES.search(original):
            return []
        commas = (found.start() for found in _COMMA.finditer(self.folded))
        return [at for at in commas if _QUOTES.match(original, self.text.start_of(at))]

    def unquoted(self, start: int, end: int) -> str:
        """Folded ``[start, end)`` without quotation marks: 警惕“全网最低价” warns of it as 警惕全网最低价 does."""
        between = self._quotes and self._quotes[bisect_left(self._quotes, start) : bisect_left(self._quotes, end)]
        if not between:
            return self.folded[start:end]
        borders = [start - 1, *between, end]
        return "".join(self.folded[low + 1 : high] for low, high in pairwise(borders))

    def clause_around(self, start: int, end: int, sentence: int) -> tuple[int, int]:
        """Folded borders of the clauses of a sentence that ``[start, end)`` stands in."""
        low, high = self.spans[sentence]
        left = bisect_left(self._breaks, start)
        right = bisect_left(self._breaks, end)
        if left and self._breaks[left - 1] >= low:
            low = self._breaks[left - 1] + 1
        if right < len(self._breaks) and self._breaks[right] < high:
            high = self._breaks[right]
        return low, max(high, end)

    def clauses(self) -> Iterator[tuple[int, int, int]]:
        """Folded start and end of every clause, and the sentence it stands in."""
        marks = self._breaks
        for number, (low, high) in enumerate(self.spans):
            start = low
            for at in marks[bisect_left(marks, low) : bisect_left(marks, high)]:
                yield start, at, number
                start = at + 1
            yield start, high, number

    def sentence(self, index: int) -> str:
        """Folded text of one sentence."""
        start, end = self.spans[index]
        return self.folded[start:end]
