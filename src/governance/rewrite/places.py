"""Where sentences and lines begin and end in a text that is being mended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from governance.model import Finding
from governance.rewrite.clauses import balanced

HARD = "。！？!?；;…\n\r"
LINE = "\n\r"
_POINT = re.compile(r"(?<=[一-鿿])\.(?=[一-鿿\s]|$)")  # how some recognisers write a full stop
_SPACE = re.compile(r"(?<=[一-鿿0-9])[ \u3000](?=[一-鿿0-9])")
_FIELD = re.compile(r"[ \u3000|｜](?=[一-鿿]{2,6}[：:])")
SPACES = 5  # so many, and no other mark, set talk as a recogniser sets it
MANY = 16  # spaces of talk long enough that what stands between two of them stands by itself

_LINE_END = re.compile(r"\r\n|\n|\r")


def lines_in(text: str) -> list[tuple[int, int]]:
    """Where each line stands, without its end."""
    ends = [match.span() for match in _LINE_END.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    return list(zip(starts, [*(start for start, _ in ends), len(text)], strict=True))


def with_lines(text: str, new: Mapping[int, str]) -> str:
    """The text with the lines of these numbers, from 0, written anew."""
    pieces, at = [], 0
    for line, (start, end) in enumerate(lines_in(text)):
        if line in new:
            pieces += [text[at:start], new[line]]
            at = end
    return "".join([*pieces, text[at:]])


def pointed(text: str) -> str:
    """The text with every full stop written as one; the same offsets."""
    return _POINT.sub("。", text)


def shape_of(text: str) -> str:
    """The text with its sentences set apart by full stops; the same offsets.

    Talk that is set by spaces alone has its sentences between them, but a short piece of it leans on itself: its
    stretches are clauses. A sheet of fields (规格：… 材质：…) has its fields.
    """
    shape = pointed(text)
    if len(_FIELD.findall(shape)) > 1:
        shape = _FIELD.sub("。", shape)
    if not any(mark in shape for mark in ",，、。") and (spaces := len(_SPACE.findall(shape))) >= SPACES:
        shape = _SPACE.sub("。" if spaces >= MANY else "，", shape)
    return shape


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a stretch; a full stop within brackets does not end it."""
    left, right = around(text, start, end, HARD)
    line = around(text, start, end, LINE)
    for _ in range(8):
        if balanced(text[left:right]):
            break
        a, b = around(text, max(left - 1, line[0]), min(right + 1, line[1]), HARD)
        if (a, b) == (left, right):
            break
        left, right = max(a, line[0]), min(b, line[1])
    return left, right


def touching(findings: Iterable[Finding], start: int, end: int) -> list[Finding]:
    """The findings with words in ``[start, end)``."""
    return [one for one in findings if one.start < end and one.end > start]


def around(text: str, start: int, end: int, marks: str) -> tuple[int, int]:
    """The stretch between two of ``marks`` that holds ``text[start:end]``."""
    while start > 0 and text[start - 1] not in marks:
        start -= 1
    while end < len(text) and text[end - 1] not in marks and text[end] not in marks:
        end += 1
    return start, end
