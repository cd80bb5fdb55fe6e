"""The labelled holdout keeps its form: legal fields, real quotes, coverage, balance."""

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from governance import model

FOLDER = Path(__file__).resolve().parent.parent / "corpora" / "labelled"
SHORT = FOLDER / "holdout.jsonl"
LONG = FOLDER / "holdout-long.jsonl"

HEAVY = {"medical", "efficacy", "absolute", "price", "sales-data", "authority", "authenticity", "guarantee"}
FAMILIES = set(model.FAMILIES)
CATEGORIES = set(model.CATEGORIES)
LABELS = {"violation", "needs-evidence", "clean"}
KINDS = {"speech", "copy"}
FIELDS = {
    "id",
    "pair",
    "kind",
    "category",
    "text",
    "label",
    "families",
    "spans",
    "evidence",
    "products",
    "occurred_at",
    "note",
}
EVIDENCE_TYPES = set(model.EVIDENCE_TYPES)


def read(path):
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def short():
    return read(SHORT)


@pytest.fixture(scope="module")
def long():
    return read(LONG)


@pytest.fixture(scope="module")
def every(short, long):
    return short + long


def test_every_line_is_a_legal_document(every):
    for doc in every:
        where = doc["id"]
        assert set(doc) <= FIELDS, where
        assert doc["label"] in LABELS, where
        assert doc["kind"] in KINDS, where
        assert doc["category"] in CATEGORIES, where
        assert set(doc["families"]) <= FAMILIES, where
        assert len(doc["families"]) == len(set(doc["families"])), where
        assert doc["text"] and doc["text"] == doc["text"].strip(), where
        assert doc["note"], where


def test_ids_and_texts_are_unique(every):
    # The same words may appear twice only where different evidence decides between two labels.
    assert len({doc["id"] for doc in every}) == len(every)
    seen = Counter((doc["text"], json.dumps(doc.get("evidence"), sort_keys=True, ensure_ascii=False)) for doc in every)
    assert [text for text, times in seen.items() if times > 1] == []


def test_clean_lines_have_no_family_and_others_have_one(every):
    for doc in every:
        assert (doc["label"] == "clean") == (doc["families"] == []), doc["id"]


def test_spans_quote_the_text(every):
    for doc in every:
        for span in doc.get("spans", []):
            assert span["quote"] and span["quote"] in doc["text"], doc["id"]
        if doc["label"] == "clean":
            assert not doc.get("spans"), doc["id"]


def test_evidence_is_of_the_contract_types(every):
    for doc in every:
        for item in doc.get("evidence", []):
            assert item["type"] in EVIDENCE_TYPES, (doc["id"], item["type"])
            assert len(item) > 1, doc["id"]


def test_size(short, long):
    assert len(short) >= 500
    assert len(long) >= 22
    assert sum(1 for doc in short if doc.get("evidence")) >= 65


def test_half_of_the_lines_are_clean(short, long):
    for docs in (short, long):
        share = sum(doc["label"] == "clean" for doc in docs) / len(docs)
        assert 0.42 <= share <= 0.58


def test_every_family_is_covered(short):
    flagged, with_twins = Counter(), Counter()
    pairs = defaultdict(list)
    for doc in short:
        flagged.update(doc["families"])
        pairs[doc["pair"]].append(doc)
    for docs in pairs.values():
        for family in {family for doc in docs for family in doc["families"]}:
            with_twins[family] += sum(family in doc["families"] or doc["label"] == "clean" for doc in docs)
    for family in sorted(FAMILIES):
        least = 12 if family in HEAVY else 4 if family == "omission" else 5
        assert flagged[family] >= least, (family, flagged[family])
        assert with_twins[family] >= 2 * least, (family, with_twins[family])


def test_every_pair_has_a_flagged_line_and_a_clean_twin(short):
    pairs = defaultdict(set)
    for doc in short:
        pairs[doc["pair"]].add(doc["label"] == "clean")
    assert sorted(pair for pair, sides in pairs.items() if len(sides) < 2) == []


def test_every_category_is_covered(short):
    seen = Counter(doc["category"] for doc in short)
    for category in sorted(CATEGORIES):
        assert seen[category] >= 4, (category, seen[category])


def test_speech_and_copy(short):
    share = sum(doc["kind"] == "speech" for doc in short) / len(short)
    assert 0.6 <= share <= 0.8


def test_omission_documents_are_long(short):
    pairs = {doc["pair"] for doc in short if "omission" in doc["families"]}
    for doc in short:
        if doc["pair"] in pairs:
            assert len(doc["text"]) >= 150, doc["id"]


def test_long_windows(long):
    for doc in long:
        assert 250 <= len(doc["text"]) <= 450, (doc["id"], len(doc["text"]))
        if doc["label"] != "clean":
            assert doc["spans"], doc["id"]
