"""Open an xlsx that anybody may have made: bounded, never computed, its formulas found."""

from __future__ import annotations

import io
import warnings
import zipfile
from pathlib import Path
from typing import Any

from governance.errors import RulebookError

MAX_UNZIPPED = 256 << 20
MAX_LISTED = 20
_MEND = "save it again as .xlsx, without password, or as csv"


def open_values(path: Path, data: bytes) -> tuple[Any, list[tuple[str, int]]]:
    """The workbook with stored values, and ``(cell, row)`` of formulas without one. Raises RulebookError."""
    name = str(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > MAX_UNZIPPED:
                raise RulebookError.of(f"unpacks to more than {MAX_UNZIPPED >> 20} MB", name, "split the file")
            if "xl/workbook.xml" not in {info.filename for info in infos}:
                raise RulebookError.of("a zip archive, no xlsx", name, _MEND)
            formulas = any(b"<f>" in archive.read(i) or b"<f " in archive.read(i) for i in infos
                           if i.filename.startswith("xl/worksheets/") and i.filename.endswith(".xml"))  # fmt: skip
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, RuntimeError) as error:
        raise RulebookError.of(f"no xlsx, or an encrypted or broken one ({error})", name, _MEND) from None
    from openpyxl import load_workbook  # heavy, and most sheets are YAML

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            unstored = _unstored(book, load_workbook(io.BytesIO(data), read_only=True)) if formulas else []
            return book, unstored
    except Exception as error:  # openpyxl lets out whatever zip, XML or its own classes throw
        raise RulebookError.of(f"no readable xlsx ({type(error).__name__})", name, _MEND) from None


def _unstored(values: Any, sources: Any) -> list[tuple[str, int]]:
    out: list[tuple[str, int]] = []
    for sheet in values.worksheets:
        pairs = zip(sheet.iter_rows(values_only=True), sources[sheet.title].iter_rows(), strict=False)
        for row, (cells, written) in enumerate(pairs, 1):
            for value, cell in zip(cells, written, strict=False):
                if value is None and getattr(cell, "data_type", "") == "f":
                    out.append((f"{sheet.title}!{cell.coordinate}", row))
                    if len(out) >= MAX_LISTED:
                        return out
    return out
