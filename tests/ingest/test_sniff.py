from __future__ import annotations

import pytest

from governance.ingest.sniff import binary, sniff

CUE = "1\n00:00:01,000 --> 00:00:02,000\n家人们好\n"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.txt", "家人们好", "txt"),
        ("a.txt", CUE, "srt"),
        ("a.srt", CUE, "srt"),
        ("", CUE, "srt"),
        ("a.txt", "WEBVTT\n\n00:01.000 --> 00:02.000\n好", "vtt"),
        ("a.srt", "WEBVTT\n\n", "vtt"),
        ("a.txt", "[Script Info]\nTitle: x", "ass"),
        ("a.txt", "[00:01.00]家人们\n[00:02.00]好", "lrc"),
        ("a.txt", '{"text": "好"}', "json"),
        ("a.json", '{"text": "好"}\n{"text": "用"}\n', "jsonl"),
        ("a.jsonl", '{"text": "好"}', "jsonl"),
        ("a.jsonl", '{"text": \n{"text": "用"}', "jsonl"),
        ("a.jsonl", '{\n  "text": "好"\n}', "json"),
        ("", '[{"text": "好"}]', "json"),
        ("a.json", "坏", "json"),
        ("", "[主播]家人们好", "txt"),
        ("", "【00:12】家人们好", "txt"),
        ("", "{好}家人们", "txt"),
        ("", "标题,文案\n面膜,好用", "csv"),
        ("", "标题，文案都写好了\n家人们好", "txt"),
        ("a.tsv", "x\ty", "csv"),
        ("a.md", CUE, "md"),
        ("a.SRT", "没有时间", "srt"),
        ("a.log", "家人们好", "txt"),
        ("", "", "txt"),
    ],
)
def test_format(name: str, text: str, expected: str) -> None:
    assert sniff(text.encode(), name) == expected


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "gb18030", "utf-8-sig"])
def test_format_in_other_encodings(encoding: str) -> None:
    assert sniff(CUE.encode(encoding), "a.txt") == "srt"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x1f\x8b\x08\x00abc", "gzip"),
        (b"\x89PNG\r\n", "PNG"),
        (b"\0\0\0\x18ftypmp42", "MP4"),
        (bytes(range(256)) * 4, "unknown"),
        (bytes(1000), "unknown"),
        ("好\0用".encode(), None),
        (b"PK\x03\x04", None),
        ("家人们".encode("utf-16-le"), None),
        ("家人们".encode("gbk"), None),
        (b"a\x1b[31mb", None),
    ],
)
def test_binary(data: bytes, kind: str | None) -> None:
    assert binary(data) == kind
