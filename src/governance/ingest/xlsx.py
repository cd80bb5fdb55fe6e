"""xlsx to rows, by openpyxl in its streaming mode. Formulas are never computed: their stored values count."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from msgspec.structs import replace

from governance.errors import Problem
from governance.ingest.limits import MAX_HEADER_ROWS, MAX_LISTED, MAX_UNZIPPED_BYTES, MAX_WHOLE_BYTES
from governance.ingest.lines import Readable, read_head
from governance.ingest.notes import Notes
from governance.ingest.origin import Origin
from governance.ingest.tables import Row, find_header, read_table
from governance.model import Document

_MEND = "save it again as .xlsx, without password, or as csv"


def read_xlsx(stream: Readable, origin: Origin) -> Iterator[Document | Problem]:
    """Yield the documents of all visible sheets that have a text column, a row at a time."""
    data = read_head(stream, MAX_WHOLE_BYTES + 1)
    complaint = _complaint(data)
    if complaint:
        yield origin.problem(complaint, _MEND)
        return
    from openpyxl import load_workbook  # heavy, and most runs see no xlsx

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "no default style", "unknown extension": nothing of ours
            values = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            formulas = load_workbook(io.BytesIO(data), read_only=True) if _has_formulas(data) else None
            yield from _sheets(values, formulas, origin)
    except Exception as error:  # openpyxl lets out whatever zip, XML or its own classes throw
        yield origin.problem(f"no readable xlsx ({type(error).__name__}: {error})", _MEND)


def _sheets(values: Any, formulas: Any, origin: Origin) -> Iterator[Document | Problem]:
    refused: list[Problem] = []
    read = 0
    for sheet in values.worksheets:
        if sheet.sheet_state != "visible":
            continue
        where = origin if sheet is values.worksheets[0] else replace(origin, file=f"{origin.file}[{sheet.title}]")
        notes = Notes(where)
        rows = _rows(sheet, formulas[sheet.title] if formulas else None, notes)
        top = list(islice(rows, MAX_HEADER_ROWS))
        name = "" if sheet is values.worksheets[0] else sheet.title
        table = read_table(chain(top, rows), where, name)
        if find_header([cells for _, cells in top]) is None:
            refused += [item for item in table if isinstance(item, Problem)]
            continue
        read += 1
        yield from table
        yield from notes.problems()
    if not read:  # otherwise a sheet without text is a note to the reader
        yield from refused[:1] or [origin.problem("no visible sheet", _MEND)]


def _rows(sheet: Any, formulas: Any, notes: Notes) -> Iterator[Row]:
    sheet.reset_dimensions()  # some writers declare A1 only
    if formulas is None:
        yield from enumerate(sheet.iter_rows(values_only=True), 1)
        return
    formulas.reset_dimensions()
    pairs = zip(sheet.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=False)
    for number, (cells, sources) in enumerate(pairs, 1):
        for value, source in zip(cells, sources, strict=False):
            if value is None and _is_formula(source):
                notes.add("formula without a stored value", number, "open the sheet in Excel, save it again")
        yield number, cells


def _is_formula(source: Any) -> bool:
    return (isinstance(source, str) and source.startswith("=")) or type(source).__name__.endswith("Formula")


def _complaint(data: bytes) -> str:
    """Say why these bytes are not to be given to openpyxl, or nothing."""
    if len(data) > MAX_WHOLE_BYTES:
        return f"xlsx of more than {MAX_WHOLE_BYTES >> 20} MB"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        return f"no xlsx, or a truncated one ({error})"
    names = [info.filename for info in infos]
    if "xl/workbook.xml" not in names:
        return f"a zip archive, no xlsx (it holds {', '.join(names[:MAX_LISTED]) or 'nothing'})"
    if sum(info.file_size for info in infos) > MAX_UNZIPPED_BYTES:
        return f"xlsx that unpacks to more than {MAX_UNZIPPED_BYTES >> 20} MB"
    return ""


def _has_formulas(data: bytes) -> bool:
    """Look for formula elements, so that only sheets with formulas are read twice."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with archive.open(name) as sheet:
                    tail = b""
                    while chunk := sheet.read(1 << 20):
                        if b"<f>" in tail + chunk or b"<f " in tail + chunk:
                            return True
                        tail = chunk[-2:]
    return False
