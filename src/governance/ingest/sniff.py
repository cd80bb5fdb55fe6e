"""Which format some bytes have: the content decides where it is plain, the extension elsewhere."""

from __future__ import annotations

import csv
import re
from pathlib import PurePath

from governance.ingest.columns import is_header
from governance.ingest.decode import detect

FORMATS: tuple[str, ...] = ("txt", "md", "srt", "vtt", "ass", "lrc", "json", "jsonl", "csv", "xlsx", "parquet")
"""What ``--from`` takes."""

EXTENSIONS: dict[str, str] = {
    **{name: name for name in FORMATS},
    "text": "txt", "markdown": "md", "ssa": "ass", "ndjson": "jsonl", "jsonlines": "jsonl",
    "tsv": "csv", "xlsm": "xlsx", "pq": "parquet",
}  # fmt: skip
"""File extensions, small letters and no dot, and the format they promise."""

_BINARY = (None, "xlsx", "parquet")
_MAGIC: tuple[tuple[bytes, int, str], ...] = (
    (b"\x1f\x8b", 0, "gzip"), (b"\x28\xb5\x2f\xfd", 0, "zstd"), (b"BZh", 0, "bzip2"),
    (b"\xfd7zXZ\x00", 0, "xz"), (b"7z\xbc\xaf\x27\x1c", 0, "7z"), (b"Rar!", 0, "rar"),
    (b"\xd0\xcf\x11\xe0", 0, "old or encrypted Office"), (b"%PDF", 0, "PDF"), (b"\x89PNG", 0, "PNG"),
    (b"\xff\xd8\xff", 0, "JPEG"), (b"GIF8", 0, "GIF"), (b"RIFF", 0, "WAV, AVI or WebP"),
    (b"ftyp", 4, "MP4"), (b"ID3", 0, "MP3"), (b"OggS", 0, "Ogg"), (b"FLV\x01", 0, "FLV"),
    (b"fLaC", 0, "FLAC"), (b"\x1aE\xdf\xa3", 0, "Matroska or WebM"), (b"\x7fELF", 0, "ELF program"),
    (b"SQLite format 3", 0, "SQLite"), (b"PAR1", 0, "Parquet"),
)  # fmt: skip
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1b"}) + b"\x7f"

_SRT_TIME = re.compile(r"^\s*\d{1,3}:\d\d:\d\d[,.]\d{1,3}\s*-->", re.M)
_ASS = re.compile(r"^\s*\[(?:Script Info|Events)\]|^Dialogue:.*\d:\d\d:\d\d\.\d\d,", re.M | re.I)
_LRC = re.compile(r"^\s*\[\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?\]")
# "[00:12] 大家好" and "[主播] 大家好" are talk; arrays worth reading hold objects or rows of numbers.
_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*(?:[{\]]|\[\s*\d))')
_JSON_LINE = re.compile(r"^\{.*\}[ \t\r]*$", re.M)


def binary(head: bytes) -> str | None:
    """Say what kind of binary file this is, or None when it is text (or an xlsx)."""
    for magic, offset, name in _MAGIC:
        if head.startswith(magic, offset):
            return name
    if head.startswith(b"PK\x03\x04") or detect(head).startswith(("utf-16", "utf-32")):
        return None
    controls = len(head) - len(head.translate(None, _CONTROLS))
    # A stray NUL is damage we mend; one byte in twenty is not text.
    return "unknown" if controls > max(1, len(head) // 20) else None


def sniff(head: bytes, name: str = "") -> str:
    """Return the format of a file that starts with ``head``; the name may be empty (standard input)."""
    promised = EXTENSIONS.get(PurePath(name).suffix.lower().removeprefix("."))
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    text = head.decode(detect(head), "replace").lstrip("\ufeff")
    return _by_content(text, promised) or (promised if promised not in _BINARY else None) or "txt"


def _by_content(text: str, promised: str | None) -> str | None:
    if promised in ("csv", "md"):
        return None  # cells and examples may hold anything
    if text.lstrip().startswith("WEBVTT"):
        return "vtt"
    if _ASS.search(text):
        return "ass"
    if _JSON.match(text):
        return _json_kind(text, promised)
    if _SRT_TIME.search(text):
        return promised if promised in ("srt", "vtt") else "srt"
    lines = [line for line in text.splitlines() if line.strip()]
    if sum(1 for line in lines if _LRC.match(line)) * 2 > len(lines):
        return "lrc"
    return "csv" if promised in _BINARY and _is_table(lines) else None


def _json_kind(text: str, promised: str | None) -> str:
    """Tell one JSON value over many lines from a value a line, also when the first line is broken."""
    if promised == "jsonl":
        first = text.lstrip().split("\n", 1)[0].strip()
        return "json" if first in ("{", "[") else "jsonl"
    return "jsonl" if len(_JSON_LINE.findall(text)) > 1 else "json"


def _is_table(lines: list[str]) -> bool:
    """A first row of known column names, at least two, with rows below."""
    if len(lines) < 2:
        return False
    for delimiter in ",\t;|":  # not the Chinese comma: that is a sentence
        cells = next(csv.reader([lines[0]], delimiter=delimiter), [])
        if len(cells) > 1 and is_header(cells):
            return True
    return False
