"""Rows of a table file as text columns, with the line each came from: CSV, xlsx, JSON lines. Parquet has types of its
own."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
import polars as pl

from governance.errors import PinocchioError, Place, Problem
from governance.ingest.decode import detect
from governance.ingest.limits import HEAD_BYTES

FORMATS: dict[str, str] = {".csv": "csv", ".xlsx": "xlsx", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
MAX_BYTES = 1 << 30  # of CSV and JSON lines; more belongs in Parquet
MAX_XLSX_BYTES = 64 << 20
MAX_UNZIPPED_BYTES = 1 << 30
MAX_ROWS = 5_000_000
MAX_COLUMNS = 500
MAX_FIELD = 100_000  # characters
LINE = "_line"

_Row = tuple[int, dict[str, Any]]


def read_text_table(path: Path, problems: list[Problem]) -> pl.DataFrame:
    """All rows as text, with their line in :data:`LINE`; rows that are none go to ``problems``.

    Raises PinocchioError when the file as a whole cannot be read.
    """
    kind = FORMATS[path.suffix.lower()]
    limit = MAX_XLSX_BYTES if kind == "xlsx" else MAX_BYTES
    size = path.stat().st_size
    if size > limit:
        raise PinocchioError.of(f"larger than {limit >> 20} MB", str(path), "write it as Parquet")
    rows = {"csv": _csv, "xlsx": _xlsx, "jsonl": _jsonl}[kind](path, problems)
    lines: list[int] = []
    columns: dict[str, list[str | None]] = {}
    try:
        for line, row in rows:
            if len(lines) >= MAX_ROWS:
                raise PinocchioError.of(f"more than {MAX_ROWS} rows", str(path), "write it as Parquet")
            for name, value in row.items():
                if name not in columns:
                    if len(columns) >= MAX_COLUMNS:
                        raise PinocchioError.of(f"more than {MAX_COLUMNS} columns", Place(str(path), line),
                                                "split the table")  # fmt: skip
                    columns[name] = []
                values = columns[name]
                values.extend([None] * (len(lines) - len(values)))
                values.append(_text(value))
            lines.append(line)
    except (OSError, csv.Error, UnicodeDecodeError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise PinocchioError.of(
            f"cannot be read as {kind}: {error}", str(path), "check the file, or its name"
        ) from None
    for values in columns.values():
        values.extend([None] * (len(lines) - len(values)))
    columns.pop(LINE, None)
    frame = {name: pl.Series(name, values, dtype=pl.String) for name, values in columns.items()}
    return pl.DataFrame({LINE: pl.Series(LINE, lines, dtype=pl.Int64), **frame})


def _csv(path: Path, problems: list[Problem]) -> Iterator[_Row]:
    csv.field_size_limit(MAX_FIELD)
    with path.open("rb") as head_of:
        found = detect(head_of.read(HEAD_BYTES))
    with path.open(encoding="utf-8-sig" if found == "utf-8" else found, newline="") as stream:
        reader = csv.reader(stream)
        head = [name.strip() for name in next(reader, [])]
        _check_head(head, path)
        before = reader.line_num
        for row in reader:
            line, before = before + 1, reader.line_num
            if not row:
                continue
            if len(row) != len(head):
                problems.append(Problem(f"{len(row)} fields where the head has {len(head)}", Place(str(path), line),
                                        "quote commas in text"))  # fmt: skip
                continue
            yield line, dict(zip(head, row, strict=True))


def _check_head(head: list[str], path: Path) -> None:
    twice = sorted({name for name in head if name and head.count(name) > 1})
    if not head or not any(head):
        raise PinocchioError.of("no head row", Place(str(path), 1), "name the columns in the first line")
    if twice:
        raise PinocchioError.of(f"column {twice[0]!r} stands twice", Place(str(path), 1), "rename one")


def _jsonl(path: Path, problems: list[Problem]) -> Iterator[_Row]:
    decoder = msgspec.json.Decoder(dict[str, Any])
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                yield number, decoder.decode(line.removeprefix(b"\xef\xbb\xbf"))
            except (msgspec.DecodeError, RecursionError) as error:
                problems.append(Problem(f"no JSON object: {error}", Place(str(path), number), "write {…} on one line"))


def _xlsx(path: Path, problems: list[Problem]) -> Iterator[_Row]:
    from openpyxl import load_workbook

    with zipfile.ZipFile(path) as archive:
        if sum(one.file_size for one in archive.infolist()) > MAX_UNZIPPED_BYTES:
            raise PinocchioError.of("unpacks to more than 1 GB", str(path), "write it as Parquet")
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS)
        head = [_text(value) or "" for value in next(rows, ())]
        while head and not head[-1]:
            head.pop()
        _check_head(head, path)
        for number, values in enumerate(rows, 2):
            row = {name: value for name, value in zip(head, values, strict=False) if name}
            if any(value is not None for value in row.values()):
                yield number, row
    finally:
        book.close()


def _text(value: Any) -> str | None:
    """What a cell says, as text: whole numbers without a point, dates as ISO; empty is nothing."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip()
    if len(text) > MAX_FIELD:
        raise ValueError(f"a field of {len(text)} characters")
    return text.encode("utf-8", "replace").decode() or None
