"""The sample transcripts are long, timed, varied and listed in their README."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent / "corpora" / "transcripts"
FILES = sorted(p for p in HERE.iterdir() if p.is_file() and p.name != "README.md" and not p.name.startswith("."))
CATEGORIES = {
    "health-food",
    "food",
    "cosmetic",
    "jewelry",
    "alcohol",
    "education",
    "finance",
    "apparel",
    "electronics",
    "second-hand",
    "agri",
    "infant",
    "medical-device",
    "home",
    "general",
}
FAMILIES = {
    "absolute",
    "medical",
    "efficacy",
    "price",
    "sales-data",
    "authority",
    "credential",
    "authenticity",
    "guarantee",
    "scarcity",
    "disparagement",
    "diversion",
    "after-sales",
    "persona",
    "inducement",
    "superstition",
    "infant",
    "reviews",
    "synthetic",
    "restricted",
    "omission",
}


def _subtitles(path):
    pysubs2 = pytest.importorskip("pysubs2")
    subs = pysubs2.load(str(path), encoding="utf-8-sig")
    return [(e.start, e.end, e.plaintext) for e in subs]


def _lrc(path):
    rows = []
    for line in path.read_text("utf-8").splitlines():
        m = re.match(r"\[(\d+):(\d\d)\.(\d\d)\](.*)$", line)
        if m:
            start = int(m[1]) * 60000 + int(m[2]) * 1000 + int(m[3]) * 10
            rows.append((start, start, m[4]))
    return rows


def _json(path):
    data = json.loads(path.read_text("utf-8"))
    if isinstance(data, dict):
        return [(round(s["start"] * 1000), round(s["end"] * 1000), s["text"]) for s in data["segments"]]
    return [(s["start"], s["end"], s["text"]) for s in data[0]["sentence_info"]]


def documents(path):
    """The documents of a file, each a list of (start, end, text); no times in plain text."""
    if path.suffix == ".jsonl":
        lines = path.read_text("utf-8").splitlines()
        return [[(u["start_ms"], u["end_ms"], u["text"]) for u in json.loads(x)["utterances"]] for x in lines]
    if path.suffix == ".txt":
        return [[(None, None, x) for x in path.read_bytes().decode("gb18030").splitlines() if x.strip()]]
    if path.suffix == ".lrc":
        return [_lrc(path)]
    if path.suffix == ".json":
        return [_json(path)]
    return [_subtitles(path)]


def each(files=FILES):
    return pytest.mark.parametrize("path", files, ids=[p.name for p in files])


def test_the_formats():
    assert Counter(p.suffix for p in FILES) == {
        ".srt": 4,
        ".vtt": 2,
        ".ass": 1,
        ".lrc": 1,
        ".json": 4,
        ".txt": 1,
        ".jsonl": 1,
    }


@each()
def test_long_enough(path):
    for doc in documents(path):
        assert len(re.findall(r"[\u4e00-\u9fff]", "".join(t for _, _, t in doc))) >= 2700
        assert 150 <= len(doc) <= 250


@each([p for p in FILES if p.suffix != ".txt"])
def test_times(path):
    for doc in documents(path):
        starts = [s for s, _, _ in doc]
        assert starts == sorted(starts)
        assert all(s <= e for s, e, _ in doc)
        assert max(e for _, e, _ in doc) - starts[0] >= 600_000


@each()
def test_little_repetition(path):
    for doc in documents(path):
        line, times = Counter(t.strip() for _, _, t in doc).most_common(1)[0]
        assert times <= 3, line


def test_no_line_is_shared_between_files():
    seen = {}
    for path in FILES:
        for line in {t.strip() for doc in documents(path) for _, _, t in doc if len(t.strip()) > 10}:
            assert seen.setdefault(line, path.name) == path.name, line


def test_gb18030_is_not_utf8():
    (path,) = [p for p in FILES if p.suffix == ".txt"]
    with pytest.raises(UnicodeDecodeError):
        path.read_bytes().decode("utf-8")


def test_whisper_and_funasr_shapes():
    whisper = funasr = 0
    for path in (p for p in FILES if p.suffix == ".json"):
        data = json.loads(path.read_text("utf-8"))
        if isinstance(data, dict):
            whisper += 1
            assert data["language"] == "zh"
            assert data["text"] == "".join(s["text"] for s in data["segments"])
            assert set(data["segments"][0]) == {
                "id",
                "seek",
                "start",
                "end",
                "text",
                "tokens",
                "temperature",
                "avg_logprob",
                "compression_ratio",
                "no_speech_prob",
            }
        else:
            funasr += 1
            (doc,) = data
            assert doc["text"] == "".join(s["text"] for s in doc["sentence_info"])
            assert doc["timestamp"] == [t for s in doc["sentence_info"] for t in s["timestamp"]]
            assert {"text", "start", "end", "timestamp", "spk"} == set(doc["sentence_info"][0])
    assert (whisper, funasr) == (2, 2)


def test_jsonl_holds_two_documents():
    (path,) = [p for p in FILES if p.suffix == ".jsonl"]
    docs = [json.loads(x) for x in path.read_text("utf-8").splitlines()]
    assert len(docs) == 2
    for doc in docs:
        for field in (
            "id",
            "merchant",
            "streamer",
            "provider",
            "category",
            "occurred_at",
            "products",
            "evidence",
        ):
            assert doc[field], field


def test_readme_names_every_file_once_with_known_words():
    rows = [
        [c.strip() for c in x.strip().strip("|").split("|")]
        for x in (HERE / "README.md").read_text("utf-8").splitlines()
        if x.startswith("| `")
    ]
    assert {r[0].split("`")[1] for r in rows} == {p.name for p in FILES}
    assert {r[2] for r in rows} == CATEGORIES
    for row in rows:
        assert set(re.findall(r"`([a-z-]+)`", row[4])) <= FAMILIES, row[0]
