"""From findings to a verdict and a nose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from governance.model import Finding, VerdictName

_W = {"low": 0.06, "medium": 0.15, "high": 0.3, "critical": 0.55}


class Decision(NamedTuple):
    """What the decision rules made of a document's findings."""

    findings: tuple[Finding, ...]
    verdict: VerdictName
    nose: int
    reasons: tuple[str, ...]


class Decider:
    """Decides documents one by one."""

    def decide(self, findings: Sequence[Finding], category: str) -> Decision:
        """Verdict, nose and reasons for the findings of one document."""
        rest = 1.0
        verdict: VerdictName = "pass"
        for finding in findings:
            weight = _W[finding.severity] * {"violation": 1.0, "needs-evidence": 0.5, "advisory": 0.1}[finding.status]
            rest *= 1 - weight
        statuses = {finding.status for finding in findings}
        if any(f.severity == "critical" and f.status == "violation" for f in findings):
            verdict = "block"
        elif "violation" in statuses or "needs-evidence" in statuses:
            verdict = "review"
        elif findings:
            verdict = "notice"
        return Decision(tuple(findings), verdict, round(100 * (1 - rest)), ())
