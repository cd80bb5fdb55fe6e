"""The figures of a run: what ``summary.json`` says and the report draws."""

from __future__ import annotations

from collections import Counter
from typing import Any

from governance.audit.plan import Plan
from governance.model import FAMILIES, SEVERITIES, STATUSES, VERDICTS, Scan

MOST_LISTED = 1000  # merchants in the summary, those with most findings first; the tables have all of them


class Summary:
    """Counts scans and failures one by one; its memory grows with the merchants and days, not with the documents."""

    def __init__(self) -> None:
        self.documents = 0
        self.characters = 0
        self.failed = 0
        self.unreadable = 0
        self.findings = 0
        self.nose = 0
        self.verdicts: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self.severities: Counter[str] = Counter()
        self.families: Counter[str] = Counter()
        self.evasions: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self.categories: Counter[str] = Counter()
        self.grid: Counter[tuple[str, str]] = Counter()
        self.days: dict[str, Counter[str]] = {}
        self.merchants: dict[str, list[int]] = {}

    def add(self, scan: Scan) -> None:
        """Count one scanned document."""
        self.documents += 1
        self.characters += len(scan.document.text)
        self.findings += len(scan.findings)
        self.nose += scan.nose
        self.verdicts[scan.verdict] += 1
        self.categories[scan.category] += 1
        for finding in scan.findings:
            self.statuses[finding.status] += 1
            self.severities[finding.severity] += 1
            self.families[finding.family] += 1
            self.rules[finding.rule] += 1
            self.grid[finding.family, scan.category] += 1
            if finding.evasion:
                self.evasions[finding.evasion] += 1
        self.days.setdefault(scan.document.day or "", Counter())[scan.verdict] += 1
        if scan.document.merchant is not None:
            row = self.merchants.setdefault(scan.document.merchant, [0, 0, 0, 0, 0, 0, 0])
            row[VERDICTS.index(scan.verdict)] += 1
            row[4] += len(scan.findings)
            row[5] = max(row[5], scan.nose)
            row[6] += scan.nose

    def record(self, plan: Plan, rulebook: dict[str, str], only_new: bool) -> dict[str, Any]:
        """Everything as ``summary.json`` prints it: no paths of this machine, no times of this run."""
        return {
            "documents": self.documents, "characters": self.characters, "failed": self.failed,
            "unreadable": self.unreadable, "findings": self.findings,
            "mean_nose": round(self.nose / self.documents, 2) if self.documents else 0.0,
            "verdicts": {name: self.verdicts[name] for name in VERDICTS},
            "statuses": {name: self.statuses[name] for name in STATUSES},
            "severities": {name: self.severities[name] for name in SEVERITIES},
            "families": {name: self.families[name] for name in FAMILIES},
            "evasions": _ranked(self.evasions),
            "rules": _ranked(self.rules),
            "categories": _ranked(self.categories),
            "families_by_category": [
                {"family": family, "category": category, "findings": count}
                for (family, category), count in sorted(self.grid.items())
            ],
            "days": [{"day": day or None, **{name: self.days[day][name] for name in VERDICTS}}
                     for day in sorted(self.days)],
            "merchants": len(self.merchants),
            "merchants_worst": [
                {"merchant": name, **dict(zip(VERDICTS, row, strict=False)), "findings": row[4],
                 "worst_nose": row[5], "mean_nose": round(row[6] / sum(row[:4]), 2)}
                for name, row in sorted(self.merchants.items(), key=lambda pair: (-pair[1][4], -pair[1][5], pair[0]))
            ][:MOST_LISTED],
            "rulebook": rulebook, "only_new": only_new,
            "as_of": plan.as_of, "lang": plan.lang, "sample": plan.sample, "limit": plan.limit,
            "sources": list(plan.sources),
        }  # fmt: skip


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
