"""A line as the editor cuts it: clauses as they were said, without the marks between them; talk that has none, where it
takes breath."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from governance.rewrite.clauses import MARK, balanced
from governance.rewrite.editor.breaths import breaths
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
    return [(start + a, start + b) for start, end in out for a, b in breaths(line[start:end])]


def is_unmarked(pieces: Sequence[tuple[int, int]]) -> bool:
    """Whether clauses were cut where the line has no mark."""
    return any(end == start for (_, end), (start, _) in pairwise(pieces))
