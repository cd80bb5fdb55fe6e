"""Cut folded text into stretches that are read together.

Speech recognition leaves out full stops or puts them at random, so a stretch ends at a hard break only when
it is not too short to say anything, and is cut at a soft break when it grows too long.
"""

from __future__ import annotations

import re

from governance.language.fold import HARD, SOFT

LONGEST = 120  # characters; longer stretches hold several claims, and patterns reach 40 at most
_BREAK = re.compile(f"[{HARD}]+")


def sentences(folded: str) -> list[tuple[int, int]]:
    """Return ``(start, end)`` of each stretch, in order, without gaps of anything but hard breaks."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(folded):
        if match.start() > start:
            _add(folded, start, match.start(), spans)
        start = match.end()
    if start < len(folded):
        _add(folded, start, len(folded), spans)
    return spans


def _add(folded: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    while end - start > LONGEST:
        cut = folded.rfind(SOFT, start + LONGEST // 3, start + LONGEST)
        cut = cut + 1 if cut > 0 else start + LONGEST
        spans.append((start, cut))
        start = cut
    if end > start:
        spans.append((start, end))
