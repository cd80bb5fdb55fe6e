"""Whatever comes in: one clear line, and the rest is read."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.errors import UsageError
from governance.ingest import FORMATS, limits, lines, read_documents

from .conftest import Read, read_all


def test_broken_json_in_line_17(read: Read) -> None:
    rows = [json.dumps({"text": f"好用{n}"}, ensure_ascii=False) for n in range(1, 31)]
    rows[16] = '{"text": "好用", oops}'
    documents, problems = read("a.jsonl", "\n".join(rows))
    assert len(documents) == 29
    assert len(problems) == 1
    assert (problems[0].place.line, problems[0].place.column) == (17, 16)
    assert documents[16].id == "a#18"
    assert documents[16].source.endswith("a.jsonl:18")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('{"text": "好", "x": NaN}', "好"),
        ('{"text": "好\\ud800"}', "好\ufffd"),
        ('{"text": "好\\u0000"}', "好\ufffd"),
        ('{"text": "好\t用"}', "好\t用"),
        ('{"text": "好", "n": 1e999}', "好"),
        ('{"text": "\\ud83d\\ude00"}', "😀"),
        ('{"text": "好", "n": 123456789012345678901234567890}', "好"),
    ],
)
def test_json_beyond_the_standard(read: Read, line: str, text: str) -> None:
    documents, problems = read("a.jsonl", '{"text": "一"}\n' + line)
    assert documents[1].text == text
    assert len(problems) == ("\ufffd" in text)
    json.dumps(documents[1].extra, allow_nan=False).encode()


def test_nesting(read: Read) -> None:
    deep = '{"text": "好", "x": ' + "[" * 200 + "]" * 200 + "}"
    documents, problems = read("a.jsonl", deep + "\n" + "[" * 100_000 + '\n{"text": "用"}')
    assert [document.text for document in documents] == ["好", "用"]
    assert len(problems) == 2
    assert "nested" in str(problems[0])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "big5"])
def test_jsonl_in_other_encodings(read: Read, encoding: str) -> None:
    rows = "\r\n".join(json.dumps({"text": f"面膜好用{n}"}, ensure_ascii=False) for n in range(3))
    documents, problems = read("a.jsonl", rows.encode(encoding))
    assert [document.text for document in documents] == ["面膜好用0", "面膜好用1", "面膜好用2"]
    assert not problems


@pytest.mark.parametrize("extension", ["txt", "jsonl", "csv", "srt"])
def test_overlong_line_is_left_out_and_the_rest_read(
    read: Read, monkeypatch: pytest.MonkeyPatch, extension: str
) -> None:
    monkeypatch.setattr(lines.raw_lines, "__defaults__", (200,))
    monkeypatch.setattr(lines, "CHUNK_BYTES", 64)
    good = {
        "txt": "好用",
        "jsonl": '{"text":"好用"}',
        "csv": "好用",
        "srt": "00:00:01,000 --> 00:00:02,000\n好用",
    }
    start = "文案\n" if extension == "csv" else ""
    documents, problems = read(f"a.{extension}", f"{start}{good[extension]}\n{'长' * 300}\n\n{good[extension]}\n")
    assert "".join(document.text for document in documents).count("好用") == 2
    assert len(problems) == 1
    assert f"longer than {limits.MAX_LINE_BYTES >> 20} MB" in str(problems[0])


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.txt", b"\xef\xbb\xbf \n", "empty"),
        ("a.jsonl", gzip.compress(b'{"text": "x"}', mtime=0)[:-4], "gzip"),
        ("a.srt", bytes(range(256)), "binary"),
        ("a.srt", b"WEBVTT\n\n", "no words"),
        ("a.json", b'{"text": "\xe5\xa5', "broken JSON"),
        ("a.json", b'{"segments": [', "broken JSON"),
        ("a.csv", "标题\n".encode(), "no rows"),
    ],
)
def test_nothing_readable_is_told(read: Read, name: str, data: bytes, said: str) -> None:
    documents, problems = read(name, data)
    assert not documents
    assert said in " ".join(map(str, problems))


def test_the_rest_of_a_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text("好用")
    documents, problems = read_all(str(tmp_path), str(tmp_path / "c.txt"))
    assert [document.id for document in documents] == ["b"]
    assert len(problems) == 2


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("好用")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    assert "no permission" in str(read_all(str(tmp_path))[1][0])


def test_standard_input_and_forced_format() -> None:
    (document,), problems = read_all("-", stdin=io.BytesIO("家人们这款面膜全网最低价".encode()))
    assert (document.id, document.text, document.source) == ("stdin", "家人们这款面膜全网最低价", "<stdin>")
    assert not problems
    documents, _ = read_all("-", stdin=io.BytesIO(b'{"text": "x"}'), from_format="txt")
    assert documents[0].text == '{"text": "x"}'


def test_unknown_format_is_refused_at_once() -> None:
    with pytest.raises(UsageError, match="did you mean 'jsonl'"):
        read_documents(["-"], from_format="jsonll")


def test_names_are_told_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "live.txt").write_text("好用")
    assert [document.id for document in read_all(str(tmp_path))[0]] == ["a/live.txt", "b/live.txt"]


def test_documents_come_one_at_a_time(tmp_path: Path) -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1, /) -> bytes:
            return '{"text": "好用"}\n'.encode() * 100

    documents = read_documents(["-"], stdin=Endless(), from_format="jsonl")  # type: ignore[arg-type]
    assert [next(documents) for _ in range(3)]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([*FORMATS, None]),
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
def test_any_bytes_in_any_format(name: str | None, data: bytes) -> None:
    documents, problems = read_all("-", stdin=io.BytesIO(data), from_format=name)
    assert documents or problems
    for document in documents:
        assert document.text.strip()
        document.text.encode()
        if document.utterances:
            assert document.text == "\n".join(utterance.text for utterance in document.utterances)
    assert all("\n" not in str(problem) for problem in problems)
