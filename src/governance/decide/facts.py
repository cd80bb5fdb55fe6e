"""Findings as small facts: short words and small numbers, never text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from governance.decide.engine import Fact
from governance.model import Finding

WEAK = (("violation", "low"), ("needs-evidence", "low"), ("needs-evidence", "medium"))


def facts_of(findings: Sequence[Finding], category: str, limits: Mapping[str, int]) -> list[Fact]:
    """A fact a finding, in order, and one of totals. ``limits``: thresholds of the ruleset."""
    facts: list[Fact] = []
    scene = 0
    before: Finding | None = None
    for number, finding in enumerate(findings):
        if before is not None and apart(before, finding, limits):
            scene += 1
        before = finding
        facts.append(
            {
                "kind": "finding", "id": f"f{number}", "family": finding.family, "status": finding.status,
                "severity": finding.severity, "category": category, "rule": finding.rule,
                "evaded": finding.evasion or "no", "scene": scene,
            }
        )  # fmt: skip
    violations = sum(finding.status == "violation" for finding in findings)
    facts.append(
        {
            "kind": "total", "id": "total", "category": category,
            "many": "yes" if violations >= limits["many"] else "no",
            "weak": weak_pattern(((f.status, f.severity, f.family) for f in findings), limits),
            "families": min(len({finding.family for finding in findings}), 99),
        }
    )  # fmt: skip
    return facts


def weak_pattern(found: Iterable[tuple[str, str, str]], limits: Mapping[str, int]) -> str:
    """``yes`` when many weak findings (status, severity, family) of several families make a method."""
    weak = [family for status, severity, family in found if (status, severity) in WEAK]
    return "yes" if len(weak) >= limits["weak"] and len(set(weak)) >= limits["weak_families"] else "no"


class Placed(Protocol):
    """Anything with a place in the talk."""

    @property
    def start(self) -> int:
        """Offset in code points."""

    @property
    def start_ms(self) -> int | None:
        """Time in milliseconds, where it is known."""


def apart(before: Placed, finding: Placed, limits: Mapping[str, int]) -> bool:
    """Whether a new scene begins with the second of two neighbours."""
    if before.start_ms is not None and finding.start_ms is not None:
        return finding.start_ms - before.start_ms > limits["scene_ms"]
    return finding.start - before.start > limits["scene_chars"]
