"""What must hold of every rewrite, over labelled lines and made-up talk."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from governance.model import Document
from governance.pipeline import Scanner
from governance.rewrite.fixer import Fixer
from governance.rewrite.schema import read_rewrites
from tests.conftest import ROOT

PIECES = (
    "这款锅很厚",
    "全网最低价",
    "没有之一",
    "三天根治失眠",
    "加我微信abc123",
    "喝水要慢慢喝",
    "包过",
    "\n",
    "。",
    "，",
    "两条装",
)


def lines() -> list[Document]:
    """Every tenth labelled line for development."""
    rows = [
        json.loads(row)
        for name in ("dev-price", "dev-health", "dev-identity")
        for row in (ROOT / "corpora" / "labelled" / f"{name}.jsonl").read_text("utf-8").splitlines()[::10]
    ]
    return [
        Document(id=str(i), text=row["text"], category=row.get("category"), kind=row.get("kind", "speech"))
        for i, row in enumerate(rows) if row.get("text")
    ]  # fmt: skip


def holds(fixer: Fixer, document: Document) -> int:
    """Check the three properties on a document; the number of edits."""
    import msgspec

    fixed = fixer.fix(document)
    after = msgspec.structs.replace(document, text=fixed.text)
    if not fixer.scanner.scan(document).findings:
        assert fixed.text == document.text
    assert fixed.text.count("\n") == document.text.count("\n")
    violations = [one for one in fixer.scanner.scan(after).findings if one.status == "violation"]
    assert violations == []
    again = fixer.fix(after)
    assert (again.text, again.edits) == (fixed.text, ())
    return len(fixed.edits)


def test_labelled_lines(fixer: Fixer) -> None:
    documents = lines()
    edits = sum(holds(fixer, document) for document in documents)
    assert edits > len(documents) / 5


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join))
@example("三天根治失眠喝水要慢慢喝\n三天根治失眠")  # a claim that runs over the end of a line
@example("三天根治失眠\n没有之一这款锅很厚三天根治失眠")  # a claim that only goes after another went
def test_made_up_talk(fixer: Fixer, text: str) -> None:
    holds(fixer, Document(id="t", text=text))


def test_no_number_is_invented(fixer: Fixer) -> None:
    import re

    for document in lines():
        fixed = fixer.fix(document)
        assert set(re.findall(r"\d+", fixed.text)) <= set(re.findall(r"\d+", document.text))


def test_only_the_family_asked_for(scanner: Scanner) -> None:
    text = "这款面膜全网最低价，没有之一。三天根治失眠。"
    fixed = Fixer(scanner, read_rewrites(), families=frozenset({"absolute"})).fix(Document(id="t", text=text))
    assert "根治失眠" in fixed.text
    assert "没有之一" not in fixed.text
