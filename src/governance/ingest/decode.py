"""Bytes to text: which encoding a file has, and what to do with the lines that have another."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from governance.ingest.charsets import best, decodings, plainly_chinese
from governance.ingest.limits import HEAD_BYTES, MAX_LINE_BYTES
from governance.ingest.lines import AsUtf8, Readable, raw_lines
from governance.ingest.notes import Notes
from governance.ingest.origin import Origin

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_LEGACY = ("gb18030", "big5hkscs", "cp950")
_WIDE = ("utf-16-le", "utf-16-be")
_LOST = re.compile("[\x00\ud800-\udfff]")
_HAN = re.compile("[一-鿿]")
_LIKELY = 0.25  # everyday Chinese rates 0.6 and more, another charset's reading of it below 0.1
_LATIN_ONLY = re.compile("[\x80-\u07ff]")


def detect(head: bytes) -> str:
    """Name the encoding of a file by its first bytes; ``utf-8`` when nothing speaks against it."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    wide = _wide(head)
    if wide:
        return wide
    if len(head) >= HEAD_BYTES:  # judge whole lines: the last one is cut
        head = head[: head.rfind(b"\n") + 1] or head
    try:
        # Incremental: the head may end in the middle of a character.
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return _legacy(head)
    if _LATIN_ONLY.search(text) and not _HAN.search(text):
        # A few GBK words are valid UTF-8 by accident (the "联通" accident), as Latin, Greek or Arabic.
        name, rate = best({"utf-8": text, **decodings(head, _LEGACY)})
        return name if rate > _LIKELY else "utf-8"
    return "utf-8"


def _wide(head: bytes) -> str | None:
    """Recognise UTF-16 without a mark, by its zero bytes or by the text it gives."""
    even = head[: len(head) & ~1]
    zeros = (even[1::2].count(0), even[::2].count(0))
    if not even or (not any(zeros) and _is_utf8(head)):
        return None
    found = {}
    for name, tops in zip(_WIDE, (even[1::2], even[::2]), strict=True):
        text = even.decode(name, "replace")
        if text.count("\0") > len(text) // 20:
            continue  # binary
        # Line feeds, digits and Latin letters; one of them (an accident) proves nothing.
        if tops.count(0) > len(tops) // 20 or _HAN.search(text):
            found[name] = text
    if not found:
        return None
    name, rate = best(found)
    if rate < _LIKELY:
        return None
    rivals = {} if any(zeros) else decodings(head, _LEGACY)
    return None if rivals and best(rivals)[1] >= rate else name


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(data) - 3  # cut in the middle of a character
    return True


def _legacy(head: bytes) -> str:
    """Choose among the encodings of Chinese before Unicode, line by line: one bad line is no vote."""
    votes: dict[str, int] = {}
    for line in head.split(b"\n"):
        if not line.isascii():
            name = _line_encoding(line)
            votes[name] = votes.get(name, 0) + len(line)
    votes.pop("", None)
    if votes:
        return max(votes, key=lambda name: votes[name])
    from charset_normalizer import from_bytes  # slow to import, and needed for files of no Chinese only

    guess = from_bytes(head).best()
    return guess.encoding if guess else "utf-8"


def _line_encoding(line: bytes) -> str:
    """Name the encoding that makes sense of one line, or nothing when none does."""
    found = decodings(line, ("utf-8", *_LEGACY))
    if "utf-8" in found and _HAN.search(found["utf-8"]):
        return "utf-8"
    if not found:
        return ""
    name, rate = best(found)
    return name if rate > _LIKELY else ""


class LineDecoder:
    """Decodes the lines of one file; what was odd about some goes to its notes."""

    def __init__(self, encoding: str, notes: Notes) -> None:
        self.encoding = encoding
        self.notes = notes
        self._plain = True  # nothing but ASCII so far: the encoding is still open

    def decode(self, line: bytes, number: int) -> str:
        """Return the line's text. Never fails: what no encoding explains becomes U+FFFD."""
        if line.isascii():
            text = line.decode("ascii")
        elif self.encoding == "utf-8":
            try:
                # Java and some databases write surrogates as if they were characters.
                text = line.decode("utf-8", "surrogatepass")
                self._plain = False
            except UnicodeDecodeError:
                text = self._other(line, number)
        else:
            text = self._other(line, number)
        if _LOST.search(text):
            self._note("NUL or lone surrogate replaced by U+FFFD", number)
            text = _LOST.sub("\ufffd", text)
        return text

    def _other(self, line: bytes, number: int) -> str:
        """Decode a line that is not ASCII and not plainly in UTF-8 like the rest."""
        own = decodings(line, (self.encoding,)).get(self.encoding)
        if own is not None and plainly_chinese(own):
            self._plain = False
            return own
        name = _line_encoding(line)
        if own is not None and name not in (self.encoding, "utf-8"):
            return own  # rare characters rate low under any name; trust the file
        if name == self.encoding:
            self._plain = False
            return line.decode(name)
        if name:
            if self._plain:  # the head was ASCII only; here is the first line that tells
                self.encoding = name
                self._plain = False
            else:
                self._note(f"read as {name.upper()}, the rest is {self.encoding.upper()}", number)
            return line.decode(name)
        # Among the broken readings the one with most sense: a truncated line has one bad character.
        names = dict.fromkeys((self.encoding, "utf-8", "gb18030"))
        readings = {name: line.decode(name, "replace") for name in names}
        self._note("bytes of no known encoding replaced by U+FFFD", number)
        return readings[best(readings)[0]]

    def _note(self, what: str, number: int) -> None:
        self.notes.add(what, number, "save the whole file as UTF-8")


class TextLines:
    """The decoded lines of a stream: ``(number, text)``, without line ends. Read once."""

    def __init__(self, stream: Readable, head: bytes, origin: Origin) -> None:
        """Wrap a stream that starts with ``head`` (which is judged, not consumed)."""
        encoding = detect(head)
        if encoding.startswith(("utf-16", "utf-32")):
            stream, encoding = AsUtf8(stream, encoding), "utf-8"
        self.origin = origin
        self.notes = Notes(origin)
        self.decoder = LineDecoder(encoding, self.notes)
        self._raw = raw_lines(stream)

    def raw(self) -> Iterator[tuple[int, bytes]]:
        """Yield lines as bytes, UTF-8 unless the file is in an older encoding; no byte order mark."""
        for number, line in self._raw:
            if line is None:
                what = f"longer than {MAX_LINE_BYTES >> 20} MB, left out"
                self.notes.add(what, number, "break the text into lines")
                continue
            if number == 1:
                for mark, _ in _BOMS:
                    line = line.removeprefix(mark)
            yield number, line

    def __iter__(self) -> Iterator[tuple[int, str]]:
        decode = self.decoder.decode
        for number, line in self.raw():
            text = decode(line, number).rstrip("\r")
            if "\r" in text:  # the line ends of old Macs, and of a Mac's and a PC's file put together
                for part in text.split("\r"):
                    yield number, part
            else:
                yield number, text
