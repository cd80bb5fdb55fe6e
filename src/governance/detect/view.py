"""A document's text as the detectors read it: folded, cut into sentences, with clause borders."""

from __future__ import annotations

from bisect import bisect_right

from governance.language.resolve import Resolver
from governance.language.sentences import sentences
from governance.language.text import Text
from governance.model import Document


class View:
    """One document, folded once. Sentence ``i`` is ``text.folded[spans[i][0]:spans[i][1]]``."""

    __slots__ = ("_starts", "document", "folded", "spans", "text")

    def __init__(self, document: Document, resolver: Resolver) -> None:
        self.document = document
        self.text: Text = resolver.read(document.text)
        folded = self.text.folded
        if "\n" in folded:
            # In talk a line break is where the recogniser took a breath; on a claim sheet it ends the claim.
            folded = folded.replace("\n", "，" if document.utterances or document.kind == "speech" else "。")
        self.folded = folded
        self.spans = sentences(folded)
        self._starts = [start for start, _ in self.spans]

    def sentence_at(self, position: int) -> int:
        """Index of the sentence that holds a folded position (or the one before it)."""
        return max(bisect_right(self._starts, position) - 1, 0)

    def sentence(self, index: int) -> str:
        """Folded text of one sentence."""
        start, end = self.spans[index]
        return self.folded[start:end]
