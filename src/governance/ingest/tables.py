"""Rows of a sheet to documents: finds the header, knows the columns, one claim a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from typing import Any

from governance.errors import Problem
from governance.ingest.columns import TEXT_FIELDS, field_of, is_header
from governance.ingest.jsontext import JsonError, decode_json
from governance.ingest.limits import MAX_HEADER_ROWS, MAX_LISTED
from governance.ingest.notes import Notes
from governance.ingest.origin import Origin
from governance.ingest.purify import printable
from governance.ingest.records import RecordReader
from governance.model import Document

Row = tuple[int, Sequence[Any]]
"""The row's number (from 1) and its cells: strings, numbers, dates or None."""

_NESTED = ("evidence", "products", "utterances")


def cell_text(value: Any) -> str:
    """Write a cell the way a person reads it; 3.0 is 3, a date is ISO."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return printable(str(value)).strip()


def read_table(rows: Iterable[Row], origin: Origin, sheet: str = "") -> Iterator[Document | Problem]:
    """Yield a document of kind ``copy`` for each row below the header.

    Text columns are joined by line feeds; columns without a meaning of their own go to ``extra``. Without
    a text column in the first rows there is one problem that lists the columns found. ``sheet`` enters
    the ids of sheets after the first.
    """
    remaining = iter(rows)
    top = list(islice(remaining, MAX_HEADER_ROWS))
    found = find_header([cells for _, cells in top])
    if found is None:
        yield _no_header(top, origin)
        return
    table = _Table([cell_text(cell) for cell in top[found][1]], origin, sheet)
    filled = False
    for number, cells in chain(top[found + 1 :], remaining):
        if any(cell_text(cell) for cell in cells):
            filled = True
            yield from table.read(number, cells)
    if not filled:
        yield origin.problem("no rows below the header", "is this the right file?")
    yield from table.notes.problems()


def find_header(rows: Iterable[Sequence[Any]]) -> int | None:
    """Return the index of the first row that names columns, one of them of text."""
    for index, cells in enumerate(rows):
        if is_header([cell_text(cell) for cell in cells]):
            return index
    return None


def _no_header(top: list[Row], origin: Origin) -> Problem:
    cells = next((cells for _, cells in top if any(cell_text(cell) for cell in cells)), ())
    names = [cell_text(cell)[:30] for cell in cells if cell_text(cell)][:MAX_LISTED]
    if not names:
        return origin.problem("an empty table", "is this the right file?")
    what = f"no text column among: {', '.join(names)}"
    return origin.problem(what, "name one of them text (文案), title (标题) or selling_points (卖点)")


class _Table:
    def __init__(self, header: list[str], origin: Origin, sheet: str) -> None:
        self.origin = origin
        self.sheet = sheet
        self.notes = Notes(origin)
        self.reader = RecordReader(origin, "copy")
        self.texts: list[int] = []
        self.fields: dict[str, int] = {}
        self.extras: dict[int, str] = {}
        for index, name in enumerate(header):
            field = field_of(name)
            if field in TEXT_FIELDS:
                self.texts.append(index)
            elif field and field not in self.fields:
                self.fields[field] = index
            elif name:
                taken = name in self.extras.values()
                self.extras[index] = f"{name} ({index + 1})" if taken else name

    def read(self, number: int, cells: Sequence[Any]) -> Iterator[Document | Problem]:
        width = len(cells)
        texts = [cell_text(cells[index]) for index in self.texts if index < width]
        record: dict[str, Any] = {"text": "\n".join(text for text in texts if text)}
        for field, index in self.fields.items():
            if index < width and (text := cell_text(cells[index])):
                record[field] = self._nested(text, number) if field in _NESTED else text
        if not record["text"] and not record.get("utterances"):
            self.notes.add("no text in the row, left out", number, "fill a text column or remove the row")
            return
        extra = {name: _plain(cells[i]) for i, name in self.extras.items() if i < width}
        extra = {name: value for name, value in extra.items() if value not in (None, "")}
        surplus = [text for cell in cells[max((*self.texts, *self.fields.values(), *self.extras)) + 1 :]
                   if (text := cell_text(cell))]  # fmt: skip
        if surplus:
            extra["unnamed"] = surplus
        name = self.origin.named(number)
        yield from self.reader.read(record, name if not self.sheet else f"{name}@{self.sheet}", number, extra)

    def _nested(self, text: str, number: int) -> Any:
        """Evidence, products and utterances may be JSON in a cell; other text is a note."""
        if text[0] not in "[{":
            return text
        seen: set[str] = set()
        try:
            value = decode_json(text, seen)
        except JsonError:
            return text
        for what in sorted(seen):
            self.notes.add(what, number)
        return value


def _plain(value: Any) -> Any:
    """Keep numbers as numbers in ``extra``; what JSON cannot write becomes text."""
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, timedelta):
        return str(value)
    return cell_text(value)
