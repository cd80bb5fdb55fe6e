"""``precheck`` and ``fix`` as a user meets them: the acceptance lines, and bad input."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from governance.cli import main
from tests.conftest import ROOT

PROMOS = ROOT / "corpora" / "promos"
BAD = "towel-cotton-superlative.yaml"


class Run:
    """Runs the command in this process and in an empty folder."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch = monkeypatch
        self.capsys = capsys
        self.err = ""

    def __call__(self, *arguments: str) -> tuple[int, str]:
        self.monkeypatch.setattr(sys, "argv", ["pinocchio", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        said = self.capsys.readouterr()
        self.err = said.err
        return int(left.value.code or 0), said.out


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    return Run(monkeypatch, capsys)


def reviews(out: str) -> dict[str, Any]:
    return {one["id"]: one for one in map(json.loads, out.splitlines())}


def outcome(record: Any) -> list[tuple[str, str, str, str]]:
    return [(one["rule"], one["outcome"], one["part"], one["quote"]) for one in record["items"]]


def test_planted_faults_are_found_and_sound_sheets_pass(run: Run) -> None:
    code, out = run("precheck", str(PROMOS), "--as-of", "2026-11-22")
    assert code == 1
    found = reviews(out)
    labels = [json.loads(line) for line in (PROMOS / "labels.jsonl").read_text("utf-8").splitlines()]
    assert len(labels) >= 150
    sound = [found[one["id"]]["level"] in ("pass", "condition") for one in labels if one["fit"]]
    assert len(sound) * 2 >= len(labels) * 0.9
    assert sum(sound) / len(sound) >= 0.95
    caught = [
        found[one["id"]]["level"] in ("hold", "refuse")
        and any(i["rule"].startswith(tuple(f["rules"])) for i in found[one["id"]]["items"] if i["gate"] != "pass")
        for one in labels for f in one["faults"]
    ]  # fmt: skip
    assert sum(caught) / len(caught) >= 0.9


def test_a_fixed_sheet_passes_and_a_second_run_changes_nothing(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / BAD
    sheet.write_bytes((PROMOS / BAD).read_bytes())
    assert run("precheck", BAD)[0] == 1
    code, diff = run("fix", BAD, "--diff")
    assert code == 0
    assert diff.startswith("--- a/") and "\n-" in diff and "\n+" in diff
    assert sheet.read_bytes() == (PROMOS / BAD).read_bytes()  # a diff changes nothing
    assert run("fix", BAD, "--write")[0] == 0
    mended = sheet.read_bytes()
    assert run("precheck", BAD)[0] == 0
    assert run("fix", BAD, "--write") == (0, "")
    assert sheet.read_bytes() == mended


def test_the_certificate_fails_after_one_character(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "s.yaml"
    sheet.write_bytes((PROMOS / "rice-5kg.yaml").read_bytes())
    assert run("precheck", "s.yaml", "--certificate", "c.json")[0] == 0
    assert run("precheck", "verify", "c.json")[0] == 0
    sheet.write_text(sheet.read_text("utf-8").replace("一比一点二", "一比一点三"), "utf-8")
    code, out = run("precheck", "verify", "c.json")
    assert (code, "script changed" in out) == (1, True)
    sheet.write_bytes((PROMOS / "rice-5kg.yaml").read_bytes())
    overlay = tmp_path / "more"
    overlay.mkdir()
    (overlay / "rulebook.yaml").write_text('version: "x"\n', "utf-8")
    code, out = run("precheck", "verify", "c.json", "--rules", "more")
    assert (code, "rulebook changed" in out) == (1, True)
    forged = json.loads((tmp_path / "c.json").read_text("utf-8"))
    forged["sheets"][0]["level"] = "refuse"
    (tmp_path / "c.json").write_text(json.dumps(forged), "utf-8")
    assert run("precheck", "verify", "c.json")[0] == 2


def test_the_template_filled_in_reads_as_yaml_does(run: Run, tmp_path: Path) -> None:
    assert run("precheck", "template", "--category", "cosmetic", "-o", "t.xlsx")[0] == 0
    source = yaml.safe_load((PROMOS / "mask-moist-offer.yaml").read_text("utf-8"))
    source.update(list_price=99, history=[{"date": "2026-11-20", "price": 59}])
    (tmp_path / "y.yaml").write_text(yaml.safe_dump(source, allow_unicode=True), "utf-8")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    from governance.precheck.columns import field_of

    main_sheet = book["商品"]
    for number, cell in enumerate(list(main_sheet[1]), 1):
        value = source.get(field_of(str(cell.value)) or "")
        if value is not None and not isinstance(value, list | dict):
            main_sheet.cell(row=2, column=number, value=value)
        elif field_of(str(cell.value)) == "selling_points":
            main_sheet.cell(row=2, column=number, value="；".join(source["selling_points"]))
    for field, name in (("evidence", "证据"), ("history", "价格记录"), ("gifts", "赠品")):
        heads = [str(cell.value) for cell in book[name][1]]
        for one in source.get(field, ()):
            book[name].append([source["id"], *(one.get(head) for head in heads[1:])])
    book.save(tmp_path / "t.xlsx")
    one, two = (reviews(run("precheck", name)[1])[source["id"]] for name in ("y.yaml", "t.xlsx"))
    assert outcome(one) == outcome(two)
    assert any(item["outcome"] == "contradicted" for item in one["items"])


@pytest.mark.parametrize("name", ["html", "sarif", "json", "xlsx", "text"])
def test_faces_escape_what_users_wrote(run: Run, tmp_path: Path, name: str) -> None:
    sheet = {"id": "<b>&", "title": "=1+1|cmd", "script": "全网最低价<script>alert(1)</script>", "category": "home"}
    (tmp_path / "s.json").write_text(json.dumps(sheet), "utf-8")
    out = f"out.{name}"
    assert run("precheck", "s.json", "--format", name, "-o", out)[0] == 1
    if name == "html":
        page = (tmp_path / out).read_text("utf-8")
        assert "<script>alert" not in page and "&lt;b&gt;" in page
    elif name == "xlsx":
        cells = [cell for row in openpyxl.load_workbook(tmp_path / out).active.iter_rows() for cell in row]  # type: ignore[union-attr]
        assert all(cell.data_type != "f" for cell in cells)
        assert any(cell.comment for cell in cells)
    elif name == "sarif":
        log = json.loads((tmp_path / out).read_text("utf-8"))
        assert {one["level"] for one in log["runs"][0]["results"]} & {"error", "warning"}


def test_bad_input_is_one_line_and_the_rest_goes_on(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("title: [", "utf-8")
    (tmp_path / "b.json").write_text('{"price": 3}', "utf-8")
    (tmp_path / "c.xlsx").write_bytes(b"PK\x03\x04 no zip")
    (tmp_path / "d.csv").write_text("a,b\n1,2\n", "utf-8")
    (tmp_path / "e.yaml").write_text("{id: X, title: 棉毛巾, price: 99-129, starts: 11/22/2026, colour: 灰}", "utf-8")
    (tmp_path / "f.yaml").write_text(
        "{id: X, title: 棉毛巾, evidence: [{type: label, file: ../../etc/passwd}, {type: label, file: no.pdf}]}",
        "utf-8",
    )
    code, out = run("precheck", ".")
    assert code == 2
    found = reviews(out)
    assert set(found) == {"X", "X#2"}
    lines = run.err.splitlines()
    assert len(lines) == 7 and all(line.startswith("pinocchio: ") for line in lines)
    reasons = [item["reason"] for item in found["X#2"]["items"] if item["rule"] == "evidence/file"]
    assert [("outside" in one, "missing" in one) for one in reasons] == [(True, False), (False, True)]
    (tmp_path / "gate.yaml").write_text("rulez: []\n", "utf-8")
    assert run("precheck", "e.yaml", "--gate", "gate.yaml")[0] == 2
    assert "gate.yaml:1:1: unknown key" in run.err


def test_talk_that_departs_from_the_reviewed_words(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_bytes((PROMOS / "rice-5kg.yaml").read_bytes())
    assert run("precheck", "s.yaml", "--certificate", "c.json")[0] == 0
    (tmp_path / "as-reviewed.txt").write_text("大米五公斤一袋，真空包装。", "utf-8")
    (tmp_path / "departs.txt").write_text("大米五公斤一袋，吃了三天根治失眠，可以代替药。", "utf-8")
    assert run("scan", "as-reviewed.txt", "--against", "c.json")[0] == 0
    assert run("scan", "departs.txt", "--against", "c.json", "--fail-on", "block")[0] == 1
    assert "not in the reviewed words" in run.err
