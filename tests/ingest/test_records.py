from __future__ import annotations

import json
from typing import Any

import pytest

from governance.ingest.parts import cut, split
from governance.model import Document, Utterance

from .conftest import Read

FULL: dict[str, Any] = {
    "id": "live-0001",
    "kind": "speech",
    "utterances": [
        {"start_ms": 0, "end_ms": 2300, "speaker": "host", "text": "家人们好"},
        {"start_ms": 2300, "end_ms": 4000, "text": "今天有福利", "channel": 2},
    ],
    "category": "food",
    "merchant": "M001",
    "streamer": "S001",
    "provider": "P001",
    "occurred_at": "2026-06-15T20:21:00+08:00",
    "evidence": [{"type": "test_report", "claim": "100%羊绒"}],
    "products": [{"id": "SKU1", "price": 99}],
    "room": {"online": 3000},
}


def one(read: Read, value: Any) -> tuple[Document, list[str]]:
    documents, problems = read("doc.json", json.dumps(value, ensure_ascii=False))
    return documents[0], [str(problem) for problem in problems]


def test_every_field(read: Read) -> None:
    document, problems = one(read, FULL)
    assert not problems
    assert document.text == "家人们好\n今天有福利"
    assert document.utterances[0] == Utterance("家人们好", 0, 2300, "host")
    assert document.evidence == ({"type": "test_report", "claim": "100%羊绒"},)
    assert document.products == ({"id": "SKU1", "price": 99},)
    assert document.extra == {"utterances": [{"index": 1, "channel": 2}], "room": {"online": 3000}}
    assert (document.id, document.category, document.streamer) == ("live-0001", "food", "S001")
    assert document.source.endswith("doc.json")


@pytest.mark.parametrize(
    ("field", "given", "attribute", "got"),
    [
        ("id", 7, "id", "7"),
        ("id", None, "id", "doc"),
        ("merchant", 12, "merchant", "12"),
        ("category", "美妆", "category", "cosmetic"),
        ("category", "Health Food", "category", "health-food"),
        ("kind", "copy", "kind", "copy"),
        ("kind", None, "kind", "speech"),
        ("evidence", "国家专利", "evidence", ({"type": "note", "text": "国家专利"},)),
        ("evidence", {"type": "patent"}, "evidence", ({"type": "patent"},)),
        ("products", ["面膜"], "products", ({"name": "面膜"},)),
        ("occurred_at", "2026/6/5 20:00", "occurred_at", "2026-06-05 20:00"),
        ("occurred_at", "2026年6月15日", "occurred_at", "2026-06-15"),
        ("utterances", [], "utterances", ()),
        ("utterances", None, "text", "好用"),
        ("utterances", ["一", {"text": "二", "start_ms": "5"}], "text", "一\n二"),
    ],
)
def test_forgiven(read: Read, field: str, given: Any, attribute: str, got: Any) -> None:
    document, problems = one(read, {"text": "好用", field: given})
    assert not problems
    assert getattr(document, attribute) == got


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("merchant", ["a"], '"merchant" is a list'),
        ("category", "cosmetics", "did you mean 'cosmetic'?"),
        ("category", 3.5, '"category" is a number'),
        ("kind", "speach", "did you mean 'speech'?"),
        ("evidence", [5], '"evidence[0]" is a number'),
        ("occurred_at", "昨天", '"occurred_at"'),
        ("utterances", "好", '"utterances" not a list'),
        ("utterances", [{"t": 1}], "[0] has no text"),
        ("utterances", [{"text": "a", "start_ms": []}], "time that is no number"),
        ("id", True, '"id" is a truth'),
    ],
)
def test_wrong_types_are_named_and_the_rest_is_read(read: Read, field: str, given: Any, said: str) -> None:
    document, problems = one(read, {"text": "好用", field: given})
    assert len(problems) == 1
    assert said in problems[0]
    assert document.text


@pytest.mark.parametrize("value", [{"title": "x"}, {"text": ""}, {"text": 5}, {"text": None}, 5, "好", [], [5]])
def test_nothing_to_read(read: Read, value: Any) -> None:
    documents, problems = read("doc.json", json.dumps(value))
    assert not documents
    assert len(problems) == 1


def test_long_documents_come_in_parts() -> None:
    sentence = "家人们，这款面膜好用。"
    parts = list(split(Document(id="x", text=sentence * 10), limit=50))
    assert "".join(part.text for part in parts) == sentence * 10
    assert [part.id for part in parts][:2] == ["x", "x#part-2"]
    assert all(len(part.text) <= 50 and part.text.endswith("。") for part in parts)
    spoken = tuple(Utterance(sentence) for _ in range(10))
    parts = list(split(Document(id="x", text="\n".join([sentence] * 10), utterances=spoken), limit=50))
    assert sum(len(part.utterances) for part in parts) == 10
    assert all(part.text == "\n".join(u.text for u in part.utterances) for part in parts)


def test_cut_without_any_place_to_cut() -> None:
    assert list(cut("好" * 25, 10)) == ["好" * 10, "好" * 10, "好" * 5]
    assert list(cut("", 10)) == [""]
