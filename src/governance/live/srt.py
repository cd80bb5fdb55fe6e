"""SubRip appended line by line: a cue is heard when the blank line after it is there."""

from __future__ import annotations

import re

from governance.errors import Problem
from governance.ingest.subtitles import times_of
from governance.live.line import Line

_STAMP = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})"
_TIMING = re.compile(rf"\s*{_STAMP}\s*-+>\s*{_STAMP}")


class SrtReader:
    """Takes lines, gives utterances."""

    def __init__(self, stream: str) -> None:
        self.stream = stream
        self._times: tuple[int, int] | None = None
        self._said: list[str] = []
        self._count = 0

    def read(self, raw: bytes) -> Line | Problem | None:
        """One line; an utterance when it ends one."""
        text = raw.decode("utf-8", "replace").strip("\ufeff\r\n \t")
        match = _TIMING.match(text)
        if match:
            done = self._done()
            self._times = times_of(match)
            return done
        if not text:
            return self._done()
        if self._times is not None:
            self._said.append(text)
        return None

    def _done(self) -> Line | None:
        times, said = self._times, self._said
        if times is None or not said:
            return None
        self._times, self._said = None, []
        self._count += 1
        return Line(self.stream, " ".join(said), str(self._count), *times)
