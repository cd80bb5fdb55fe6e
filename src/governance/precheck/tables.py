"""Tables to records: one sheet a row, with evidence, prices paid and gifts on sheets of their own (xlsx) or as JSON."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from governance.errors import Place, Problem, RulebookError
from governance.ingest.decode import detect
from governance.ingest.jsontext import JsonError, decode_json
from governance.precheck.columns import field_of
from governance.precheck.workbook import open_values

MAX_ROWS = 20_000  # sheets of one table; a larger one is an export, not a promotion
MAX_HEADER = 10
ASIDE = {"evidence": "证据", "history": "价格记录", "gifts": "赠品", "draws": "抽奖"}
"""Parts of a sheet that have a worksheet of their own in the template, and its name."""
_WORDS = ("title", "selling_points", "detail", "script")
_Row = Sequence[Any]


def csv_records(path: Path, data: bytes) -> Iterator[tuple[str, int, Any]]:
    """The rows of a csv in any encoding the rest of pinocchio reads."""
    text = data.decode(detect(data[: 64 << 10]), "replace").lstrip("﻿")
    csv.field_size_limit(1 << 22)
    try:
        yield from _rows(path, list(csv.reader(io.StringIO(text))), {})
    except csv.Error as error:
        raise RulebookError(Problem(f"no csv ({error})", Place(str(path)), "mend its quotes")) from None


def xlsx_records(path: Path, data: bytes) -> Iterator[tuple[str, int, Any]]:
    """The rows of the first worksheet that has words; formulas give their stored values, macros are not looked at."""
    book, formulas = open_values(path, data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheets = {sheet.title: sheet for sheet in book.worksheets if sheet.sheet_state == "visible"}
        aside: dict[str, dict[str, list[dict[str, Any]]]] = {}
        for field, name in ASIDE.items():
            sheet = sheets.pop(name, None) or sheets.pop(field, None)
            if sheet is not None:
                aside[field] = _aside(_values(sheet))
        main = next(iter(sheets.values()), None)
        rows = _values(main) if main is not None else []
    for cell in formulas:
        yield path.stem, cell[1], Problem(f"a formula without a stored value in {cell[0]}", Place(str(path), cell[1]),
                                          "open the file in a spreadsheet program and save it again")  # fmt: skip
    yield from _rows(path, rows, aside)


def _values(sheet: Any) -> list[_Row]:
    rows: list[_Row] = []
    for row in sheet.iter_rows(values_only=True, max_col=100):
        rows.append(row)
        if len(rows) > MAX_ROWS + MAX_HEADER:
            break
    return rows


def _aside(rows: list[_Row]) -> dict[str, list[dict[str, Any]]]:
    """Objects by the id in their first column; the headings are the fields' names, ``type（类型）`` is ``type``."""
    out: dict[str, list[dict[str, Any]]] = {}
    if not rows:
        return out
    heads = [str(cell or "").split("（")[0].split("(")[0].strip() for cell in rows[0]]
    for row in rows[1:]:
        values = {
            head: _plain(cell)
            for head, cell in zip(heads[1:], row[1:], strict=False)
            if head and cell not in (None, "")
        }
        if row and row[0] is not None and values:
            out.setdefault(str(_plain(row[0])).strip(), []).append(values)
    return out


def _plain(cell: Any) -> Any:
    """Dates as ISO text, whole floats as integers: what YAML would have given."""
    if hasattr(cell, "isoformat"):
        return cell.isoformat()[:10]
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _rows(path: Path, rows: list[_Row], aside: dict[str, Any]) -> Iterator[tuple[str, int, Any]]:
    header = next(
        (i for i, row in enumerate(rows[:MAX_HEADER]) if any(field_of(str(cell)) in _WORDS for cell in row if cell)),
        None,
    )
    if header is None:
        heads = ", ".join(str(cell)[:20] for cell in (rows[0] if rows else ()) if cell not in (None, ""))
        raise RulebookError(
            Problem(
                f"no heading of a text among: {heads[:200] or 'nothing'}",
                Place(str(path), 1),
                "name one title (标题), selling_points (卖点), detail (详情) or script (口播)",
            )
        )
    names = [str(cell).strip() if cell is not None else "" for cell in rows[header]]
    if len(rows) - header - 1 > MAX_ROWS:
        yield (
            path.stem,
            0,
            Problem(f"more than {MAX_ROWS} rows", Place(str(path)), "split the file; the first were read"),
        )
    for number, row in enumerate(rows[header + 1 : header + 1 + MAX_ROWS], header + 2):
        record = {name: _cell(cell) for name, cell in zip(names, row, strict=False) if name and cell not in (None, "")}
        if not record:
            continue
        key = next((str(value).strip() for name, value in record.items() if field_of(name) == "id"), "")
        for field, by_id in aside.items():
            if key in by_id:
                record[field] = by_id[key]
        yield f"{path.stem}#{number}", number, record


def _cell(cell: Any) -> Any:
    """JSON in a cell is read; everything else stays as the cell holds it."""
    if isinstance(cell, str) and cell.lstrip()[:1] in ("[", "{"):
        try:
            return decode_json(cell, set())
        except JsonError:
            return cell
    return _plain(cell)
