"""The workbook face: a sheet with a row a finding and a sheet with a row a document. Text cells only, no formulas."""

from __future__ import annotations

from typing import Any, TextIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill

from governance.model import Finding, Lang, Scan
from governance.report.cells import fit
from governance.report.words import article, clock, word

_FILL = {
    "violation": "F8D7DA", "needs-evidence": "FFF2CC", "advisory": "DDEEF6",
    "block": "F8D7DA", "review": "FFF2CC", "notice": "DDEEF6", "pass": "E2F2E6",
}  # fmt: skip
_FINDINGS = {
    "id": 28, "time": 9, "status": 10, "severity": 8, "rule": 26, "quote": 36, "canonical": 24, "evasion": 12,
    "reason": 48, "suggestion": 48, "law": 24, "cleared_by": 18, "start": 8, "end": 8, "confidence": 10,
    "fingerprint": 24,
}  # fmt: skip
_DOCUMENTS = {"id": 28, "verdict": 12, "nose": 7, "category": 16, "findings": 9, "merchant": 20, "occurred_at": 26,
              "source": 36, "rulebook": 24}  # fmt: skip
_ROWS = 1_000_000  # a sheet takes 1,048,576


class XlsxFace:
    """Written as it grows, to temporary files, so that memory stays flat; saved at the end."""

    def __init__(self, out: TextIO, lang: Lang, show_cleared: bool) -> None:
        self.out = out
        self.lang = lang
        self.show_cleared = show_cleared
        self.book = Workbook(write_only=True)
        self.documents = _Table(self.book, "documents", _DOCUMENTS)
        self.findings = _Table(self.book, "findings", _FINDINGS)

    def add(self, scan: Scan) -> None:
        """Write one document's rows."""
        document = scan.document
        self.documents.row(
            [document.id, word(scan.verdict, self.lang), scan.nose, scan.category, len(scan.findings),
             document.merchant, document.occurred_at, document.source, scan.rulebook.digest],
            scan.verdict,
        )  # fmt: skip
        for finding in (*scan.findings, *(scan.cleared if self.show_cleared else ())):
            self.findings.row(self._finding(scan, finding), "pass" if finding.cleared_by else finding.status)

    def _finding(self, scan: Scan, one: Finding) -> list[str | int | float | None]:
        return [
            scan.document.id, clock(one.start_ms), word(one.status, self.lang), word(one.severity, self.lang), one.rule,
            one.quote, one.canonical, one.evasion, one.reason, one.suggestion,
            "; ".join(article(ref) for ref in one.law), one.cleared_by, one.start, one.end, one.confidence,
            one.fingerprint,
        ]  # fmt: skip

    def close(self) -> None:
        """Save the workbook to the bytes under ``out``."""
        self.out.flush()
        self.book.save(self.out.buffer)


class _Table:
    """Rows under a frozen header; a full sheet is followed by another."""

    def __init__(self, book: Workbook, name: str, columns: dict[str, int]) -> None:
        self.book, self.name, self.columns = book, name, columns
        self.sheets = 0
        self._begin()

    def _begin(self) -> None:
        self.sheets += 1
        self.sheet: Any = self.book.create_sheet(self.name if self.sheets == 1 else f"{self.name} {self.sheets}")
        self.sheet.freeze_panes = "B2"
        for letter, width in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", self.columns.values(), strict=False):
            self.sheet.column_dimensions[letter].width = width
        self.left = _ROWS
        header = [self._cell(name) for name in self.columns]
        for cell in header:
            cell.font = Font(bold=True)
        self.sheet.append(header)

    def row(self, values: list[str | int | float | None], look: str) -> None:
        """Write one row, its first cell in the colour of ``look``."""
        if self.left == 0:
            self._begin()
        self.left -= 1
        cells = [self._cell(value) for value in values]
        cells[0].fill = PatternFill("solid", fgColor=_FILL[look])
        self.sheet.append(cells)

    def _cell(self, value: str | int | float | None) -> Any:
        cell = WriteOnlyCell(self.sheet, fit(value) if isinstance(value, str) else value)
        if isinstance(value, str):
            cell.data_type = "s"  # whatever it begins with, it is text and no formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        return cell
