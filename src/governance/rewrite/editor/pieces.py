"""A line as the editor cuts it: clauses as they were said, without the marks between them."""

from __future__ import annotations

import re

from governance.rewrite.clauses import MARK, balanced
from governance.rewrite.places import pointed

_MARKS = re.compile(rf"{MARK.pattern}|[。！？!?；;…|｜~～]+")


def pieces_of(line: str) -> list[tuple[int, int]]:
    """Where each clause of a line stands. What stands in brackets is one with what is around it."""
    raw, at = [], 0
    for match in _MARKS.finditer(pointed(line)):
        if match.start() > at:
            raw.append((at, match.start()))
        at = match.end()
    if at < len(line):
        raw.append((at, len(line)))
    out: list[tuple[int, int]] = []
    for start, end in raw:
        if out and not balanced(line[slice(*out[-1])]):
            out[-1] = out[-1][0], end
        else:
            out.append((start, end))
    return out
