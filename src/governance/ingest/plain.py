"""Plain text and Markdown: a line is an utterance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from governance.ingest.spoken import split_speaker
from governance.model import Utterance

_FENCE = re.compile(r"\s*(?:```|~~~)")
_RULE = re.compile(r"\s*(?:([-*_=])\s*)(?:\1\s*){2,}$|\s*\|?(?:\s*:?-{3,}:?\s*\|?)+$")
_LEAD = re.compile(r"^\s*(?:(?:>\s?)+)?\s*(?:#{1,6}\s+|[-*+]\s+(?:\[[ xX]\]\s+)?|\d{1,3}[.)]\s+)?")
_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_REFERENCE = re.compile(r"!?\[([^\[\]]+)\]\[[^\[\]]*\]")
_COMMENT = re.compile(r"<!--.*?-->")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>")
# Marks that hug words on both sides. A lone * may be how someone hides a word: 最*低*价 stays.
_STRONG = re.compile(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1")
_SOFT = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]+?)(?<=[^\s*_])\1(?![\w*])")
_CODE = re.compile(r"`+([^`]+)`+")


def read_lines(lines: Iterable[tuple[int, str]]) -> Iterator[Utterance]:
    """Yield an utterance for each line that is not blank."""
    for _, line in lines:
        speaker, words = split_speaker(line.strip())
        if words:
            yield Utterance(words, speaker=speaker)


def read_markdown(lines: Iterable[tuple[int, str]]) -> Iterator[Utterance]:
    """Yield the lines of a Markdown text without its markup; front matter is left out."""
    front: list[str] | None = None
    for number, line in lines:
        if line.strip() == "---" and (front is not None or number == 1):
            front = [] if front is None else None
        elif front is not None:
            front.append(line)
        elif not (_FENCE.match(line) or _RULE.match(line)):
            yield from _line(line)
    for line in front or ():  # it never ended, so it was none
        yield from _line(line)


def _line(line: str) -> Iterator[Utterance]:
    speaker, words = split_speaker(strip_markdown(line))
    if words:
        yield Utterance(words, speaker=speaker)


def strip_markdown(line: str) -> str:
    """Return the words of one line: headings, bullets, emphasis, links and table bars taken off."""
    text = _LEAD.sub("", line, count=1)
    for pattern, kept in ((_COMMENT, ""), (_IMAGE_OR_LINK, r"\1"), (_REFERENCE, r"\1"), (_HTML, "")):
        text = pattern.sub(kept, text)
    for pattern, kept in ((_STRONG, r"\2"), (_SOFT, r"\2"), (_CODE, r"\1")):
        text = pattern.sub(kept, text)
    if text.startswith("|"):
        text = " ".join(cell.strip() for cell in text.strip().strip("|").split("|"))
    return text.strip()
