"""How long do recording and verifying take, as a ratio to plain SQLite inserts of the same rows in the same run?

    python benchmarks/ledger.py [EVENTS]      default: 1000000

Prints the time of plain inserts (one transaction a batch, same tables, indexes and durability), of recording, of
recording everything a second time (which changes nothing), of verifying, of reading one party, and the peak memory.
"""

from __future__ import annotations

import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from governance.ledger import Event, Ledger, stamp, verify
from governance.ledger.event import canonical, content_id, link
from governance.ledger.ledger import BATCH

RECORDED = stamp("2026-11-01")


def events(count: int) -> Iterator[Event]:
    """Scans as they come: one party each, a small payload with a finding."""
    happened = stamp("2026-06-15T20:21:00+08:00")
    for n in range(count):
        finding = {"fingerprint": f"{n:020x}", "rule": "price/lowest-anywhere", "family": "price",
                   "status": "violation", "severity": "high", "quote": "全网最低价", "start": n % 900,
                   "end": n % 900 + 5}  # fmt: skip
        yield Event(kind="scanned", event_time=happened, parties=(f"merchant:M{n % 5000}",), document=f"live-{n}",
                    payload={"digest": f"{n:032x}", "verdict": "review", "nose": 30, "findings": [finding]},
                    rulebook="sha256:" + "0" * 64)  # fmt: skip


def plain(path: Path, count: int) -> float:
    """The same rows by hand; making them is not counted."""
    with Ledger(str(path), create=True):
        pass
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    seconds, before, seq = 0.0, "0" * 64, 0
    source = events(count)
    while True:
        rows, people = [], []
        for event in source:
            seq += 1
            body = canonical(event)
            event_id = content_id(body)
            before = link(before, seq, event_id, RECORDED)
            at = event.event_time
            rows.append((seq, event_id, event.kind, at, RECORDED, event.document, event.case, body.decode(), before))
            people.append((event.parties[0], seq))
            if len(rows) == BATCH:
                break
        if not rows:
            connection.close()
            return seconds
        begun = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?)", rows)
        connection.executemany("INSERT INTO event_party VALUES (?,?)", people)
        connection.execute("COMMIT")
        seconds += time.perf_counter() - begun


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        base = plain(Path(folder) / "plain.db", count)
        print(f"plain inserts   {base:8.1f} s  {count / base:10,.0f} events/s")

        def told(what: str, begun: float) -> None:
            seconds = time.perf_counter() - begun
            print(
                f"{what:<15} {seconds:8.1f} s  {count / seconds:10,.0f} events/s  {seconds / base:5.2f} x plain inserts"
            )

        with Ledger(f"{folder}/cases.db", create=True) as ledger:
            begun = time.perf_counter()
            ledger.append(events(count), RECORDED)
            told("recorded", begun)
            begun = time.perf_counter()
            assert ledger.append(events(count), RECORDED).added == 0
            told("recorded again", begun)
            begun = time.perf_counter()
            done = verify(ledger)
            assert done.problem is None and done.entries == count
            told("verified", begun)
            begun = time.perf_counter()
            found = sum(1 for _ in ledger.iterate(party="merchant:M7"))
            print(f"one party       {time.perf_counter() - begun:8.3f} s  {found} events")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory     {peak:8.0f} MB")


if __name__ == "__main__":
    main()
