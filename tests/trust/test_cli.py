"""``pinocchio trust`` as a user meets it, from another folder, with good and bad input."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from governance.cli import main
from governance.ledger import Ledger
from governance.trust.intake import read_dataset
from tests.conftest import ROOT, changed

DAY = ("--as-of", "2026-11-22")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PINOCCHIO_DB", raising=False)

    def call(*arguments: str, code: int | None = 0) -> list[Any]:
        monkeypatch.setattr(sys, "argv", ["pinocchio", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        assert code is None or int(left.value.code or 0) == code, said.err
        call.err = said.err  # type: ignore[attr-defined]
        call.out = said.out  # type: ignore[attr-defined]
        return [json.loads(line) for line in said.out.splitlines() if line.startswith(("{", "["))]

    return call


def test_show_adds_up(run: Any) -> None:
    [record] = run("trust", "show", "M001", *DAY)
    assert record["merchant"] == "M001" and 0 <= record["score"] <= 100
    assert round(record["median"] + sum(bar["delta"] for bar in record["bars"]), 2) == record["score"]
    for lang, word in (("zh", "信任分"), ("en", "trust score")):
        run("trust", "show", "M001", *DAY, "--format", "text", "--lang", lang)
        assert word in run.out


def test_a_recorded_stream_changes_the_score_and_overturning_restores_it(run: Any) -> None:
    stream = str(ROOT / "corpora" / "transcripts" / "mystery-box-and-headphones.jsonl")
    show = ("trust", "show", "M-BAIBAOCANG", "--db", "a.db")
    run("scan", stream, "--record", "--db", "a.db", code=None)
    [before] = run(*show, "--as-of", "2026-11-19")
    [opened] = run(*show)
    cases = run("case", "list", "--db", "a.db", "--party", "M-BAIBAOCANG")
    [case] = [one["case"] for one in cases]
    [why] = run("trust", "why", "M-BAIBAOCANG", "--db", "a.db", "--between", "2026-11-19", opened["as_of"])
    named = [one["case"] for bar in why["bars"] for one in bar["because"] if "case" in one]
    assert case in named and opened["bars"][0]["because"][0]["pending_points"] > 0
    for who in ("alice", "bob"):
        run("case", "decide", case, "--db", "a.db", "--as", who)
    [penalised] = run(*show)
    assert penalised["score"] < opened["score"] and penalised["tier"] == "behind"
    run("case", "appeal", case, "--db", "a.db", "--as", "M-BAIBAOCANG", "--reason", "有证据")
    run("case", "overturn", case, "--db", "a.db", "--as", "carol", "--reason", "属实")
    [restored] = run(*show)
    Path("honest.txt").write_text("欢迎家人们来到直播间")
    run("scan", "honest.txt", "--record", "--db", "b.db")
    [clean] = run("trust", "show", "M-BAIBAOCANG", "--db", "b.db", "--as-of", restored["as_of"])
    assert restored["score"] == clean["score"] and restored["bars"] == clean["bars"]
    assert before["score"] > penalised["score"]
    assert restored["score"] > opened["score"] > penalised["score"]


def test_a_ledger_stands_alone_unless_told(run: Any) -> None:
    """M104 has cases beside the figures; an empty ledger knows none, and an event in both counts once."""
    [shipped] = run("trust", "show", "M104", *DAY)
    Ledger("own.db", create=True).close()
    [alone] = run("trust", "show", "M104", *DAY, "--db", "own.db")
    [both] = run("trust", "show", "M104", *DAY, "--db", "own.db", "--with-events")
    assert alone["score"] > shipped["score"] == both["score"]
    run("ledger", "import", str(ROOT / "corpora" / "merchants" / "events.jsonl"), "--db", "own.db")
    for more in ((), ("--with-events",)):
        [again] = run("trust", "show", "M104", *DAY, "--db", "own.db", *more)
        assert again["score"] == shipped["score"]


def test_a_cap_names_what_was_bought(run: Any) -> None:
    [record] = run("trust", "show", "M034", *DAY)
    assert record["score"] <= 67
    [bar] = [one for one in record["bars"] if one["part"] == "cap"]
    assert bar["because"][0]["bought"] >= 3
    assert round(record["median"] + sum(one["delta"] for one in record["bars"]), 2) == record["score"]
    [plan] = run("trust", "improve", "M034", *DAY)
    assert "no-bought-reviews" in [one["lever"] for one in plan["levers"]]


def test_rank_improve_history_entitlements(run: Any) -> None:
    rows = run("trust", "rank", "--trade", "food", "--limit", "5", *DAY)
    assert [row["rank"] for row in rows] == [1, 2, 3, 4, 5] and rows[0]["score"] >= rows[4]["score"]
    assert run("trust", "rank", "--trade", "食品", "--limit", "5", *DAY) == rows
    [plan] = run("trust", "improve", rows[4]["merchant"], *DAY)
    assert all(lever["gain"] > 0 and lever["by"] > "2026-11-22" for lever in plan["levers"])
    curve = run("trust", "history", "M055", *DAY, "--step", "60", "--plot", "c.svg")
    assert curve[-1]["as_of"] > curve[0]["as_of"] and Path("c.svg").read_text().startswith("<svg")
    [what] = run("trust", "entitlements", "M-BAIBAOCANG", *DAY)
    assert any(not one["due"] for one in what["benefits"])
    for one in (*what["benefits"], *what["admission"]):
        assert one.get("due", one.get("open")) == all(each["holds"] for each in one["conditions"])


def test_the_first_grant_makes_the_ledger(run: Any) -> None:
    [first] = run("trust", "entitlements", "M001", "--db", "new.db", "--record", "--as", "alice")
    assert Path("new.db").exists() and any(one["held"] for one in first["benefits"])


def test_benefits_are_granted_and_withdrawn_by_events(run: Any) -> None:
    run("trust", "credit", "M001", "3", "--reason", "考试通过", "--db", "g.db", "--as", "alice", code=2)
    assert "no ledger here" in run.err
    lie = {"id": "l1", "merchant": "M001", "text": "这款阿胶糕三天根治贫血", "category": "food"}
    Path("lie.jsonl").write_text(json.dumps(lie, ensure_ascii=False))
    run("scan", "lie.jsonl", "--record", "--db", "g.db", code=None)
    [first] = run("trust", "entitlements", "M001", "--db", "g.db", "--record", "--as", "alice")
    held = {one["benefit"] for one in first["benefits"] if one["held"]}
    assert held == {one["benefit"] for one in first["benefits"] if one["due"]} and held
    [case] = [one["case"] for one in run("case", "list", "--db", "g.db")]
    for who in ("alice", "bob"):
        run("case", "decide", case, "--db", "g.db", "--as", who)
    [second] = run("trust", "entitlements", "M001", "--db", "g.db", "--record", "--as", "alice")
    assert not any(one["held"] for one in second["benefits"])
    kinds = [one["event"]["kind"] for one in run("ledger", "export", "--db", "g.db")]
    assert kinds.count("granted") == kinds.count("withdrawn") == len(held)


def test_simulate_says_who_moves(run: Any) -> None:
    shipped = (ROOT / "rules" / "trust.yaml").read_text("utf-8")
    Path("new").mkdir()
    Path("new/trust.yaml").write_text(shipped.replace("at: 79, tier: leading", "at: 82, tier: leading"))
    [record] = run("trust", "simulate", "--rules", "new", "--over", str(ROOT / "corpora" / "merchants"), *DAY)
    assert record["moved"] and {one["from"] for one in record["moved"]} == {"leading"}
    assert 0 < record["benefits"]["lost"]["card-fake-pay-ten"] <= len(record["moved"])
    assert record["tiers"]["old"]["leading"] - record["tiers"]["new"].get("leading", 0) == len(record["moved"])
    assert record["admission"]["lost"].keys() == {"key-slot"} and not record["admission"]["gained"]
    assert record["gmv"]["assumptions"]["zh"] and record["punished"]["old"]["cheats"] > 0


def test_simulate_compares_the_gates_of_promotions(run: Any) -> None:
    shipped = (ROOT / "rules" / "admission.yaml").read_text("utf-8")
    Path("new").mkdir()
    Path("new/admission.yaml").write_text(shipped.replace("{fact: score, at_least: 68}", "{fact: score, at_least: 80}"))
    [record] = run("trust", "simulate", "--rules", "new", *DAY)
    assert record["moved"] == [] and record["admission"]["gained"] == {}
    assert record["admission"]["lost"].keys() == {"promotion"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "M01"), "no merchant 'M01'"),
        (("rank", "--trade", "fod"), "did you mean 'food'"),
        (("why", "M001", "--between", "2026-02-01", "2026-01-01"), "runs backwards"),
        (("show", "M001", "--metrics", "nowhere"), "is not there"),
        (("history", "M001", "--plot", "a.gif"), "neither .svg nor .png"),
        (("simulate",), "nothing to compare"),
        (("show", "M001", "--as-of", "gestern"), "no date or time"),
    ],
)
def test_bad_use_is_one_line(run: Any, arguments: tuple[str, ...], said: str) -> None:
    run("trust", *arguments, code=2)
    assert said in run.err and run.err.count("\n") == 1


def test_bad_rows_are_named_with_their_lines_and_the_rest_counts(run: Any) -> None:
    good = "M1,2026-06-0{},10,9,3,300,food"
    Path("daily.csv").write_text(
        "merchant,day,orders,buyers,repeat_buyers,public_visits,trade\n"
        + "\n".join([good.format(n) for n in range(1, 6)])
        + "\nM1,2026-06-31,1,1,1,1,food\nM1,2026-06-07,-4,0,0,1,food\nM1,2026-06-08,4,9,0,1,food\nM1,2026-06-09,1\n"
        + "M1,2026-06-05,1,1,1,1,food\n"
    )
    run("trust", "show", "M1", "--metrics", "daily.csv", code=2)
    for said in ("daily.csv:7: day is not a day", "daily.csv:8: orders is negative", "daily.csv:10: 3 fields",
                 "daily.csv:9: buyers is more than orders", "daily.csv:11: this merchant has this day twice",
                 "6 bad rows were left out"):  # fmt: skip
        assert said in run.err
    assert json.loads(run.out)["merchant"] == "M1"


def test_a_spreadsheet_program_may_write_gbk_or_utf_16(run: Any) -> None:
    rows = "merchant,day,orders,buyers,trade,备注\n老李粮油,2026-06-01,10,9,food,今天下雨\n"
    said = []
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        Path("daily.csv").write_text(rows, encoding)
        said.append(json.dumps(run("trust", "show", "老李粮油", *DAY, "--metrics", "daily.csv"), sort_keys=True))
    assert len(set(said)) == 1


def test_every_format_says_the_same(run: Any, tmp_path: Path) -> None:
    import polars as pl
    from openpyxl import Workbook

    two = pl.col("merchant").is_in(["M001", "M013"])
    few = read_dataset().daily.filter(two & (pl.col("day") > pl.date(2026, 10, 1)))
    few.write_csv("daily.csv")
    few.write_parquet("daily.parquet")
    few.write_ndjson("daily.jsonl")
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(few.columns)
    for values in few.iter_rows():
        sheet.append(values)
    book.save("daily.xlsx")
    said = {json.dumps(run("trust", "show", "M001", *DAY, "--metrics", f"daily.{e}")) for e in
            ("csv", "parquet", "jsonl", "xlsx")}  # fmt: skip
    assert len(said) == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("trust.yaml", "conduct: 400", "conduct: 401", "sum to 1001"),
        ("trust.yaml", "of: repeat_buyers", "of: repeat_buyer", "did you mean 'repeat_buyers'"),
        ("admission.yaml", "fact: score, at_least: 68", "fact: scor, at_least: 68", "did you mean 'score'"),
        ("entitlements.yaml", "uses: [decent]", "uses: [decnt]", "did you mean 'decent'"),
    ],
)
def test_a_broken_policy_is_named_with_its_line(run: Any, file: str, old: str, new: str, said: str) -> None:
    changed(Path("r"), file, old, new)
    run("trust", "entitlements", "M001", "--rules", "r", code=2)
    assert said in run.err and f"{file}:" in run.err
