"""The review as a workbook: the words of every sheet in cells, what was found as comments on them. No formulas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from governance.errors import PinocchioError
from governance.model import Lang
from governance.report.cells import fit
from governance.report.conditions import admission_lines
from governance.report.precheck import law_of, say

_FILL = {"pass": "E2F2E6", "condition": "DDEEF6", "hold": "FFF2CC", "refuse": "F8D7DA"}
_MAX_COMMENT = 2_000
_WORST = ("pass", "condition", "hold", "refuse")


class PrecheckXlsx:
    """One row a part of a sheet; a part with findings is coloured and commented."""

    def __init__(self, path: Path, lang: Lang) -> None:
        self.path = path
        self.lang = lang
        self.book = Workbook(write_only=True)
        self.sheet = self.book.create_sheet("precheck")
        self.sheet.column_dimensions["A"].width = 24
        self.sheet.column_dimensions["D"].width = 90
        self.sheet.append([self._cell(name, bold=True) for name in ("id", "gate", "part", "words")])

    def _cell(self, value: str, bold: bool = False) -> Any:
        cell = WriteOnlyCell(self.sheet, fit(value))
        cell.data_type = "s"  # whatever it begins with, it is text and no formula
        if bold:
            cell.font = Font(bold=True)
        return cell

    def add(self, record: dict[str, Any]) -> None:
        """Write the rows of one sheet, and one for everything that is about no words of it."""
        by_part: dict[str, list[dict[str, Any]]] = {}
        for item in record["items"]:
            if item["outcome"] != "supported":
                by_part.setdefault(item["part"], []).append(item)
        for part, words in record["parts"].items():
            self._row(record["id"], part, words, by_part.pop(part, []))
        for part, items in by_part.items():
            self._row(record["id"], part, "; ".join(dict.fromkeys(i["quote"] or i["rule"] for i in items)), items)

        gate = record.get("admission")
        if gate is not None and gate["level"] is not None:
            cells = [
                record["id"],
                say(gate["level"], self.lang),
                "merchant",
                "\n".join(admission_lines(gate, self.lang)),
            ]
            self.sheet.append([self._cell(value) for value in cells])

    def _row(self, name: str, part: str, words: str, items: list[dict[str, Any]]) -> None:
        level = max((item["gate"] for item in items), key=_WORST.index, default="pass")
        cells = [self._cell(name), self._cell(say(level, self.lang)), self._cell(part), self._cell(words)]
        cells[1].fill = PatternFill("solid", fgColor=_FILL[level])
        if items:
            lines = [
                f"[{say(i['outcome'], self.lang)}] {i['quote']}: {i['reason']} {i['mend']} ({law_of(i)})" for i in items
            ]
            said = fit("\n".join(lines), _MAX_COMMENT)
            cells[3].comment = Comment(said, "pinocchio", width=480, height=240)
            cells[3].fill = PatternFill("solid", fgColor=_FILL[level])
        self.sheet.append(cells)

    def close(self, batch: dict[str, Any]) -> None:
        """Save the workbook. Raises PinocchioError."""
        try:
            self.book.save(self.path)
        except OSError as error:
            raise PinocchioError.of(
                f"cannot be written ({error.strerror})", str(self.path), "check the folder"
            ) from None
