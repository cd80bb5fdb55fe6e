"""How much of the sources was read, for those who wait."""

from __future__ import annotations

import os
from typing import Any

from governance.ingest.remote import is_url


class Tally:
    """Bytes in all (``total``, 0 when somebody's size is not known) and bytes read so far (``read``)."""

    def __init__(self) -> None:
        self.total = 0
        self.read = 0

    def expect(self, paths: list[str]) -> None:
        """Add up the sizes of all files."""
        sizes = [_size(path) for path in paths]
        self.total = 0 if None in sizes else sum(size or 0 for size in sizes)

    def counted(self, stream: Any) -> Any:
        """The same stream, its bytes counted as they are read."""
        return _Counted(stream, self)


class _Counted:
    def __init__(self, stream: Any, tally: Tally) -> None:
        self._stream = stream
        self._tally = tally

    def read(self, size: int = -1, /) -> bytes:
        data: bytes = self._stream.read(size)
        self._tally.read += len(data)
        return data

    def __getattr__(self, name: str) -> Any:  # Parquet is read by seeking
        return getattr(self._stream, name)


def _size(path: str) -> int | None:
    try:
        return None if is_url(path) else os.stat(path).st_size
    except OSError:
        return None
