"""What a paper leaves out by its own words, read from its text."""

from __future__ import annotations

import re

_SEGMENT = re.compile(r"[。\s]+")
_PIECE = re.compile("[，、]")
_NAMED = re.compile("[一-鿿a-z]{2}")


def left_out_of(text: str, words: re.Pattern[str]) -> list[tuple[str, str]]:
    """Every word of leaving out with what it leaves out: what follows it (未测含金量), else the list before it
    (颜色，净度未分级)."""
    out = []
    for segment in _SEGMENT.split(text):
        for found in words.finditer(segment):
            after = segment[found.end() :].partition("，")[0]
            if _NAMED.match(after):
                out.append((found.group(), segment[found.end() :]))
                continue
            pieces = _PIECE.split(segment[: found.start()])
            listed = [pieces.pop()]
            while pieces and not any(ch.isdigit() for ch in pieces[-1]):
                listed.insert(0, pieces.pop())
            out.append((found.group(), "，".join(listed)))
    return out
