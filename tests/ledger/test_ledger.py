"""The append-only record: what is written stays, is found again, and shows when somebody touched it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import governance.ledger
from governance.errors import PinocchioError
from governance.ledger import Event, Ledger, prune, stamp, verify
from governance.ledger.database import Database
from governance.ledger.event import KINDS, canonical, content_id
from governance.ledger.tables import HEAD, metadata
from governance.ledger.transfer import export, import_lines, read_lines

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
EVENTS = st.builds(
    Event,
    kind=st.sampled_from(KINDS[:-1]),
    event_time=st.sampled_from(["", stamp("2025-01-01"), stamp("2026-06-18T20:00:00+08:00")]),
    parties=st.lists(st.sampled_from(["merchant:M1", "streamer:S1", "provider:P1"]), max_size=3).map(tuple),
    document=WORDS,
    case=WORDS,
    payload=st.dictionaries(WORDS, st.integers(-(2**40), 2**40) | WORDS | st.none() | st.booleans(), max_size=3),
)


def noted(number: int, **more: Any) -> Event:
    return Event(kind="noted", event_time=stamp("2026-01-01"), case=f"c{number}", payload={"n": number}, **more)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(str(tmp_path / "cases.db"), create=True) as opened:
        yield opened


@settings(max_examples=40, deadline=None)
@given(st.lists(EVENTS, max_size=8), st.lists(EVENTS, max_size=8))
def test_recording_twice_changes_nothing(first: list[Event], more: list[Event]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder, Ledger(f"{folder}/a.db", create=True) as ledger:
        ledger.append(first)
        head = ledger.head()
        assert ledger.append(first).added == 0
        assert ledger.head() == head
        ledger.append(more)
        ids = [entry.id for entry in ledger.iterate()]
        assert len(ids) == len({content_id(canonical(event)) for event in (*first, *more)}) == len(set(ids))
        assert verify(ledger).problem is None
        for party in ("merchant:M1", "streamer:S1"):
            of_party = [entry.id for entry in ledger.iterate(party=party)]
            assert of_party == [entry.id for entry in ledger.iterate() if party in entry.event.parties]


def test_filters_and_going_on_from_a_number(ledger: Ledger) -> None:
    ledger.append([noted(n, document="d1" if n % 2 else "d2") for n in range(10)])
    assert [entry.seq for entry in ledger.iterate(after=7)] == [8, 9, 10]
    assert [entry.seq for entry in ledger.iterate(document="d2", after=4)] == [5, 7, 9]
    assert [entry.seq for entry in ledger.iterate(case="c3")] == [4]
    assert not list(ledger.iterate(kinds=["opened"]))
    assert not list(ledger.iterate(until=stamp("2025-12-31")))
    assert not list(ledger.iterate(known_at=stamp("2026-01-01")))


def test_time_of_recording_never_runs_backwards(ledger: Ledger) -> None:
    ledger.append([noted(1)], stamp("2026-05-01"))
    ledger.append([noted(2)], stamp("2026-04-01"))
    assert [entry.recorded_time for entry in ledger.iterate()] == [stamp("2026-05-01")] * 2


@pytest.mark.parametrize("time_", ["2999-01-01T00:00:00.000000Z", "yesterday", "2026-01-01"])
def test_an_event_of_the_future_or_of_no_time_is_refused_whole(ledger: Ledger, time_: str) -> None:
    with pytest.raises(PinocchioError, match=r"future|no UTC stamp"):
        ledger.append([noted(1), Event(kind="noted", event_time=time_)])
    assert ledger.head()[0] == 0


def _touch(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE event SET body = replace(body, '\"n\":3', '\"n\":4') WHERE seq = 4", "event 4 .*its id"),
        ("UPDATE event SET body = 'x' WHERE seq = 4", "event 4 .*no event"),
        ("UPDATE event SET body = CAST(x'80' AS TEXT) WHERE seq = 4", "event 4 .*no text"),
        ("UPDATE event SET document = CAST(x'80' AS TEXT) WHERE seq = 4", "event 4 .*no text"),
        ("UPDATE event SET kind = 'opened' WHERE seq = 4", "event 4 .*columns"),
        ("UPDATE event SET at = '2020' WHERE seq = 4", "event 4 .*columns"),
        ("UPDATE event SET recorded_time = '2027' WHERE seq = 4", "event 4 .*chain"),
        ("UPDATE event SET hash = 'x' WHERE seq = 4", "event 4 .*chain"),
        ("UPDATE event SET body = NULL WHERE seq = 4", "event 4 has lost its content"),
        ("DELETE FROM event WHERE seq = 4", "event 4 is missing"),
        ("DELETE FROM event WHERE seq = 1", "event 1 is missing"),
        ("UPDATE event_party SET party = 'merchant:M2' WHERE seq = 4", "event 4 .*wrong parties"),
        ("INSERT INTO event_party VALUES ('merchant:M2', 99)", "points to event 99"),
    ],
)
def test_a_changed_ledger_names_the_event(ledger: Ledger, tmp_path: Path, statement: str, says: str) -> None:
    ledger.append([noted(n, parties=("merchant:M1",)) for n in range(10)])
    assert verify(ledger).problem is None
    _touch(tmp_path / "cases.db", statement)
    problem = verify(ledger).problem
    assert problem is not None
    import re

    assert re.search(says, problem.what), problem


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000), st.integers(1, 127))
def test_any_changed_byte_of_content_names_the_event(tmp_path: Path, place: int, flip: int) -> None:
    event = noted(7, document="直播-1")
    body = bytearray(canonical(event))
    body[place % len(body)] ^= flip
    path = tmp_path / "flip.db"
    with Ledger(str(path), create=True) as ledger:
        ledger.append([noted(1), event, noted(2)])
        original = canonical(event).decode()
        connection = sqlite3.connect(path)
        with connection:
            connection.execute("UPDATE event SET body = CAST(? AS TEXT) WHERE seq = 2", (bytes(body),))
        problem = None
        try:
            problem = verify(ledger).problem
        finally:
            with connection:
                connection.execute("UPDATE event SET body = ? WHERE seq = 2", (original,))
            connection.close()
        assert problem is not None
        assert "event 2 " in problem.what


def test_pruned_content_is_gone_and_the_chain_holds(ledger: Ledger) -> None:
    ledger.append([noted(n) for n in range(6)], stamp("2022-01-01"))
    recent = Event(kind="noted", event_time=stamp("2026-01-01"), case="new")
    ledger.append([recent])
    old = Event(kind="noted", event_time=stamp("2021-01-01"), case="old")
    # Happened before, but recorded after, the limit: stays.
    ledger.append([old])
    assert prune(ledger, stamp("2023-01-01"), lambda _: False, by="U1").events == 0
    with Ledger(str(Path(ledger.database.name).with_name("b.db")), create=True) as other:
        other.append([Event(kind="noted", event_time=stamp("2021-01-01"), case=f"c{n}") for n in range(6)],
                     stamp("2022-01-01"))  # fmt: skip
        other.append([recent])
        done = prune(other, stamp("2023-01-01"), lambda entry: entry.event.case == "c2", by="U1")
        assert done == (5, 1)
        left = [entry.event.case for entry in other.iterate()]
        assert left == ["c2", "new", ""]
        checked = verify(other)
        assert checked.problem is None
        assert checked.pruned == 5
        # Recorded again, it is known, not new.
        again = Event(kind="noted", event_time=stamp("2021-01-01"), case="c1")
        assert other.append([again]).added == 0


def test_an_export_restores_the_whole_ledger(ledger: Ledger, tmp_path: Path) -> None:
    ledger.append([noted(n) for n in range(3)], stamp("2026-03-01"))
    ledger.append([Event(kind="scanned", document="undated")], stamp("2026-04-01"))
    (tmp_path / "e.jsonl").write_bytes(b"\n".join(export(ledger.iterate())))
    with Ledger(str(tmp_path / "copy.db"), create=True) as copy, (tmp_path / "e.jsonl").open("rb") as stream:
        done = import_lines(copy, read_lines(stream, "e.jsonl"), lambda problem: pytest.fail(str(problem)))
        assert (done.added, done.known, done.problems) == (4, 0, 0)
        assert copy.head() == ledger.head()


def test_bad_lines_are_named_and_the_rest_taken(ledger: Ledger, tmp_path: Path) -> None:
    ledger.append([noted(1)])
    [good] = export(ledger.iterate())
    lines = [good, good.replace(b'"n":1', b'"n":2'), b"{", b'{"event":{"kind":"noted","event_time":"soon"}}',
             b'{"event":{"kind":"NO"}}', b'{"event":{"kind":"noted","event_time":"2999-01-01"}}', b"",
             b'{"event":{"kind":"credited","event_time":"2026-05-01T08:00:00+08:00"}}']  # fmt: skip
    (tmp_path / "bad.jsonl").write_bytes(b"\n".join(lines))
    said: list[str] = []
    with (tmp_path / "bad.jsonl").open("rb") as stream:
        done = import_lines(ledger, read_lines(stream, "bad.jsonl"), lambda problem: said.append(str(problem)))
    assert (done.added, done.known, done.problems) == (1, 1, 5)
    assert [line.split(":")[1] for line in said] == ["2", "3", "4", "5", "6"]


def _write_many(path: str, who: int) -> None:
    with Ledger(path) as ledger:
        for n in range(40):
            ledger.append([Event(kind="noted", payload={"who": who, "n": n})])


def test_two_writers_lose_nothing(ledger: Ledger, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    path = str(tmp_path / "cases.db")
    writers = [context.Process(target=_write_many, args=(path, who)) for who in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert verify(ledger)[:2] == (80, 0)


def _write_forever(path: str) -> None:
    with Ledger(path) as ledger:
        n = 0
        while True:
            ledger.append([Event(kind="noted", payload={"n": n + i, "text": "x" * 200}) for i in range(500)])
            n += 500


def test_a_killed_writer_leaves_a_whole_chain(ledger: Ledger, tmp_path: Path) -> None:
    writer = multiprocessing.get_context("spawn").Process(target=_write_forever, args=(str(tmp_path / "cases.db"),))
    writer.start()
    deadline = time.monotonic() + 60
    while ledger.head()[0] < 1000:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(writer.pid or 0, signal.SIGKILL)
    writer.join()
    done = verify(ledger)
    assert done.problem is None
    assert done.entries >= 1000
    assert done.entries % 500 == 0
    assert ledger.append([noted(1)]).added == 1


def test_a_locked_ledger_says_so(ledger: Ledger, tmp_path: Path) -> None:
    holder = sqlite3.connect(tmp_path / "cases.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with Ledger(str(tmp_path / "cases.db"), wait=0.1) as other:
        assert list(other.iterate()) == []  # readers do not wait
        with pytest.raises(PinocchioError, match="another process is writing"):
            other.append([noted(1)])
    holder.close()


def test_a_full_disk_says_so(ledger: Ledger) -> None:
    with ledger.database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    @sa.event.listens_for(ledger.database.engine, "begin")
    def small(connection: sa.Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    with pytest.raises(PinocchioError, match="disk is full"):
        ledger.append([Event(kind="noted", payload={"text": "x" * 500_000})])
    assert ledger.head()[0] == 0


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("hello " * 200)
    sqlite3.connect(tmp_path / "empty.db").close()
    (tmp_path / "empty.db").touch()
    for name, says in (("text.db", "not a SQLite"), ("empty.db", "not a ledger"), ("none.db", "no ledger here"),
                       ("no/where.db", "no ledger here")):  # fmt: skip
        with pytest.raises(PinocchioError, match=says):
            Ledger(str(tmp_path / name))
    with pytest.raises(PinocchioError, match="folder does not exist"):
        Ledger(str(tmp_path / "no" / "where.db"), create=True)


def test_a_newer_schema_is_refused_untouched(ledger: Ledger, tmp_path: Path) -> None:
    _touch(tmp_path / "cases.db", "UPDATE alembic_version SET version_num = '0042'")
    with pytest.raises(PinocchioError, match=r"schema 0042.*upgrade pinocchio"):
        Ledger(str(tmp_path / "cases.db"), create=True)


def test_migrations_make_the_tables_we_use(tmp_path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(governance.ledger.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    database = Database(str(tmp_path / "a.db"), create=True)
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.close()
