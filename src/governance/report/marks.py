"""A transcript cut where claims begin and end, line by line, so that a page can mark them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from governance.model import STATUSES, Document, Finding
from governance.report.words import clock


class Piece(NamedTuple):
    """Some text of one line; ``status`` is of the worst claim it belongs to and ``number`` that claim's place."""

    text: str
    status: str = ""
    number: int | None = None


class Line(NamedTuple):
    """A line with the clock and the speaker of the utterance that begins there, empty where none does."""

    clock: str
    speaker: str
    pieces: list[Piece]


def marked_lines(document: Document, findings: Sequence[Finding]) -> list[Line]:
    """The whole text in lines; the pieces of a line joined are the line."""
    begins = {}
    at = 0
    for utterance in document.utterances:
        begins[at] = (clock(utterance.start_ms), utterance.speaker or "")
        at += len(utterance.text) + 1
    lines, at = [], 0
    for text in document.text.split("\n"):
        inside = [
            (number, one) for number, one in enumerate(findings) if one.start < at + len(text) and one.end > at
        ]  # fmt: skip
        lines.append(Line(*begins.get(at, ("", "")), _pieces(text, at, inside)))
        at += len(text) + 1
    return lines


def _pieces(text: str, at: int, findings: list[tuple[int, Finding]]) -> list[Piece]:
    if not findings:
        return [Piece(text)]
    cuts = {0, len(text)}
    for _, one in findings:
        cuts |= {max(0, one.start - at), min(len(text), one.end - at)}
    pieces: list[Piece] = []
    for left, right in pairwise(sorted(cuts)):
        over = [(number, one) for number, one in findings if one.start - at <= left and one.end - at >= right]
        piece = Piece(text[left:right])
        if over:
            number, worst = max(over, key=lambda pair: (STATUSES.index(pair[1].status), -pair[0]))
            piece = piece._replace(status=worst.status, number=number)
        if pieces and pieces[-1][1:] == piece[1:]:
            piece = piece._replace(text=pieces.pop().text + piece.text)
        pieces.append(piece)
    return pieces
