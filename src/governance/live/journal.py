"""What a watch must remember to go on after a kill: the lines it heard, and which events were handed out.

A line is written before anybody is told about it, an event is marked after it was told. So a run that is started again
knows what was heard and not told: that is told now, under the same event id, and nothing else is.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec

from governance.errors import PinocchioError
from governance.live.line import Line

SYNC_S = 1.0  # between two waits for the disk: what a power cut may cost; a killed process loses nothing
_MARKS = (b'{"told"', b'{"over"')


class Told(msgspec.Struct, frozen=True):
    """The ids of events that every face and hook has."""

    told: list[str]


class Over(msgspec.Struct, frozen=True):
    """A stream of which nothing is left to do."""

    over: str


Entry = Line | Told | Over


class Journal:
    """An append-only file. A last line cut short by a kill is dropped when it is opened again.

    The disk is waited for by a thread of its own, so that no warning waits for it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._kept = self._mend()
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            raise PinocchioError.of(f"the journal cannot be written ({error.strerror})", str(path),
                                    "give another --state file") from None  # fmt: skip
        self._encode = msgspec.json.Encoder().encode
        self._dirty = self._closed = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._sync, daemon=True)
        self._thread.start()

    def _mend(self) -> list[Entry]:
        if not self.path.exists():
            return []
        data = self.path.read_bytes()
        whole = data[: data.rfind(b"\n") + 1]
        if len(whole) < len(data):
            with self.path.open("r+b") as file:
                file.truncate(len(whole))
        entries = []
        for number, raw in enumerate(whole.splitlines(), 1):
            try:
                entries.append(_entry(raw))
            except (msgspec.DecodeError, msgspec.ValidationError):
                raise PinocchioError.of("no line of a watch journal", f"{self.path}:{number}",
                                        "give the file of an earlier run, or a new one") from None  # fmt: skip
        return entries

    def entries(self) -> Iterator[Entry]:
        """What earlier runs wrote, once."""
        kept, self._kept = self._kept, []
        yield from kept

    def write(self, entry: Entry) -> None:
        """Append one entry and hand it to the system, so that a killed process loses nothing."""
        try:
            self._file.write(self._encode(entry) + b"\n")
        except OSError as error:
            raise PinocchioError.of(f"the journal cannot be written ({error.strerror})", str(self.path),
                                    "make room, then start the same command again") from None  # fmt: skip
        self._dirty = True

    def _sync(self) -> None:
        while not self._stop.wait(SYNC_S):
            if self._dirty:
                self._dirty = False
                os.fsync(self._file.fileno())

    def close(self) -> None:
        """Make sure that it is on the disk."""
        if self._closed:
            return
        self._closed = True
        self._stop.set()
        self._thread.join()
        os.fsync(self._file.fileno())
        self._file.close()


def _entry(raw: bytes) -> Entry:
    if raw.startswith(_MARKS[0]):
        return msgspec.json.decode(raw, type=Told)
    if raw.startswith(_MARKS[1]):
        return msgspec.json.decode(raw, type=Over)
    return msgspec.json.decode(raw, type=Line)
