"""Traditional pages: mended in simplified characters, as the policy is written, and handed back in their own."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from typing import Any, NamedTuple

SIMPLIFIED, TRADITIONAL = "simplified", "traditional"
_LINES = re.compile(r"(\r\n|\n|\r)")
_HAN = re.compile("[㐀-鿿]")
_OTHERWISE = 4  # characters that only traditional text has, for each that only simplified text has


class Page(NamedTuple):
    """A text in simplified characters, of the same length, and its lines as they were written, by number from 0."""

    text: str
    written: dict[int, str]

    def back(self, words: str, line: int) -> str:
        """``words``, which stand in line ``line``, in the script of the line; what stood there as it stood."""
        own = self.written.get(line)
        if own is None:
            return words
        simple, out = _simple(own), []
        for kind, at, stop, start, end in SequenceMatcher(None, simple, words, autojunk=False).get_opcodes():
            out.append(own[at:stop] if kind == "equal" else _convert("s2tw", words[start:end]))
        return "".join(out)


def page_of(text: str) -> Page:
    """The text with each traditional line in simplified characters.

    A line that is the same in both scripts is in that of most others; evasive single characters are no script.
    """
    pieces = _LINES.split(text)
    scripts = [_script(line) for line in pieces[::2]]
    same = TRADITIONAL if scripts.count(TRADITIONAL) > scripts.count(SIMPLIFIED) else SIMPLIFIED
    written = {at: pieces[2 * at] for at, script in enumerate(scripts) if (script or same) == TRADITIONAL}
    for at, line in written.items():
        pieces[2 * at] = _simple(line)
    return Page("".join(pieces), written)


def _script(line: str) -> str:
    """What a line is written in; empty where that shows in no character of it."""
    if not _HAN.search(line):
        return ""
    simple, other = _simple(line), _convert("s2tw", line)
    if len(simple) != len(line) or len(other) != len(line):
        return SIMPLIFIED  # characters cannot be told apart one by one
    own = sum(a != b for a, b in zip(line, simple, strict=True))
    foreign = sum(a != b for a, b in zip(line, other, strict=True))
    if not own and not foreign:
        return ""
    return TRADITIONAL if own > _OTHERWISE * foreign else SIMPLIFIED


def _simple(line: str) -> str:
    return _convert("t2s", line)


def _convert(how: str, words: str) -> str:
    return str(_converter(how).convert(words))


@cache
def _converter(how: str) -> Any:
    from opencc import OpenCC

    return OpenCC(how)
