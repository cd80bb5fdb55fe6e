"""A sheet with a row a finding, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from typing import TextIO

from governance.model import Finding, Scan
from governance.report.words import article, clock

COLUMNS = (
    "id", "verdict", "nose", "rule", "family", "status", "severity", "time", "start", "end", "quote",
    "canonical", "evasion", "confidence", "reason", "suggestion", "law", "cleared_by", "fingerprint",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: object) -> str:
    """Text that no spreadsheet runs as a formula: a leading apostrophe shows it as text."""
    text = "" if value is None else str(value)
    text = text.replace("\x00", "")
    return "'" + text if text.startswith(_FORMULA) else text


class CsvFace:
    """UTF-8 with a byte-order mark, which Excel needs to read Chinese right; CRLF as RFC 4180 says."""

    def __init__(self, out: TextIO, show_cleared: bool) -> None:
        out.write("\ufeff")
        self.writer = csv.writer(out, lineterminator="\r\n")
        self.writer.writerow(COLUMNS)
        self.show_cleared = show_cleared

    def add(self, scan: Scan) -> None:
        """Write a row a finding; a document without findings gets one row with its verdict."""
        rows: list[Finding | None] = [*scan.findings, *(scan.cleared if self.show_cleared else ())]
        for finding in rows or [None]:
            self.writer.writerow(self._row(scan, finding))

    @staticmethod
    def _row(scan: Scan, finding: Finding | None) -> list[str]:
        head: list[object] = [scan.document.id, scan.verdict, scan.nose]
        if finding is None:
            return [safe_cell(value) for value in head] + [""] * (len(COLUMNS) - len(head))
        return [
            safe_cell(value)
            for value in (
                *head, finding.rule, finding.family, finding.status, finding.severity,
                clock(finding.start_ms), finding.start, finding.end, finding.quote, finding.canonical,
                finding.evasion, finding.confidence, finding.reason, finding.suggestion,
                "; ".join(article(ref) for ref in finding.law), finding.cleared_by, finding.fingerprint,
            )
        ]  # fmt: skip

    def close(self) -> None:
        """Nothing comes last."""
