"""The same ledger on a real PostgreSQL server: what SQLite promises, it promises."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable

import psycopg
import pytest

from governance.errors import PinocchioError
from governance.ledger import Event, Ledger, prune, stamp, verify
from governance.ledger.transfer import export
from tests.conftest import Command
from tests.ledger.test_ledger import noted

NewDatabase = Callable[[], str]


def _change(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def test_events_in_order_once_and_byte_for_byte(new_database: NewDatabase, tmp_path: object) -> None:
    happened = [noted(n, document="直播\u2028\t'\"-1", parties=("merchant:M1",)) for n in range(5)]
    happened.append(Event(kind="scanned", payload={"quote": "\x00 a\\u0000 😀"}))
    with Ledger(new_database(), create=True) as ledger, Ledger(f"{tmp_path}/a.db", create=True) as other:
        for one in (ledger, other):
            assert one.append(happened, stamp("2026-05-01")).added == 6
            assert one.append(happened).added == 0
        assert list(export(ledger.iterate())) == list(export(other.iterate()))
        assert ledger.head() == other.head()
        assert [entry.seq for entry in ledger.iterate(party="merchant:M1", after=2)] == [3, 4, 5]
        assert not list(ledger.iterate(until=stamp("2025-01-01")))
        assert verify(ledger).problem is None


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE event SET body = replace(body, '\"n\":3', '\"n\":4') WHERE seq = 4", "event 4 "),
        ("UPDATE event SET body = NULL WHERE seq = 4", "event 4 has lost its content"),
        ("DELETE FROM event_party; DELETE FROM event WHERE seq = 4", "event 4 is missing"),
    ],
)
def test_a_changed_ledger_names_the_event(new_database: NewDatabase, statement: str, says: str) -> None:
    url = new_database()
    with Ledger(url, create=True) as ledger:
        ledger.append([noted(n) for n in range(6)])
        _change(url, statement)
        problem = verify(ledger).problem
        assert problem is not None
        assert says in problem.what


def _write_many(url: str, who: int) -> None:
    with Ledger(url) as ledger:
        for n in range(30):
            ledger.append([Event(kind="noted", payload={"who": who, "n": n})])


def test_two_writers_lose_nothing(new_database: NewDatabase) -> None:
    url = new_database()
    with Ledger(url, create=True) as ledger:
        context = multiprocessing.get_context("spawn")
        writers = [context.Process(target=_write_many, args=(url, who)) for who in range(2)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(60)
        assert [writer.exitcode for writer in writers] == [0, 0]
        assert verify(ledger)[:2] == (60, 0)


def test_pruning_and_newer_schemas(new_database: NewDatabase) -> None:
    url = new_database()
    with Ledger(url, create=True) as ledger:
        ledger.append([Event(kind="noted", event_time=stamp("2021-01-01"), case=f"c{n}", parties=("merchant:M1",))
                       for n in range(4)], stamp("2021-02-01"))  # fmt: skip
        assert prune(ledger, stamp("2022-01-01"), lambda entry: entry.event.case == "c2", by="U") == (3, 1)
        assert verify(ledger).problem is None
    _change(url, "UPDATE alembic_version SET version_num = '0042'")
    with pytest.raises(PinocchioError, match="schema 0042") as caught:
        Ledger(url)
    assert "pino@" in str(caught.value)


def test_the_command_records_to_it(new_database: NewDatabase, pinocchio: Command) -> None:
    url = new_database()
    said = json.dumps({"id": "d1", "merchant": "M1", "text": "这款面膜全网最低价，三天根治痘痘"}).encode()
    for _ in range(2):
        done = pinocchio("scan", "-", "--from", "jsonl", "--record", "--db", url, stdin=said)
        assert done.returncode == 0, done.stderr
    [case] = pinocchio("case", "list", "--db", url).stdout.splitlines()
    assert json.loads(case)["party"] == "merchant:M1"
    shown = pinocchio("case", "show", json.loads(case)["case"][:7], "--db", url)
    assert json.loads(shown.stdout)["proposal"]["points"] > 0
    assert pinocchio("ledger", "verify", "--db", url).returncode == 0
