"""Is the record what was written? Every event is hashed again and every link of the chain followed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec
import sqlalchemy as sa

from governance.errors import PinocchioError, Place, Problem
from governance.ledger.event import GENESIS, Event, canonical, content_id, link
from governance.ledger.ledger import BATCH, Ledger
from governance.ledger.tables import events, parties

_MEND = "something changed the database behind pinocchio: keep this file, restore a copy or import the last export"


class Verified(NamedTuple):
    """Entries looked at, how many of them were pruned, the last hash, and the first thing wrong, if any."""

    entries: int
    pruned: int
    head: str
    problem: Problem | None


def verify(ledger: Ledger) -> Verified:
    """Check from the first entry on and stop at the first that is wrong: all after it hang on it."""
    name = ledger.database.name
    seq, before, pruned, last = 0, GENESIS, 0, ""
    buried = _Ranges()
    missing = _Ranges()

    def bad(what: str) -> Verified:
        return Verified(seq, pruned, before, Problem(what, Place(name), _MEND))

    people = _people(ledger)
    person = next(people, None)
    rows = _rows(ledger)
    while True:
        try:
            row = next(rows, None)
        except _UnreadableError:
            return bad(f"event {seq + 1} has been changed: it is no text")
        if row is None:
            break
        if row.seq != seq + 1:
            return bad(f"event {seq + 1} is missing (the next is {row.seq}, id {row.id[:12]})")
        seq = row.seq
        label = f"event {seq} ({row.kind}, id {row.id[:12]}, recorded {row.recorded_time})"
        if row.recorded_time < last:
            return bad(f"{label} is recorded before the one before it")
        last = row.recorded_time
        listed: set[str] = set()
        while person is not None and person.seq == seq:
            listed.add(person.party)
            person = next(people, None)
        if row.body is None:
            pruned += 1
            missing.add(seq)
        else:
            wrong = _content(row, listed)
            if wrong:
                return bad(f"{label} {wrong}")
            if row.kind == "pruned":
                buried.extend(msgspec.json.decode(row.body)["payload"].get("ranges", []))
        if link(before, seq, row.id, row.recorded_time) != row.hash:
            return bad(f"{label} does not fit the chain")
        before = row.hash
    stray = missing.outside(buried)
    if stray is not None:
        return bad(f"event {stray} has lost its content, and no tombstone says that it was pruned")
    if person is not None:
        return bad(f"party {person.party!r} points to event {person.seq}, which is not there")
    return Verified(seq, pruned, before, None)


def _content(row: sa.Row[tuple[object, ...]], listed: set[str]) -> str:
    body = row.body
    try:
        event = msgspec.json.decode(body, type=Event)
        same = canonical(event) == body.encode()
    except (msgspec.DecodeError, UnicodeEncodeError):
        return "has been changed: its content is no event"
    if not same or content_id(body.encode()) != row.id:
        return "has been changed: its content does not give its id"
    at = event.event_time or row.recorded_time
    if (event.kind, event.document, event.case, at) != (row.kind, row.document, row.case_id, row.at):
        return "has been changed: its columns do not say what its content says"
    if listed != set(event.parties):
        return "has been changed: it is filed under the wrong parties"
    return ""


class _UnreadableError(Exception):
    """A row that the driver cannot turn into text."""


def _rows(ledger: Ledger) -> Iterator[sa.Row[tuple[object, ...]]]:
    after, size = -1, BATCH
    while True:
        query = sa.select(events).where(events.c.seq > after).order_by(events.c.seq).limit(size)
        try:
            with ledger.database.reading() as connection:
                rows = connection.execute(query).all()
        except PinocchioError as error:
            if "decode" not in str(error):
                raise
            if size == 1:
                raise _UnreadableError from None
            size = 1  # go on one by one, to name the event
            continue
        yield from rows
        if len(rows) < size:
            return
        after = rows[-1].seq


def _people(ledger: Ledger) -> Iterator[sa.Row[tuple[object, ...]]]:
    after = -1
    while True:
        with ledger.database.reading() as connection:
            # Whole sequence numbers a page, so that no party of an event falls between two.
            top = connection.execute(
                sa.select(parties.c.seq).where(parties.c.seq > after).order_by(parties.c.seq).offset(BATCH).limit(1)
            ).scalar()
            query = sa.select(parties).where(parties.c.seq > after).order_by(parties.c.seq, parties.c.party)
            rows = connection.execute(query if top is None else query.where(parties.c.seq <= top)).all()
        yield from rows
        if top is None:
            return
        after = top


class _Ranges:
    """Sequence numbers as stretches, first and last."""

    def __init__(self) -> None:
        self.stretches: list[tuple[int, int]] = []

    def add(self, seq: int) -> None:
        if self.stretches and self.stretches[-1][1] == seq - 1:
            self.stretches[-1] = (self.stretches[-1][0], seq)
        else:
            self.stretches.append((seq, seq))

    def extend(self, ranges: list[list[int]]) -> None:
        self.stretches.extend((first, last) for first, last in ranges)

    def outside(self, cover: _Ranges) -> int | None:
        """The first number here that lies in no stretch of ``cover``."""
        merged: list[tuple[int, int]] = []
        for first, last in sorted(cover.stretches):
            if merged and first <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        at = 0
        for first, last in self.stretches:
            while at < len(merged) and merged[at][1] < first:
                at += 1
            if at == len(merged) or first < merged[at][0]:
                return first
            if last > merged[at][1]:
                return merged[at][1] + 1
        return None
