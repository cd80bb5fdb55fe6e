"""One gate for items and merchant: what the ledger knows, what the figures know, and what nobody looked at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from governance.admission import Merchants, open_merchants
from governance.precheck.gate import through
from governance.precheck.item import Item
from governance.rulebook.admission import read_admission
from tests.conftest import ROOT
from tests.precheck.test_command import Run

DAY = "2026-11-22"
AT = "2026-11-22T00:00:00.000Z"
YEAR = ROOT / "corpora" / "merchants"
SHEET = "{id: towel, title: 毛巾 34×76厘米, detail: 成分见水洗标。, category: home, merchant: WHO}\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("PINOCCHIO_DB", "PINOCCHIO_METRICS"):
        monkeypatch.delenv(name, raising=False)
    made = Run(monkeypatch, capsys)
    assert made("ledger", "import", str(YEAR / "events.jsonl"), "--db", "year.db")[0] == 0
    return made


def gate(run: Run, merchant: str, *more: str) -> tuple[int, dict[str, Any]]:
    Path("towel.yaml").write_text(SHEET.replace("WHO", merchant), "utf-8")
    code, out = run("precheck", "towel.yaml", "--as-of", DAY, "--format", "jsonl", *more)
    return code, json.loads(out)


def results(record: dict[str, Any]) -> dict[str, str]:
    return {one["fact"]: one["result"] for one in record["admission"]["conditions"]}


def test_without_a_ledger_nothing_is_met(run: Run) -> None:
    code, record = gate(run, "M104")
    assert (code, record["level"], record["admission"]["level"]) == (0, "pass", None)
    assert set(results(record).values()) == {"not-looked-at"}
    code, said = run("precheck", "towel.yaml", "--format", "text", "--lang", "en")
    assert code == 0
    assert "not looked at" in said


def test_the_ledger_tells_standing_and_severe_cases(run: Run) -> None:
    code, record = gate(run, "M104", "--db", "year.db")
    assert (code, record["level"]) == (1, "refuse")
    assert results(record)["severe-cases"] == results(record)["standing"] == "unmet"
    assert results(record)["score"] == "not-looked-at"
    code, record = gate(run, "M001", "--db", "year.db")
    assert (code, record["level"]) == (0, "pass")
    assert results(record)["severe-cases"] == "met"


def test_a_sheet_without_merchant_is_held_where_somebody_looks(run: Run) -> None:
    code, record = gate(run, "null", "--db", "year.db")
    assert (code, record["level"]) == (1, "hold")
    assert results(record)["standing"] == "unknown"


def test_figures_tell_the_rest(run: Run) -> None:
    _, record = gate(run, "M001", "--db", "year.db", "--metrics", str(YEAR))
    found = results(record)
    assert found["score"] == found["tier"] == "met"
    assert "not-looked-at" not in found.values()
    _, record = gate(run, "NOBODY", "--db", "year.db", "--metrics", str(YEAR))
    assert results(record)["score"] == "unknown"


def test_faces_and_certificate_name_the_merchant(run: Run) -> None:
    Path("towel.yaml").write_text(SHEET.replace("WHO", "M104"), "utf-8")
    options = ("precheck", "towel.yaml", "--db", "year.db", "--as-of", DAY)
    assert "M104" in run(*options, "--format", "text")[1]
    assert "admission/merchant" in run(*options, "--format", "sarif")[1]
    run(*options, "--certificate", "cert.json")
    sheet = json.loads(Path("cert.json").read_text("utf-8"))["sheets"][0]
    assert sheet["admission"]["level"] == "refuse"
    assert run("precheck", "verify", "cert.json")[0] == 0


def test_an_own_gate_and_a_wrong_one(run: Run) -> None:
    shipped = (ROOT / "rules" / "admission.yaml").read_text("utf-8")
    Path("lax.yaml").write_text(shipped.replace("unmet: refuse", "unmet: condition"), "utf-8")
    assert gate(run, "M104", "--db", "year.db", "--gate", "lax.yaml")[1]["level"] == "condition"
    run("precheck", "towel.yaml", "--gate", "lax.yaml", "--certificate", "cert.json")
    assert run("precheck", "verify", "cert.json", "--gate", "lax.yaml")[0] == 0
    code, out = run("precheck", "verify", "cert.json")
    assert (code, "gate changed" in out) == (1, True)
    Path("bad.yaml").write_text(shipped.replace("{gate: promotion,", "{gate: promotoin,"), "utf-8")
    code, _ = run("precheck", "towel.yaml", "--gate", "bad.yaml")
    assert code == 2
    assert "bad.yaml:" in run.err and "promotion" in run.err


def test_what_only_the_reader_charges_is_held_for_a_person(run: Run) -> None:
    items = read_admission().items
    words = Item(
        rule="price/reads-like", kind="claim", outcome="forbidden", severity="high", part="script", family="price",
        quote="外面四五百的货今天给你个骨折价",
    )  # fmt: skip
    assert through(items, words, "food").gate == "hold"
    assert through(items, msgspec.structs.replace(words, rule="price/puff"), "food").gate == "refuse"
    assert through(items, msgspec.structs.replace(words, outcome="contradicted"), "food").gate == "refuse"
    brief = msgspec.structs.replace(words, quote="外面四五百的货")
    assert through(items, brief, "food").gate == "condition"
    of_illness = msgspec.structs.replace(brief, rule="medical/reads-like", family="medical")
    assert through(items, of_illness, "food").gate == "hold"


def test_what_was_looked_at_is_asked_once() -> None:
    merchants = open_merchants(read_admission(), None, YEAR, at=AT)
    assert merchants.look("M001") is merchants.look("M001")
    assert Merchants(read_admission()).look(None)["level"] is None
