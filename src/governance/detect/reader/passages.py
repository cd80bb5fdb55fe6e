"""Cut a document into passages of the length the reader was taught on, and a passage into its clauses."""

from __future__ import annotations

import re

WHOLE = 120  # characters; a shorter document is one passage
ENOUGH = 45  # characters; a passage grows sentence by sentence until it has these
CLAUSE = 24  # characters: clauses are joined up to about so many; a longer one is looked at in pieces of this length
SLACK = 4  # characters that a clause joined last may reach beyond
STEP = 8  # characters between the pieces of a long clause
_MARK = re.compile("[，。、？！；：\n ]")


def passages(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """``(start, end)`` of each passage, in order; one begins at every sentence, so neighbours overlap.

    A claim told over two sentences stands whole in some passage.
    """
    if not spans:
        return []
    if spans[-1][1] - spans[0][0] <= WHOLE:
        return [(spans[0][0], spans[-1][1])]
    out: list[tuple[int, int]] = []
    last = -1
    for first, (start, _) in enumerate(spans):
        last = max(last, first)
        while last < len(spans) - 1 and spans[last][1] - start < ENOUGH:
            last += 1
        end = spans[last][1]
        if out and out[-1][1] == end and end - start < ENOUGH:
            continue  # the tail of the passage before
        out.append((start, end))
    return out


def borders(text: str, start: int, end: int) -> list[int]:
    """Where the clauses of ``text[start:end]`` begin, and its end."""
    return [start, *(at for mark in _MARK.finditer(text, start, end) if (at := mark.end()) < end), end]


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The windows of ``text[start:end]`` that are about as long as one claim, in order; neighbours overlap.

    One begins at every clause and takes in what follows while it is short; talk without marks is cut by length. What
    lies before ``start`` or after ``end`` has no say in it.
    """
    edges = borders(text, start, end)
    out: list[tuple[int, int]] = []
    last = 0
    for first in range(len(edges) - 1):
        begin, stop = edges[first], edges[first + 1]
        if stop - begin > CLAUSE + STEP:
            out += [(at, min(at + CLAUSE, stop)) for at in range(begin, stop - CLAUSE + STEP, STEP)]
            continue
        last = max(last, first)
        while last + 2 < len(edges) and edges[last + 2] - begin <= CLAUSE + SLACK:
            last += 1
        out.append((begin, edges[last + 1]))
    return out


def clause_at(text: str, start: int, end: int, within: tuple[int, int]) -> tuple[int, int]:
    """The clause, or clauses, of a sentence that ``text[start:end]`` stands in, without what sets them apart."""
    first, last = within
    before = [mark.end() for mark in _MARK.finditer(text, first, start)]
    after = _MARK.search(text, max(end, start + 1), last)
    return (before[-1] if before else first), (after.start() if after else last)
