"""Traditional pages: mended in simplified characters, as the policy is written, and handed back in their own."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from governance.language.script import convert
from governance.rewrite.places import lines_in, with_lines

SIMPLIFIED, TRADITIONAL = "simplified", "traditional"
_HAN = re.compile("[㐀-鿿]")
_OTHERWISE = 4  # characters that only traditional text has, for each that only simplified text has


class Line(NamedTuple):
    """A traditional line as it was written, and in simplified characters; both are of one length."""

    own: str
    simple: str


class Page(NamedTuple):
    """A text in simplified characters, of the same length, and its traditional lines, by number from 0."""

    text: str
    written: dict[int, Line]

    def back(self, words: str, line: int) -> str:
        """``words``, which stand in line ``line``, in the script of the line; what stood there as it stood."""
        written = self.written.get(line)
        if written is None:
            return words
        out = []
        for kind, at, stop, start, end in SequenceMatcher(None, written.simple, words, autojunk=False).get_opcodes():
            out.append(written.own[at:stop] if kind == "equal" else convert("s2tw", words[start:end]))
        return "".join(out)


def page_of(text: str) -> Page:
    """The text with each traditional line in simplified characters.

    A line that is the same in both scripts is in that of most others; evasive single characters are no script.
    """
    lines = [Line(own, convert("t2s", own)) for own in (text[start:end] for start, end in lines_in(text))]
    scripts = list(map(_script, lines))
    same = TRADITIONAL if scripts.count(TRADITIONAL) > scripts.count(SIMPLIFIED) else SIMPLIFIED
    read = zip(lines, scripts, strict=True)
    written = {at: line for at, (line, script) in enumerate(read) if (script or same) == TRADITIONAL}
    return Page(with_lines(text, {at: line.simple for at, line in written.items()}), written)


def _script(line: Line) -> str:
    """What a line is written in; empty where that shows in no character of it."""
    if not _HAN.search(line.own):
        return ""
    other = convert("s2tw", line.own)
    if len(line.simple) != len(line.own) or len(other) != len(line.own):
        return SIMPLIFIED  # characters cannot be told apart one by one
    own = sum(a != b for a, b in zip(line.own, line.simple, strict=True))
    foreign = sum(a != b for a, b in zip(line.own, other, strict=True))
    if not own and not foreign:
        return ""
    return TRADITIONAL if own > _OTHERWISE * foreign else SIMPLIFIED
