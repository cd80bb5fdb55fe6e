"""Machine-readable records: one object a line, or one array of them."""

from __future__ import annotations

from typing import Any, TextIO

import msgspec

from governance.model import Finding, Scan

_ENCODER = msgspec.json.Encoder()


def finding_record(finding: Finding) -> dict[str, Any]:
    """A finding as the contract prints it: every field present, nulls too."""
    record: dict[str, Any] = msgspec.to_builtins(finding)
    record["law"] = [{"act": ref.act, "article": ref.article, "penalty": ref.penalty} for ref in finding.law]
    return record


def scan_record(scan: Scan, show_cleared: bool = False) -> dict[str, Any]:
    """A scanned document as the contract prints it (section 2)."""
    record: dict[str, Any] = {
        "id": scan.document.id,
        "verdict": scan.verdict,
        "nose": scan.nose,
        "findings": [finding_record(finding) for finding in scan.findings],
        "cleared": [finding_record(finding) for finding in scan.cleared] if show_cleared else [],
        "rulebook": msgspec.to_builtins(scan.rulebook),
        "category": scan.category,
        "category_confidence": scan.category_confidence,
        "reasons": list(scan.reasons),
    }
    if scan.document.source:
        record["source"] = scan.document.source
    if scan.document.extra:
        record["extra"] = scan.document.extra
    return record


def dumps(record: Any) -> str:
    """JSON on one line, UTF-8 characters as they are."""
    return _ENCODER.encode(record).decode()


class JsonlFace:
    """One line a document, in input order."""

    def __init__(self, out: TextIO, show_cleared: bool) -> None:
        self.out = out
        self.show_cleared = show_cleared

    def add(self, scan: Scan) -> None:
        """Write one document."""
        self.out.write(dumps(scan_record(scan, self.show_cleared)) + "\n")

    def close(self) -> None:
        """Nothing comes last."""


class JsonFace:
    """One array, written as it grows so that memory stays flat."""

    def __init__(self, out: TextIO, show_cleared: bool) -> None:
        self.out = out
        self.show_cleared = show_cleared
        self._count = 0

    def add(self, scan: Scan) -> None:
        """Write one element."""
        self.out.write("[\n" if self._count == 0 else ",\n")
        self.out.write(dumps(scan_record(scan, self.show_cleared)))
        self._count += 1

    def close(self) -> None:
        """Close the array."""
        self.out.write("[]\n" if self._count == 0 else "\n]\n")
