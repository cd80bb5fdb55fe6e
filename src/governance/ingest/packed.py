"""Compressed streams (gzip, zstd) as plain ones, in bounded memory, with damage told and not hidden."""

from __future__ import annotations

import zlib
from typing import Any

from governance.ingest.limits import CHUNK_BYTES
from governance.ingest.lines import Readable

KINDS = ("gzip", "zstd")
SUFFIXES = (".gz", ".gzip", ".zst", ".zstd")
_SIP = 2 << 10
"""Compressed bytes given to zstd at once: four of them may unpack to 128 KB, so that this is 64 MB at worst."""


class DamagedError(Exception):
    """The compressed data is broken, or ends before its end mark."""


def bare(name: str) -> str:
    """A file name without the suffix of its compression."""
    for suffix in SUFFIXES:
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name


def unpacked(stream: Readable, kind: str) -> Readable:
    """The plain bytes of a stream of `KINDS`; every read past what can be read raises `DamagedError`."""
    return _Unpacked(stream, kind)


class _Unpacked:
    """Frame after frame through the decompressor object that zlib and zstandard both have."""

    def __init__(self, stream: Readable, kind: str) -> None:
        self._stream = _Sips(stream)
        self._kind = kind
        self._frame: Any = None
        self._held = b""

    def read(self, size: int = -1, /) -> bytes:
        while not self._held:
            between = self._frame is None or self._frame.eof
            data = (self._frame.unused_data if self._frame is not None and between else b"") or self._stream.sip()
            if not data:
                if between:
                    return b""
                raise DamagedError("ends before its end mark")
            try:
                if between:
                    self._frame = _new_frame(self._kind)
                self._held = self._frame.decompress(data)
            except Exception as error:  # zlib.error or ZstdError: no common base
                raise DamagedError(str(error)) from None
        given, self._held = (self._held, b"") if size < 0 else (self._held[:size], self._held[size:])
        return given


class _Sips:
    """A stream in small pieces, whatever it hands out."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._held = b""
        self._at = 0

    def sip(self) -> bytes:
        """The next few bytes; none at the end."""
        if self._at >= len(self._held):
            self._held, self._at = self._stream.read(CHUNK_BYTES), 0
        given = self._held[self._at : self._at + _SIP]
        self._at += len(given)
        return given


def _new_frame(kind: str) -> Any:
    if kind == "gzip":
        return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    import zstandard

    return zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj()
