"""RE2 built at first use, since most rules and contexts sleep through most runs; asked without its Python wrapper.

The wrapper of google-re2 walks every match through a generator, re-encodes the text each time and maps offsets group by
group; that costs more than most searches. A scan asks some hundred questions a document, so here the compiled object is
asked directly, with UTF-8 in and code points out.
"""

from __future__ import annotations

from typing import Any

import re2

OPTIONS = re2.Options()
OPTIONS.never_capture = True
OPTIONS.log_errors = False
OPTIONS.max_mem = 64 << 20

_ANYWHERE = re2._Anchor.UNANCHORED
Span = tuple[int, int]


def encode(text: str) -> bytes:
    """The UTF-8 that the patterns read; a lone surrogate becomes one other character, so that offsets hold."""
    return text.encode("utf-8", "replace")


class LazyRegex:
    """``source`` is RE2 syntax."""

    __slots__ = ("_match", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._match: Any = None

    def _built(self) -> Any:
        self._match = re2.compile(self.source.encode(), OPTIONS)._regexp.Match
        return self._match

    def stands(self, text: str) -> bool:
        """Whether there is a match in ``text``."""
        encoded = encode(text)
        span: Span = (self._match or self._built())(_ANYWHERE, encoded, 0, len(encoded))[0]
        return span[0] >= 0

    def first(self, text: str, at: int = 0) -> Span | None:
        """The first match from ``at`` on, in code points; what stands before ``at`` is still seen by ``^``."""
        encoded = encode(text)
        skip = len(encode(text[:at])) if at else 0
        start, end = (self._match or self._built())(_ANYWHERE, encoded, skip, len(encoded))[0]
        if start < 0:
            return None
        before = len(encoded[:start].decode())
        return before, before + len(encoded[start:end].decode())

    def spans(self, text: str, encoded: bytes) -> list[Span]:
        """All matches in ``text``, of which ``encoded`` is the UTF-8: to ask many patterns about one sentence,
        encode it once.
        """
        match = self._match or self._built()
        at, stop = 0, len(encoded)
        found: list[Span] = []
        while at <= stop:
            start, end = match(_ANYWHERE, encoded, at, stop)[0]
            if start < 0:
                break
            found.append((start, end))
            at = end if end > at else at + 1
        if not found or len(text) == stop:
            return found
        return [(len(encoded[:a].decode()), len(encoded[:b].decode())) for a, b in found]
