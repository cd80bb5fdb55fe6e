"""SARIF 2.1.0, for code hosts and editors that show analysis results."""

from __future__ import annotations

from typing import Any, TextIO

from governance import __version__
from governance.model import Finding, Lang, Scan
from governance.report.github import file_of, line_of
from governance.report.jsonl import dumps
from governance.report.words import article

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVEL = {"violation": "error", "needs-evidence": "warning", "advisory": "note"}
_RANK = {"low": 25.0, "medium": 50.0, "high": 75.0, "critical": 100.0}


class SarifFace:
    """One run; results are kept until the end, since the rules they name come first in the file."""

    def __init__(self, out: TextIO, lang: Lang) -> None:
        self.out = out
        self.lang = lang
        self.rules: dict[str, dict[str, Any]] = {}
        self.results: list[dict[str, Any]] = []
        self.stamp: dict[str, str] = {}

    def add(self, scan: Scan) -> None:
        """Keep a document's findings."""
        self.stamp = {"version": scan.rulebook.version, "digest": scan.rulebook.digest}
        for finding in scan.findings:
            self.rules.setdefault(
                finding.rule,
                {
                    "id": finding.rule,
                    "shortDescription": {"text": finding.reason or finding.rule},
                    "help": {"text": finding.suggestion or finding.rule},
                    "properties": {"tags": [finding.family], "law": [article(ref) for ref in finding.law]},
                },
            )
            self.results.append(self._result(scan, finding))

    def _result(self, scan: Scan, finding: Finding) -> dict[str, Any]:
        region: dict[str, Any] = {
            "charOffset": finding.start,
            "charLength": finding.end - finding.start,
            "snippet": {"text": finding.quote},
            "startLine": line_of(scan, finding),
        }
        return {
            "ruleId": finding.rule,
            "ruleIndex": list(self.rules).index(finding.rule),
            "level": _LEVEL[finding.status],
            "rank": _RANK[finding.severity],
            "message": {"text": f"{finding.quote}: {finding.reason} {finding.suggestion}".strip()},
            "locations": [
                {
                    "physicalLocation": {"artifactLocation": {"uri": uri(file_of(scan))}, "region": region},
                    "logicalLocations": [{"name": scan.document.id, "kind": "document"}],
                }
            ],
            "partialFingerprints": {"pinocchio/v1": finding.fingerprint},
            "properties": {
                "status": finding.status,
                "severity": finding.severity,
                "confidence": finding.confidence,
                "canonical": finding.canonical,
                "evasion": finding.evasion,
                "startMs": finding.start_ms,
                "verdict": scan.verdict,
            },
        }

    def close(self) -> None:
        """Write the log."""
        log = {
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "pinocchio",
                            "version": __version__,
                            "informationUri": "https://pypi.org/project/pinocchio-governance/",
                            "rules": list(self.rules.values()),
                            "properties": {"rulebook": self.stamp},
                        }
                    },
                    "columnKind": "unicodeCodePoints",
                    "results": self.results,
                }
            ],
        }
        self.out.write(dumps(log) + "\n")


def uri(path: str) -> str:
    """A path as the relative reference that SARIF wants."""
    from pathlib import PurePath
    from urllib.parse import quote

    return quote(PurePath(path).as_posix(), safe="/:") or "document"
