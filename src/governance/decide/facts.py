"""Findings as small facts: short words and small numbers, never text."""

from __future__ import annotations

from collections.abc import Sequence

from governance.decide.engine import Fact
from governance.model import Finding

SCENE_MS = 60_000  # findings within a minute of each other belong to one scene
SCENE_CHARS = 300  # about a minute of talk, where nobody kept the time
MANY = 10  # violations; see `many-violations-block`


def facts_of(findings: Sequence[Finding], category: str) -> list[Fact]:
    """A fact a finding, in order, and one of totals."""
    facts: list[Fact] = []
    scene = 0
    before: Finding | None = None
    for number, finding in enumerate(findings):
        if before is not None and _apart(before, finding):
            scene += 1
        before = finding
        facts.append(
            {
                "kind": "finding", "id": f"f{number}", "family": finding.family, "status": finding.status,
                "severity": finding.severity, "category": category, "rule": finding.rule,
                "evaded": "yes" if finding.evasion else "no", "scene": scene,
            }
        )  # fmt: skip
    violations = sum(finding.status == "violation" for finding in findings)
    facts.append(
        {
            "kind": "total", "id": "total", "many": "yes" if violations >= MANY else "no", "category": category,
            "families": min(len({finding.family for finding in findings}), 99),
        }
    )  # fmt: skip
    return facts


def _apart(before: Finding, finding: Finding) -> bool:
    if before.start_ms is not None and finding.start_ms is not None:
        return finding.start_ms - before.start_ms > SCENE_MS
    return finding.start - before.start > SCENE_CHARS
