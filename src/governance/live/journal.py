"""The final lines of all streams, written down before anybody is warned about them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from governance.errors import PinocchioError
from governance.live.line import Line


class Journal:
    """An append-only file of lines. A last line cut short by a kill is dropped when it is opened again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._kept = self._mend()
            self._file = path.open("ab")
        except OSError as error:
            raise PinocchioError.of(f"the journal cannot be written ({error.strerror})", str(path),
                                    "give another --state file") from None  # fmt: skip

    def _mend(self) -> list[Line]:
        if not self.path.exists():
            return []
        data = self.path.read_bytes()
        whole = data[: data.rfind(b"\n") + 1]
        if len(whole) < len(data):
            with self.path.open("r+b") as file:
                file.truncate(len(whole))
        lines = []
        for number, raw in enumerate(whole.splitlines(), 1):
            try:
                lines.append(msgspec.json.decode(raw, type=Line))
            except (msgspec.DecodeError, msgspec.ValidationError):
                raise PinocchioError.of("no line of a watch journal", f"{self.path}:{number}",
                                        "give the file of an earlier run, or a new one") from None  # fmt: skip
        return lines

    def lines(self) -> Iterator[Line]:
        """What earlier runs wrote, once."""
        kept, self._kept = self._kept, []
        yield from kept

    def write(self, line: Line) -> None:
        """Append one line and hand it to the system, so that a killed process loses nothing."""
        self._file.write(msgspec.json.encode(line) + b"\n")
        self._file.flush()

    def close(self) -> None:
        """Make sure that it is on the disk."""
        os.fsync(self._file.fileno())
        self._file.close()
