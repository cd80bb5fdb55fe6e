"""Many rooms: lines in, events out; kept in a journal, so that a run that was killed goes on where it stopped."""

from __future__ import annotations

from collections.abc import Iterator

from governance.live.event import LiveEvent
from governance.live.journal import Journal
from governance.live.line import Line
from governance.live.policy import LivePolicy
from governance.live.room import Room
from governance.model import Scan
from governance.pipeline import Scanner


class Studio:
    """Rooms by stream. One scanner serves them all."""

    def __init__(self, scanner: Scanner, policy: LivePolicy, *, category: str | None = None,
                 journal: Journal | None = None) -> None:  # fmt: skip
        self.rooms: dict[str, Room] = {}
        self._scanner = scanner
        self._policy = policy
        self._category = category
        self._journal = journal
        self._over: set[str] = set()
        if journal is not None:
            for line in journal.lines():
                if line.end:
                    self._over.add(line.stream)
                    self.rooms.pop(line.stream, None)
                else:
                    self._room(line.stream).hear(line)

    def hear(self, line: Line) -> list[LiveEvent]:
        """Take one line of any stream. What the journal knows already is neither said nor written again."""
        if line.stream in self._over:
            return []
        room = self._room(line.stream)
        if line.final and room.transcript.knows(line):
            return []
        events = room.hear(line)
        if self._journal is not None and line.final:
            self._journal.write(line)
        return events

    def close(self, stream: str) -> tuple[Scan, list[LiveEvent]] | None:
        """End one stream: the scan of the whole, and what it changes; None when it never spoke or is over."""
        room = self.rooms.pop(stream, None)
        if room is None:
            return None
        done = room.close()
        if self._journal is not None:
            self._journal.write(Line(stream, "", "", end=True))
        self._over.add(stream)
        return done

    def close_all(self) -> Iterator[tuple[Scan, list[LiveEvent]]]:
        """End every stream that is still open."""
        for stream in list(self.rooms):
            done = self.close(stream)
            if done is not None:
                yield done

    def _room(self, stream: str) -> Room:
        room = self.rooms.get(stream)
        if room is None:
            room = self.rooms[stream] = Room(stream, self._scanner, self._policy, self._category)
        return room
