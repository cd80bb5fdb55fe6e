"""Certificates to read: HTML and PDF beside JSON; pages a sheet; a stream held against the reviewed words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.conftest import ROOT
from tests.precheck.test_command import Run

PROMOS = ROOT / "corpora" / "promos"
SHEET = (
    "{id: '<b>毛巾</b>/../x', title: 毛巾 34×76厘米, detail: 成分见水洗标。, script: 毛巾吸水好，两条装。, "
    "category: home}\n"
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    Path("towel.yaml").write_text(SHEET, "utf-8")
    return Run(monkeypatch, capsys)


def test_three_forms_say_the_same(run: Run) -> None:
    names = ("c.json", "c.html", "c.pdf")
    code, _ = run("precheck", "towel.yaml", *(part for name in names for part in ("--certificate", name)))
    assert code == 0
    body = json.loads(Path("c.json").read_text("utf-8"))
    page = Path("c.html").read_text("utf-8")
    assert body["digest"] in page and body["rulebook"]["digest"] in page
    assert "<b>毛巾" not in page and "&lt;b&gt;毛巾" in page
    assert "毛巾吸水好，两条装。" in page
    assert b"/STSong-Light" in Path("c.pdf").read_bytes()
    said = "".join(one.extract_text() for one in PdfReader("c.pdf").pages).replace("\n", "")
    assert body["digest"] in said and "毛巾吸水好，两条装。" in said and "<b>毛巾" in said
    code, _ = run("precheck", "towel.yaml", "--certificate", "c.docx")
    assert code == 2
    assert "c.docx" in run.err or ".docx" in run.err


def test_the_same_certificate_gives_the_same_pdf(tmp_path: Path, run: Run) -> None:
    from governance.report.certificate import write_certificate

    run("precheck", "towel.yaml", "--certificate", "c.json")
    body = json.loads(Path("c.json").read_text("utf-8"))
    for name in ("a.pdf", "b.pdf"):
        write_certificate(tmp_path / name, body, "en")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_page_a_sheet_beside_the_batch_page(run: Run) -> None:
    code, _ = run("precheck", "towel.yaml", str(PROMOS / "rice-5kg.yaml"), "--format", "html", "-o", "out/r.html")
    assert code == 2  # no such folder: one line, no half-written page
    Path("out").mkdir()
    code, _ = run("precheck", "towel.yaml", str(PROMOS / "rice-5kg.yaml"), "--format", "html", "-o", "out/r.html")
    assert code == 0
    pages = sorted(path.name for path in Path("out/r-sheets").iterdir())
    assert len(pages) == 2 and all(name[:4] in ("0001", "0002") for name in pages)
    batch = Path("out/r.html").read_text("utf-8")
    assert 'href="r-sheets/0002-rice-5kg.html"' in batch
    one = Path("out/r-sheets/0002-rice-5kg.html").read_text("utf-8")
    assert 'href="../r.html"' in one and "真空包装" in one


def test_a_stream_is_held_against_the_reviewed_words(run: Run) -> None:
    run("precheck", "towel.yaml", "--certificate", "c.json")
    Path("said.srt").write_text(
        "1\n00:00:01,000 --> 00:00:03,000\n毛巾吸水好，两条装\n\n2\n00:00:04,000 --> 00:00:06,000\n全网最低价\n",
        "utf-8",
    )
    options = ("watch", "--replay", "said.srt", "--speed", "0", "--against", "c.json")
    code, out = run(*options, "--format", "jsonl", "--fail-on", "block")
    assert code == 1
    assert [json.loads(line)["reviewed"] for line in out.splitlines()] == [False, False]  # warned twice: by two rules
    assert "not in the reviewed words: 全网最低价" in run.err
    assert "未经审查" in run(*options, "--format", "text")[1]
    Path("said.srt").write_text("1\n00:00:01,000 --> 00:00:03,000\n毛巾吸水好，两条装\n", "utf-8")
    assert run(*options, "--format", "jsonl")[0] == 0
    Path("c.json").write_text(Path("c.json").read_text("utf-8").replace("两条装", "三条装"), "utf-8")
    assert run(*options)[0] == 2
