"""Papers laid beside the talk, rule or no rule: the same words, and only the paper differs."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.detect.evidence.figures import reader_of
from governance.detect.evidence.led import said_beside_papers
from governance.detect.evidence.table import table_of
from governance.detect.view import View
from governance.language.resolve import Resolver
from governance.model import Document
from governance.pipeline import Scanner
from governance.rulebook.book import load

BOOK = load()
RESOLVER = Resolver(BOOK.vocabulary)
TABLE = table_of(BOOK)
assert TABLE is not None
READER = reader_of(TABLE)
CORPUS = Path(__file__).resolve().parents[2] / "corpora" / "labelled" / "dev-evidence3.jsonl"


def answers(text: str, *evidence: dict[str, Any], products: tuple[dict[str, Any], ...] = ()) -> list[str]:
    document = Document(id="x", text=text, evidence=evidence, products=products)
    return [s.judged.outcome for s in said_beside_papers(View(document, RESOLVER), BOOK, "general", "2026-11-20")]


@pytest.mark.parametrize(
    ("text", "paper", "expected"),
    [
        ("十五分钟充到八成", {"type": "test_report", "claim": "15分钟充电52%"}, ["contradicts"]),
        ("十五分钟充到百分之五十二", {"type": "test_report", "claim": "15分钟充电52%"}, ["fits"]),
        ("二十四小时控油", {"type": "test_report", "claim": "8小时控油"}, ["narrow"]),
        ("控油八小时", {"type": "test_report", "claim": "控油2.5小时后皮脂恢复至基线"}, ["contradicts"]),
        ("原屏原电池", {"type": "inspection", "claim": "屏幕非原装 电池更换"}, ["contradicts"]),
        ("这罐二段有注册号", {"type": "formula_registration", "claim": "1段"}, ["narrow"]),
        ("满三百送炒锅", {"type": "gift_spec", "spec": "炒锅1口", "condition": "满1000"}, ["contradicts"]),
        ("今晚最后一晚这个价", {"type": "promotion_log", "claim": "活动价149 长期有效"}, ["contradicts"]),
        ("全员持高级证", {"type": "certificate", "claim": "高级美容师5人", "scope": "全店技师23人"}, ["narrow"]),
        ("容积率1.8", {"type": "license", "claim": "规划许可 容积率3.2"}, ["contradicts"]),
        ("大家晚上好欢迎进来", {"type": "test_report", "claim": "15分钟充电52%"}, []),
    ],
)
def test_a_clause_beside_a_paper(text: str, paper: dict[str, Any], expected: list[str]) -> None:
    assert answers(text, paper) == expected


def test_products_contradict_but_prove_nothing() -> None:
    assert answers("得房率82%", products=({"facts": {"得房率": "71%"}},)) == ["contradicts"]
    assert answers("得房率82%", products=({"facts": {"得房率": "82.3%"}},)) == []


@pytest.mark.parametrize(
    ("text", "value", "measure", "bound"),
    [
        ("三百多万单", 3_000_000, "goods", "least"), ("百分之四点二", 4.2, "share", ""), ("八成三", 83, "share", ""),
        ("满300", 300, "threshold", ""), ("前一百名", 100, "places", ""), ("一千五百斤", 750_000, "mass", ""),
        ("四十八小时以内", 172_800, "time", "most"), ("spf50", 50, "sun", ""), ("0.04mg", 0.00004, "mass", ""),
    ],
)  # fmt: skip
def test_figures(text: str, value: float, measure: str, bound: str) -> None:
    figure = READER.read(text)[0]
    assert figure.value == pytest.approx(value)
    assert (figure.measure, figure.bound) == (measure, bound)


@pytest.mark.parametrize("text", ["2026-11-20", "gb/t 18797", "zl202210118877.6", "十一月份", "一起", "20:15"])
def test_dates_and_numbers_of_papers_are_no_figures(text: str) -> None:
    assert [f for f in READER.read(text) if f.measure != "bare"] == []


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 90), st.integers(2, 90))
def test_more_than_the_paper_contradicts_and_no_more_fits(said: int, shown: int) -> None:
    out = answers(f"甲醛去除率{said}%", {"type": "test_report", "claim": f"甲醛去除率{shown}%"})
    far = said > shown and said - shown > 0.04 * said
    assert out == (["contradicts"] if far else ["fits"])


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.dictionaries(st.text(max_size=8), st.text(max_size=40), max_size=4))
def test_any_paper_is_survived(text: str, fields: dict[str, str]) -> None:
    answers(text or "话", {"type": "test_report", **fields})


def test_the_corpus_of_triples_keeps_its_figures() -> None:
    scanner = Scanner.load()
    got: Counter[tuple[str, bool]] = Counter()
    for line in CORPUS.read_text("utf-8").splitlines():
        o = json.loads(line)
        scan = scanner.scan(
            Document(id=o["id"], text=o["text"], kind=o["kind"], category=o["category"], occurred_at=o["occurred_at"],
                     evidence=tuple(o.get("evidence", ())), products=tuple(o.get("products", ())))
        )  # fmt: skip
        got[o["label"], any(f.status != "advisory" for f in scan.findings)] += 1
    assert got["violation", False] <= 1
    assert got["needs-evidence", False] <= 9
    assert got["clean", True] <= 2
