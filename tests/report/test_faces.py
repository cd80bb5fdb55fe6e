"""The faces over one fixed scan: what people and machines read."""

from __future__ import annotations

import io
import json
from typing import Any

import msgspec
import pytest
from openpyxl import load_workbook

from governance.model import Document, Finding, LawRef, Scan, Stamp, Utterance
from governance.report import FORMATS, face
from governance.report.marks import marked_lines
from governance.report.text import nose_line

HOSTILE = "=cmd|' /C calc'!A0"
TEXT = "欢迎家人们\n全网最低价\n" + HOSTILE


def scan(**changes: Any) -> Scan:
    finding = Finding(
        rule="price/lowest-anywhere", family="price", status="violation", severity="high", start=6, end=11,
        quote="全网最低价", canonical="全网最低价", utterance=1, start_ms=61200, end_ms=64100, confidence=0.97,
        reason="没有办法证明。", suggestion="说本店价格。", law=(LawRef("AD_LAW", "9(3)", "57"),), fingerprint="abc",
    )  # fmt: skip
    fields: dict[str, Any] = {
        "document": Document(
            id=HOSTILE,
            text=TEXT,
            utterances=(Utterance("欢迎家人们", 0, 900), Utterance("全网最低价", 61200, 64100), Utterance(HOSTILE)),
            source="stream.srt",
        ),
        "verdict": "review", "nose": 30, "findings": (finding,), "cleared": (),
        "rulebook": Stamp("1", "sha256:" + "0" * 64, "2026-11-22"), "category": "food", "category_confidence": 0.6,
    }  # fmt: skip
    return Scan(**{**fields, **changes})


def shown(name: str, **changes: Any) -> str:
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="")
    made = face(name, out)
    made.add(scan(**changes))
    made.close()
    out.seek(0)
    return out.read()


def workbook(**changes: Any) -> dict[str, list[tuple[Any, ...]]]:
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    made = face("xlsx", out)
    made.add(scan(**changes))
    made.close()
    book = load_workbook(out.detach(), rich_text=False)
    return {sheet.title: list(sheet.iter_rows()) for sheet in book}


def test_jsonl_has_every_field_of_the_contract() -> None:
    record = json.loads(shown("jsonl"))
    assert set(record) >= {"id", "verdict", "nose", "findings", "cleared", "rulebook"}
    assert set(record["findings"][0]) == {
        "rule", "family", "status", "severity", "start", "end", "quote", "canonical", "evasion", "utterance",
        "start_ms", "end_ms", "confidence", "reason", "suggestion", "law", "cleared_by", "fingerprint",
    }  # fmt: skip
    assert record["findings"][0]["law"] == [{"act": "AD_LAW", "article": "9(3)", "penalty": "57"}]


def test_json_is_the_array_of_the_lines() -> None:
    assert json.loads(shown("json")) == [json.loads(shown("jsonl"))]


@pytest.mark.parametrize("name", FORMATS)
def test_every_face_ends_well_without_documents(name: str) -> None:
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    face(name, out).close()
    if name in ("json", "sarif"):
        out.seek(0)
        json.loads(out.read())


def test_text_shows_time_words_reason_law_and_what_to_say() -> None:
    text = shown("text")
    for piece in ("01:01", "【全网最低价】", "没有办法证明。", "AD_LAW 9(3) → 57", "说本店价格。", "推断 60%"):
        assert piece in text


def test_csv_runs_no_formula() -> None:
    assert "'" + HOSTILE[:4] in shown("csv")


def test_a_workbook_runs_no_formula() -> None:
    sheets = workbook()
    assert [cell.value for cell in sheets["documents"][1]][:3] == [HOSTILE, "需人工复核", 30]
    row = dict(zip((cell.value for cell in sheets["findings"][0]), sheets["findings"][1], strict=True))
    assert (row["id"].value, row["id"].data_type) == (HOSTILE, "s")
    assert (row["time"].value, row["quote"].value, row["law"].value) == ("01:01", "全网最低价", "AD_LAW 9(3) → 57")


def test_a_workbook_holds_what_no_cell_can() -> None:
    document = Document(id="a\x00b\ud800", text="全网最低价" * 10_000)
    finding = Finding(rule="x/y", family="price", status="violation", severity="high", start=0, end=50_000,
                      quote=document.text, canonical=document.text)  # fmt: skip
    assert workbook(document=document, findings=(finding,))["findings"][1][0].value == "a b?"


def test_the_page_escapes_and_marks() -> None:
    script = "<script>alert(1)</script>"
    page = shown("html", document=Document(id=script, text="欢迎" + script + "\n全网最低价"),
                 findings=(msgspec.structs.replace(scan().findings[0], start=28, end=33, reason=script),))  # fmt: skip
    assert script not in page
    assert "&lt;script&gt;" in page
    assert '<a href="#d1f1"><mark class="violation">全网最低价</mark></a>' in page
    assert 'id="d1f1"' in page
    assert "AD_LAW 9(3) → 57" in page


def test_marks_cut_lines_where_claims_begin_and_end() -> None:
    base = scan().findings[0]
    worse = msgspec.structs.replace(base, start=8, end=14)
    milder = msgspec.structs.replace(base, start=6, end=10, status="needs-evidence")
    lines = marked_lines(scan().document, (milder, worse))
    assert ["".join(piece.text for piece in line.pieces) for line in lines] == TEXT.split("\n")
    assert [(p.text, p.status, p.number) for p in lines[1].pieces] == [
        ("全网", "needs-evidence", 0), ("最低价", "violation", 1),
    ]  # fmt: skip
    assert [(p.text, p.number) for p in lines[2].pieces] == [(HOSTILE[:2], 1), (HOSTILE[2:], None)]
    assert [line.clock for line in lines] == ["00:00", "01:01", ""]


def test_sarif_points_at_the_line() -> None:
    result = json.loads(shown("sarif"))["runs"][0]["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] == 2
    assert (region["charOffset"], region["charLength"]) == (6, 5)


def test_the_nose_grows() -> None:
    lengths = [len(nose_line(nose)) for nose in (0, 10, 40, 80, 100)]
    assert lengths == sorted(lengths)
