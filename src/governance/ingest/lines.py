"""A byte stream to numbered lines, in bounded memory whatever the length of a line."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Protocol

from governance.ingest.limits import CHUNK_BYTES, MAX_LINE_BYTES


class Readable(Protocol):
    """All we ask of a stream: sockets, pipes and files have it."""

    def read(self, size: int = -1, /) -> bytes: ...


class Rewound:
    """A stream whose first bytes were already looked at; a pipe cannot seek back."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        self._head = head
        self._rest = rest

    def read(self, size: int = -1, /) -> bytes:
        if self._head:
            head, self._head = self._head, b""
            return head
        return self._rest.read(size) or b""


class AsUtf8:
    """A UTF-16 or UTF-32 stream as UTF-8, since their line feeds cannot be found byte by byte."""

    def __init__(self, stream: Readable, encoding: str) -> None:
        self._stream = stream
        # Surrogates pass through, so that the line decoder meets and reports them with their line.
        errors = "surrogatepass" if encoding.startswith("utf-16") else "replace"
        self._decoder = codecs.getincrementaldecoder(encoding)(errors)

    def read(self, size: int = -1, /) -> bytes:
        while True:
            data = self._stream.read(size)
            try:
                text = self._decoder.decode(data, final=not data)
            except UnicodeDecodeError:  # half a character at the end of a truncated file
                text = "\ufffd"
                self._decoder.reset()
            if text or not data:
                return text.encode("utf-8", "surrogatepass")


def read_head(stream: Readable, size: int) -> bytes:
    """Read up to ``size`` bytes; a pipe may hand them out in small pieces."""
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def raw_lines(stream: Readable, limit: int = MAX_LINE_BYTES) -> Iterator[tuple[int, bytes | None]]:
    """Yield ``(number, line)`` without line ends; None stands for a line over the limit, never held."""
    number = 1
    held: list[bytes] = []
    size = 0
    while chunk := stream.read(CHUNK_BYTES):
        first, *others = chunk.split(b"\n")
        size += len(first)
        if size <= limit:
            held.append(first)
        else:
            held.clear()
        if not others:
            continue
        yield number, (b"".join(held) if size <= limit else None)
        number += 1
        last = others.pop()
        for line in others:
            yield number, (line if len(line) <= limit else None)
            number += 1
        held = [last]
        size = len(last)
    if size:
        yield number, (b"".join(held) if size <= limit else None)
