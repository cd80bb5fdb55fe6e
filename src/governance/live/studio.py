"""Many rooms: lines in, events out; kept in a journal, so that a run that was killed goes on where it stopped."""

from __future__ import annotations

import msgspec

from governance.live.event import LiveEvent
from governance.live.journal import Journal, Over, Told
from governance.live.line import Line
from governance.live.policy import LivePolicy
from governance.live.room import Room
from governance.model import Scan
from governance.pipeline import Scanner


class Studio:
    """Rooms by stream. One scanner serves them all.

    Whoever hands the events on calls :meth:`told` (of a stream that is over :meth:`done`) when that has happened;
    what a killed run did not come to is in ``untold`` and ``unfinished`` of the next.
    """

    def __init__(self, scanner: Scanner, policy: LivePolicy, *, category: str | None = None,
                 journal: Journal | None = None) -> None:  # fmt: skip
        self.rooms: dict[str, Room] = {}
        self._scanner = scanner
        self._policy = policy
        self._category = category
        self._journal = journal
        self._over: set[str] = set()
        self._ended: set[str] = set()  # in this run, and nobody has been told of lines that came later
        self._told: dict[str, set[str]] = {}  # by stream, what an earlier run handed out
        self.untold: list[LiveEvent] = []
        self.unfinished: list[str] = []
        if journal is not None:
            self._remember(journal)

    def _remember(self, journal: Journal) -> None:
        """Hear again what earlier runs heard, and find what they did not come to tell."""
        told: set[str] = set()
        heard: dict[str, list[LiveEvent]] = {}
        ending: dict[str, None] = {}
        for entry in journal.entries():
            if isinstance(entry, Told):
                told.update(entry.told)
            elif isinstance(entry, Over):
                self._over.add(entry.over)
                self.rooms.pop(entry.over, None)
                heard.pop(entry.over, None)
                ending.pop(entry.over, None)
            elif entry.end:
                ending[entry.stream] = None
            elif entry.stream not in self._over:
                heard.setdefault(entry.stream, []).extend(self._room(entry.stream).hear(entry))
                if not entry.final:  # only stable words of a partial result are kept: they were heard twice
                    heard[entry.stream].extend(self._room(entry.stream).hear(entry))
        for stream, events in heard.items():
            self._told[stream] = told
            self.untold.extend(event for event in events if event.id not in told)
        self.unfinished = list(ending)

    def hear(self, line: Line) -> list[LiveEvent]:
        """Take one line of any stream. What the journal knows already is neither said nor written again."""
        if line.stream in self._over:
            return []
        room = self._room(line.stream)
        if line.final and room.transcript.knows(line):
            return []
        if self._journal is not None and line.final:
            self._journal.write(line)
        events = self._new(line.stream, room.hear(line))
        if self._journal is not None and events and not line.final:
            self._journal.write(msgspec.structs.replace(line, text=room.transcript.stable(line)))
        return events

    def late(self, line: Line) -> bool:
        """Whether a line is the first that came after its stream had ended in this run. Such lines are not heard."""
        if line.stream not in self._ended or line.end:
            return False
        self._ended.discard(line.stream)
        return True

    def close(self, stream: str) -> tuple[Scan, list[LiveEvent]] | None:
        """End one stream: the scan of the whole, and what it changes; None when it never spoke or is over."""
        room = self.rooms.pop(stream, None)
        if room is None:
            return None
        if self._journal is not None:
            self._journal.write(Line(stream, "", "", end=True))
        scan, events = room.close()
        self._over.add(stream)
        self._ended.add(stream)
        return scan, self._new(stream, events)

    def told(self, events: list[LiveEvent]) -> None:
        """These events were handed out."""
        if self._journal is not None and events:
            self._journal.write(Told([event.id for event in events]))

    def done(self, stream: str) -> None:
        """A stream that is over was handed out and recorded."""
        self._told.pop(stream, None)
        if self._journal is not None:
            self._journal.write(Over(stream))

    def _new(self, stream: str, events: list[LiveEvent]) -> list[LiveEvent]:
        told = self._told.get(stream)
        return events if told is None else [event for event in events if event.id not in told]

    def _room(self, stream: str) -> Room:
        room = self.rooms.get(stream)
        if room is None:
            room = self.rooms[stream] = Room(stream, self._scanner, self._policy, self._category)
        return room
