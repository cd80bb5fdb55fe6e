"""What archives are kept in: gzip, zstd, Parquet, and places named by URL."""

from __future__ import annotations

import gzip
import io
import json
from datetime import datetime
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from governance.errors import Problem
from governance.ingest import read_documents
from governance.ingest.lines import Readable
from governance.ingest.packed import DamagedError, unpacked
from governance.model import Document

LINES = "".join(json.dumps({"id": f"d{n}", "text": f"第{n}场，好用"}, ensure_ascii=False) + "\n" for n in range(900))


def read_all(*sources: str) -> tuple[list[Document], list[Problem]]:
    items = list(read_documents(sources))
    return [i for i in items if isinstance(i, Document)], [i for i in items if isinstance(i, Problem)]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_packed_lines_are_read_as_plain_ones(tmp_path: Path, suffix: str) -> None:
    pack = gzip.compress if suffix == ".gz" else zstandard.compress
    (tmp_path / f"a.jsonl{suffix}").write_bytes(pack(LINES.encode()))
    (tmp_path / f"b.txt{suffix}").write_bytes(pack("今天这款面膜好用".encode()))
    (tmp_path / f"c.bin{suffix}").write_bytes(pack(b"1"))
    documents, problems = read_all(str(tmp_path))
    assert not problems
    assert [d.id for d in documents] == [*(f"d{n}" for n in range(900)), "b"]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_what_stands_before_damage_is_read(tmp_path: Path, suffix: str) -> None:
    pack = gzip.compress if suffix == ".gz" else zstandard.compress
    whole = pack("".join(LINES.replace("d", f"d{n}-") for n in range(120)).encode())
    (tmp_path / f"a.jsonl{suffix}").write_bytes(whole[: len(whole) * 3 // 4])
    documents, problems = read_all(str(tmp_path))
    assert len(problems) == 1
    assert "damaged or cut short" in str(problems[0])
    # zstd unpacks in blocks of 128 KB, so that less of a small file can be saved.
    assert len(documents) > 900


def test_packed_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(gzip.compress("好".encode())))
    documents, problems = read_all(str(tmp_path))
    assert not documents
    assert "unpack it first" in str(problems[0])


@given(st.lists(st.binary(max_size=4000), max_size=5), st.sampled_from(["gzip", "zstd"]), st.integers(1, 5000))
def test_any_frames_unpack_to_what_was_packed(parts: list[bytes], kind: str, size: int) -> None:
    pack = gzip.compress if kind == "gzip" else zstandard.compress
    stream = unpacked(io.BytesIO(b"".join(map(pack, parts))), kind)
    out = b""
    while data := stream.read(size):
        assert len(data) <= size
        out += data
    assert out == b"".join(parts)


def drain(stream: Readable) -> None:
    while stream.read(100):
        pass


@given(st.binary(min_size=1, max_size=400), st.sampled_from(["gzip", "zstd"]), st.data())
def test_a_cut_stream_never_ends_quietly(content: bytes, kind: str, data: st.DataObject) -> None:
    packed = (gzip.compress if kind == "gzip" else zstandard.compress)(content)
    stream = unpacked(io.BytesIO(packed[: data.draw(st.integers(1, len(packed) - 1))]), kind)
    with pytest.raises(DamagedError):
        drain(stream)


def table(path: Path, **columns: list[object]) -> None:
    pq.write_table(pa.table(columns), path)


def test_parquet_rows_are_document_objects(tmp_path: Path) -> None:
    table(
        tmp_path / "a.parquet",
        id=["x", None], text=["今天好用", "明天也好"], merchant=["M1", None], room=[7, 8],
        occurred_at=[datetime(2026, 6, 1, 20, 0), None],
        evidence=['[{"type": "patent", "number": "ZL1"}]', "{broken"],
    )  # fmt: skip
    table(tmp_path / "b.parquet", utterances=[[{"text": "你好", "start_ms": 0, "end_ms": 900}]])
    documents, problems = read_all(str(tmp_path))
    assert [(d.id, d.text) for d in documents] == [("x", "今天好用"), ("a#2", "明天也好"), ("b#1", "你好")]
    assert documents[0].merchant == "M1"
    assert documents[0].occurred_at == "2026-06-01T20:00:00"
    assert documents[0].evidence == ({"type": "patent", "number": "ZL1"},)
    assert documents[0].extra == {"room": 7}
    assert documents[2].utterances[0].end_ms == 900
    assert [str(p).split("a.parquet:")[1] for p in problems] == [
        "2: evidence: broken JSON: Expecting property name enclosed in double quotes; write JSON, or a list"
    ]


def test_parquet_that_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    table(tmp_path / "a.parquet", title=["好"])
    table(tmp_path / "b.parquet", text=["好" * 1000])
    whole = (tmp_path / "b.parquet").read_bytes()
    (tmp_path / "b.parquet").write_bytes(whole[:-20])
    table(tmp_path / "c.parquet", text=["好"])
    documents, problems = read_all(str(tmp_path))
    assert [d.id for d in documents] == ["c#1"]
    assert "no column `text` or `utterances` (columns: title)" in str(problems[0])
    assert "damaged Parquet" in str(problems[1])
    assert len(problems) == 2


def test_urls_are_listed_and_read(tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe("/archive/a.jsonl.gz", gzip.compress(LINES.encode()))
    memory.pipe("/archive/b.txt", "好用".encode())
    memory.pipe("/archive/photo.png", b"x")
    try:
        documents, problems = read_all("memory://archive/", "memory://archive/b.txt")
        assert not problems
        assert len(documents) == 901
        assert documents[-1].source == "memory:///archive/b.txt"
    finally:
        memory.rm("/archive", recursive=True)
    _, problems = read_all("memory://nothing/*.txt", "gopher://x/y", "file:///no/such.txt")
    assert len(problems) == 3


def test_passwords_in_urls_are_not_shown() -> None:
    _, problems = read_all("nosuch://user:secret@host/x")
    assert "secret" not in str(problems[0])
