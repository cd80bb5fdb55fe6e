"""Reviews as SARIF 2.1.0, for repositories of product copy."""

from __future__ import annotations

from typing import Any, TextIO

from governance import __version__
from governance.report.conditions import admission_lines
from governance.report.jsonl import dumps
from governance.report.precheck import law_of
from governance.report.sarif import SCHEMA, uri

_LEVEL = {"condition": "note", "hold": "warning", "refuse": "error"}


class PrecheckSarif:
    """One run; a result for everything that does not pass, at the line of its sheet in a file of several."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.rules: dict[str, dict[str, Any]] = {}
        self.results: list[dict[str, Any]] = []

    def add(self, record: dict[str, Any]) -> None:
        """Keep what does not pass."""
        head, _, line = record["source"].rpartition(":")
        file, row = (head, int(line)) if head and line.isdigit() else (record["source"], 1)
        for item in record["items"]:
            if item["gate"] == "pass":
                continue
            self.rules.setdefault(item["rule"], {"id": item["rule"], "properties": {"law": law_of(item)}})
            said = f"{item['part']}: {item['quote']} {item['reason']} {item['mend']}".strip()
            self.results.append({
                "ruleId": item["rule"], "level": _LEVEL[item["gate"]], "message": {"text": said},
                "locations": [{
                    "physicalLocation": {"artifactLocation": {"uri": uri(file)}, "region": {"startLine": row}},
                    "logicalLocations": [{"name": f"{record['id']}.{item['part']}", "kind": "member"}],
                }],
                "properties": {"outcome": item["outcome"], "gate": item["gate"], "severity": item["severity"]},
            })  # fmt: skip

        gate = record.get("admission")
        if gate is not None and gate["level"] not in (None, "pass"):
            self.rules.setdefault("admission/merchant", {"id": "admission/merchant"})
            self.results.append({
                "ruleId": "admission/merchant", "level": _LEVEL[gate["level"]],
                "message": {"text": "; ".join(map(str.strip, admission_lines(gate, "en")))},
                "locations": [{"physicalLocation": {
                    "artifactLocation": {"uri": uri(file)}, "region": {"startLine": row},
                }}],
                "properties": {"gate": gate["level"]},
            })  # fmt: skip

    def close(self, batch: dict[str, Any]) -> None:
        """Write the log."""
        driver = {
            "name": "pinocchio", "version": __version__, "rules": list(self.rules.values()),
            "informationUri": "https://pypi.org/project/pinocchio-governance/",
        }  # fmt: skip
        log = {
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": self.results}],
        }
        self.out.write(dumps(log) + "\n")
