"""Carry a ledger from one place to another as JSON lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import BinaryIO, NamedTuple

import msgspec

from governance.errors import PinocchioError, Place, Problem
from governance.ledger.event import MAX_EVENT_BYTES, Entry, Event, canonical, content_id, stamp
from governance.ledger.ledger import Ledger, check_time, latest_time


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line: the event, and in an export its id and when it was recorded there."""

    event: Event
    id: str = ""
    recorded_time: str = ""
    seq: int = 0
    hash: str = ""


class Imported(NamedTuple):
    """Lines taken, lines that were there already, and what was wrong with the rest."""

    added: int
    known: int
    problems: int


def export(entries: Iterable[Entry]) -> Iterator[bytes]:
    """A line an entry, in sequence, without line feed."""
    encoder = msgspec.json.Encoder(order="deterministic")
    for entry in entries:
        yield encoder.encode(Line(entry.event, entry.id, entry.recorded_time, entry.seq, entry.hash))


def read_lines(stream: BinaryIO, name: str) -> Iterator[Line | Problem]:
    """Lines of an export, or written by hand (``{"event": {...}}``, times in any ISO spelling)."""
    number = 0
    while line := stream.readline(2 * MAX_EVENT_BYTES):
        number += 1
        place = Place(name, number)
        if not line.endswith(b"\n") and len(line) >= 2 * MAX_EVENT_BYTES:
            yield Problem(f"a line longer than {2 * MAX_EVENT_BYTES} bytes", place, "this is no ledger export")
            return
        if line.strip():
            yield _read(line, place)


def _read(line: bytes, place: Place) -> Line | Problem:
    latest = latest_time()
    try:
        read = msgspec.json.decode(line, type=Line)
    except msgspec.DecodeError as error:
        return Problem(f"no event: {error}", place, 'a line is {"event": {"kind": …, "event_time": …}}')
    event = read.event
    try:
        if event.event_time:
            event = msgspec.structs.replace(event, event_time=stamp(event.event_time))
        recorded = stamp(read.recorded_time) if read.recorded_time else ""
    except ValueError:
        wrong = f"time {event.event_time!r} or {read.recorded_time!r} is not a date"
        return Problem(wrong, place, "write it as 2026-11-22T12:00:00+08:00")
    try:
        check_time(event, latest)
        if read.id and content_id(canonical(event)) != read.id:
            return Problem(f"the content does not give the id {read.id[:12]}", place, "take an export nobody edited")
    except PinocchioError as error:
        first = error.problems[0]
        return Problem(first.what, place, first.mend)
    if recorded > latest:
        return Problem(f"recorded in the future ({recorded})", place, "mend the clock")
    return Line(event, read.id, recorded)


def import_lines(ledger: Ledger, items: Iterable[Line | Problem], complain: Callable[[Problem], None]) -> Imported:
    """Append what is good, complain of the rest. What is there already stays as it is.

    Into an empty ledger an export restores the times of recording too; into any other, the time of recording is that of
    the import, since this ledger knew nothing earlier.
    """
    restoring = ledger.head()[0] == 0
    problems = added = known = 0

    def good() -> Iterator[Line]:
        nonlocal problems
        for item in items:
            if isinstance(item, Problem):
                problems += 1
                complain(item)
            elif item.event.kind != "pruned":  # a tombstone speaks of the numbers of its own ledger
                yield item

    for recorded, lines in groupby(good(), key=lambda line: line.recorded_time if restoring else ""):
        done = ledger.append((line.event for line in lines), recorded or None)
        added, known = added + done.added, known + done.known
    return Imported(added, known, problems)
