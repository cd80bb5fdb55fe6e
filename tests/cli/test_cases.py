"""``scan --record``, ``case`` and ``ledger`` as a user meets them: the acceptance lines, and bad input."""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from governance.cli import main
from tests.conftest import ROOT, Command

LIES = [
    {"id": "live-1", "merchant": "M1", "occurred_at": "2026-06-15T20:21:00+08:00", "category": "food",
     "text": "家人们这款阿胶糕全网最低价，三天根治贫血。"},
    {"id": "live-2", "merchant": "M1", "streamer": "S1", "occurred_at": "2026-06-20T20:21:00+08:00",
     "text": "这款面膜全网最低价，三天根治痘痘"},
    {"id": "live-3", "merchant": "M2", "text": "欢迎家人们来到直播间"},
]  # fmt: skip


class Done(NamedTuple):
    """What a run left behind, as :class:`subprocess.CompletedProcess` names it."""

    returncode: int
    stdout: bytes
    stderr: bytes


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command in this process: starting one for each call would take most of the time of these tests."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PINOCCHIO_DB", raising=False)

    def run(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["pinocchio", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return Done(int(left.value.code or 0), said.out.encode(), said.err.encode())

    return run  # type: ignore[return-value]


@pytest.fixture
def recorded(inside: Command, tmp_path: Path) -> Command:
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in LIES)
    (tmp_path / "lies.jsonl").write_text(lines, "utf-8")
    done = inside("scan", "lies.jsonl", "--record", "--db", "cases.db")
    assert done.returncode == 0
    assert b"3 cases" in done.stderr
    return inside


def case(run: Command, *arguments: str) -> Any:
    done = run("case", *arguments, "--db", "cases.db", "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_archive_opens_cases_once(pinocchio: Command) -> None:
    archive = str(ROOT / "corpora" / "transcripts")
    first = pinocchio("scan", archive, "--record", "--db", "cases.db")
    assert first.returncode == 0  # recorded; what to do about it comes next
    assert pinocchio("scan", archive, "--record", "--db", "cases.db", "--fail-on", "block").returncode == 1
    cases = case(pinocchio, "list")
    assert len(cases) >= 5
    assert {"case", "party", "status", "verdict", "points"} <= set(cases[0])
    again = pinocchio("scan", archive, "--record", "--db", "cases.db", "--workers", "2")
    assert again.stdout == first.stdout
    assert b"0 events recorded" in again.stderr
    assert case(pinocchio, "list") == cases
    assert pinocchio("ledger", "verify", "--db", "cases.db").returncode == 0


def test_decide_appeal_overturn_restores_the_points(recorded: Command) -> None:
    [one] = [c for c in case(recorded, "list", "--party", "M1") if c["document"] == "live-1"]
    name = one["case"]
    assert one["verdict"] == "block"
    before = case(recorded, "show", name)
    assert before["standing"]["points"] == 0
    assert before["proposal"]["points"] > 0
    assert case(recorded, "decide", name, "--as", "alice")["status"] == "proposed"
    again = recorded("case", "decide", name, "--as", "alice", "--db", "cases.db")
    assert again.returncode == 2
    assert "second reviewer" in again.stderr.decode()
    decided = case(recorded, "decide", name, "--as", "bob")
    assert decided["standing"]["points"] == before["proposal"]["points"]
    assert decided["standing"]["tier"] == "behind"
    assert case(recorded, "appeal", name, "--as", "M1", "--reason", "有报告")["status"] == "appealed"
    after = case(recorded, "overturn", name, "--as", "carol", "--reason", "属实")
    assert (after["status"], after["points"]) == ("overturned", 0)
    assert after["standing"] == before["standing"]
    then = case(recorded, "show", name, "--as-of", decided["decided_at"])
    assert then["standing"]["points"] == decided["standing"]["points"]
    assert then["status"] == "penalised"


def test_show_explain_and_notice_in_both_languages(recorded: Command) -> None:
    name = case(recorded, "list", "--party", "streamer:S1")[0]["case"]
    case(recorded, "decide", name, "--as", "alice")
    case(recorded, "note", name, "已电话联系", "--as", "bob")
    for lang, word in (("zh", "依据"), ("en", "basis")):
        for verb in ("show", "explain"):
            text = recorded("case", verb, name[:6], "--db", "cases.db", "--format", "text", "--lang", lang)
            assert text.returncode == 0, text.stderr
            assert word in text.stdout.decode()
    chain = case(recorded, "explain", name)
    assert sum(c["points"] for c in chain["charges"]) == chain["sum"]["charged"]
    notice = recorded("case", "show", name, "--db", "cases.db", "--notice", "html", "--lang", "en").stdout.decode()
    assert "natural days" in notice
    assert notice.startswith("<!DOCTYPE html>")


def test_a_changed_byte_fails_and_names_the_event(recorded: Command, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "cases.db")
    with connection:
        connection.execute("UPDATE event SET body = replace(body, 'live-2', 'live-9') WHERE seq = 4")
    connection.close()
    done = recorded("ledger", "verify", "--db", "cases.db")
    assert done.returncode == 1
    assert "event 4 (" in done.stderr.decode()
    assert "restore a copy" in done.stderr.decode()


def test_export_and_import_carry_everything(recorded: Command) -> None:
    assert recorded("ledger", "export", "--db", "cases.db", "-o", "out.jsonl").returncode == 0
    assert recorded("ledger", "import", "out.jsonl", "--db", "copy.db").returncode == 0
    heads = [recorded("ledger", "verify", "--db", name, "--format", "json").stdout for name in ("cases.db", "copy.db")]
    assert heads[0] == heads[1]
    assert case(recorded, "list") == json.loads(recorded("case", "list", "--db", "copy.db", "--format", "json").stdout)


def test_bad_usage_is_one_line_and_2(recorded: Command, tmp_path: Path) -> None:
    name = case(recorded, "list")[0]["case"]
    (tmp_path / "new.db").touch()
    for arguments, says in (
        (["case", "list"], "no ledger named"),
        (["case", "list", "--db", "nowhere.db"], "no ledger here"),
        (["case", "list", "--db", "new.db"], "not a ledger"),
        (["case", "list", "--db", "lies.jsonl"], "not a SQLite database"),
        (["case", "list", "--db", "cases.db", "--status", "opne"], "did you mean 'open'"),
        (["case", "list", "--db", "cases.db", "--as-of", "gestern"], "--as-of 'gestern'"),
        (["case", "show", "c-nope", "--db", "cases.db"], "no case 'c-nope'"),
        (["case", "show", name, "--db", "cases.db", "--scheme", "taobao"], "no points scheme 'taobao'"),
        (["case", "show", name, "--db", "cases.db", "--notice", "html"], "no penalty to give notice of"),
        (["case", "overturn", name, "--db", "cases.db", "--as", "x", "--reason", "y"], "not appealed"),
        (["ledger", "verify", "--db", "mysql://root:secret@h/d"], "cannot hold a ledger"),
        (["ledger", "prune", "--db", "cases.db", "--older-than", "1y"], "at least 3 years"),
        (["scan", "lies.jsonl", "--db", "cases.db"], "--db without --record"),
        (["scan", "lies.jsonl", "--record"], "no ledger named"),
    ):
        done = recorded(*arguments)
        assert done.returncode == 2, arguments
        [line] = done.stderr.decode().splitlines()
        assert says in line
        assert "secret" not in line


def test_what_cannot_be_recorded_is_named_and_the_rest_kept(inside: Command, tmp_path: Path) -> None:
    text = "这款面膜全网最低价，三天根治痘痘"
    rows = [{"id": "a", "text": text, "occurred_at": "2999-01-01"}, {"id": "b", "text": text, "merchant": "M1"},
            {"id": "c", "text": text}]  # fmt: skip
    (tmp_path / "d.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    done = inside("scan", "d.jsonl", "--record", "--db", "cases.db")
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 3
    said = done.stderr.decode()
    assert "d.jsonl:1: dated in the future" in said
    assert "1 of them without a known party" in said
    assert {c["party"] for c in case(inside, "list")} == {"merchant:M1", "unknown:c"}


def test_two_reviewers_agree_on_a_milder_measure(recorded: Command) -> None:
    """Through the ledger and back: what the first proposed is compared with what the second says."""
    first = case(recorded, "list", "--document", "live-1")[0]["case"]
    held = [one["measure"] for one in case(recorded, "show", first)["proposal"]["measures"]]
    assert "delist-goods" in held
    milder = ("--drop", "delist-goods", "--reason", "当场已下架")
    assert (
        recorded("case", "decide", first, "--db", "cases.db", "--as", "alice", "--drop", "delist-goods").returncode == 2
    )
    assert case(recorded, "decide", first, "--as", "alice", *milder)["status"] == "proposed"
    assert case(recorded, "decide", first, "--as", "bob", *milder)["status"] == "penalised"
    told = case(recorded, "explain", first)["penalty"]
    assert "delist-goods" not in [one["measure"] for one in told["measures"]]
    assert "delist-goods" in [one["measure"] for one in told["proposed"]]
    assert "审核从轻" in recorded("case", "explain", first, "--db", "cases.db", "--format", "text").stdout.decode()
    assert "商品下架" not in recorded("case", "show", first, "--db", "cases.db", "--notice", "text").stdout.decode()
    assert case(recorded, "expire") == []  # nothing has run out yet
    assert recorded("case", "expire", "--db", "cases.db", "--as-of", "2199-01-01").returncode == 2
