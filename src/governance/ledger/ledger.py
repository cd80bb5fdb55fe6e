"""The append-only record: append, read, and nothing else. Checking, copying and pruning have files of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from governance.errors import PinocchioError
from governance.ledger.database import WAIT_SECONDS, Database
from governance.ledger.event import GENESIS, Entry, Event, canonical, content_id, link, now, stamp
from governance.ledger.tables import events, parties

BATCH = 5_000  # events a transaction or a page: memory stays flat, a kill loses at most one unfinished batch
_ASK = 500  # ids a question; SQLite takes a limited number of parameters
CLOCK_SKEW = timedelta(minutes=5)  # how far the clocks of two machines may differ

_DECODER = msgspec.json.Decoder(Event)


class Appended(NamedTuple):
    """What an append did: how many events were new, how many were there already, and the last sequence number."""

    added: int
    known: int
    seq: int


class Ledger:
    """An open ledger. Safe for several processes: one writes at a time, readers never wait for it."""

    def __init__(self, where: str, *, create: bool = False, wait: float = WAIT_SECONDS) -> None:
        self.database = Database(where, create=create, wait=wait)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self.database.close()

    def append(self, batch: Iterable[Event], recorded_time: str | None = None) -> Appended:
        """Add events in order; one that is there already (same content, so same id) is left alone.

        Each :data:`BATCH` is one transaction. ``recorded_time`` is for imports and tests; it never runs backwards: an
        earlier one is moved up to the last in the ledger. Raises PinocchioError, with nothing of the batch written,
        when an event is dated in the future or cannot be written.
        """
        source = iter(batch)
        added = known = seq = 0
        while chunk := list(islice(source, BATCH)):
            done = self._append(chunk, recorded_time or now())
            added, known, seq = added + done.added, known + done.known, done.seq
        return Appended(added, known, seq)

    def _append(self, chunk: Sequence[Event], recorded: str) -> Appended:
        latest = latest_time()
        fresh: dict[str, tuple[Event, bytes]] = {}
        for event in chunk:
            check_time(event, latest)
            body = canonical(event)
            fresh.setdefault(content_id(body), (event, body))
        with self.database.writing() as connection:
            for event_id in _existing(connection, list(fresh)):
                del fresh[event_id]
            seq, before, last = _head(connection)
            recorded = max(recorded, last)
            rows: list[dict[str, Any]] = []
            people: list[dict[str, Any]] = []
            for event_id, (event, body) in fresh.items():
                seq += 1
                before = link(before, seq, event_id, recorded)
                rows.append(
                    {
                        "seq": seq, "id": event_id, "kind": event.kind, "at": event.event_time or recorded,
                        "recorded_time": recorded, "document": event.document, "case_id": event.case,
                        "body": body.decode(), "hash": before,
                    }
                )  # fmt: skip
                people.extend({"party": party, "seq": seq} for party in dict.fromkeys(event.parties))
            if rows:
                connection.execute(sa.insert(events), rows)
            if people:
                connection.execute(sa.insert(parties), people)
        return Appended(len(rows), len(chunk) - len(rows), seq)

    def iterate(self, *, kinds: Sequence[str] = (), party: str = "", document: str = "", case: str = "",
                after: int = 0, until: str = "", known_at: str = "") -> Iterator[Entry]:  # fmt: skip
        """Entries in sequence, page by page, so that a long read holds no lock and little memory.

        ``after`` is a sequence number (to fold on from where one stopped); ``until`` bounds the time of the event and
        ``known_at`` the time of recording, both inclusive stamps. Pruned events are passed over.
        """
        query = sa.select(events.c.seq, events.c.id, events.c.recorded_time, events.c.hash, events.c.body)
        query = query.where(events.c.body.is_not(None))
        if party:
            query = query.join(parties, parties.c.seq == events.c.seq).where(parties.c.party == party)
        if kinds:
            query = query.where(events.c.kind.in_(kinds))
        for column, value in ((events.c.document, document), (events.c.case_id, case)):
            if value:
                query = query.where(column == value)
        if until:
            query = query.where(events.c.at <= until)
        if known_at:
            query = query.where(events.c.recorded_time <= known_at)
        query = query.order_by(events.c.seq).limit(BATCH)
        while True:
            with self.database.reading() as connection:
                page = connection.execute(query.where(events.c.seq > after)).all()
            for row in page:
                yield Entry(row.seq, row.id, row.recorded_time, row.hash, self._decode(row.seq, row.body))
            if len(page) < BATCH:
                return
            after = page[-1].seq

    def _decode(self, seq: int, body: str) -> Event:
        try:
            return _DECODER.decode(body)
        except msgspec.DecodeError as error:
            raise PinocchioError.of(
                f"event {seq} cannot be read: {error}", self.database.name, "run `pinocchio ledger verify`"
            ) from None

    def case_ids(self, prefix: str, limit: int = 20) -> list[str]:
        """The first case ids that begin so, in order."""
        query = sa.select(events.c.case_id).where(events.c.case_id.startswith(prefix, autoescape=True))
        if self.database.sqlite:
            # Bounds let the index do the work; elsewhere the order of text is the server's own, and they might lie.
            query = query.where(events.c.case_id >= prefix, events.c.case_id < prefix + "\U0010ffff")
        with self.database.reading() as connection:
            found = connection.execute(query.distinct().order_by(events.c.case_id).limit(limit)).scalars()
            return [case_id for case_id in found if case_id]

    def head(self) -> tuple[int, str]:
        """The last sequence number and its hash: write it down elsewhere to notice a cut-off tail."""
        with self.database.reading() as connection:
            seq, digest, _ = _head(connection)
        return seq, digest


def latest_time() -> str:
    """The latest instant that is not the future, clocks being what they are."""
    return stamp((datetime.now(UTC) + CLOCK_SKEW).isoformat())


def check_time(event: Event, latest: str) -> None:
    """Refuse an event time that is no stamp, or lies in the future. Raises PinocchioError."""
    if not event.event_time:
        return
    try:
        good = stamp(event.event_time) == event.event_time
    except ValueError:
        good = False
    about = f"{event.kind!r} event of {event.document or event.case or 'nobody'}"
    if not good:
        raise PinocchioError.of(f"{about}: time {event.event_time!r} is no UTC stamp",
                                mend="write it as 2026-11-22T12:00:00.000000Z")  # fmt: skip
    if event.event_time > latest:
        raise PinocchioError.of(f"{about} is dated in the future ({event.event_time})",
                                mend="mend the date or the clock")  # fmt: skip


def _existing(connection: sa.Connection, ids: list[str]) -> list[str]:
    found: list[str] = []
    for start in range(0, len(ids), _ASK):
        query = sa.select(events.c.id).where(events.c.id.in_(ids[start : start + _ASK]))
        found.extend(connection.execute(query).scalars())
    return found


def _head(connection: sa.Connection) -> tuple[int, str, str]:
    query = sa.select(events.c.seq, events.c.hash, events.c.recorded_time).order_by(events.c.seq.desc()).limit(1)
    row = connection.execute(query).first()
    return (row.seq, row.hash, row.recorded_time) if row else (0, GENESIS, "")
