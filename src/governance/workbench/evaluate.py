"""Precision and recall on labelled documents, with intervals and the worst cases.

A line is *flagged* when it has a finding that is a violation or needs evidence; advice does not count. A
violation counts as *found* when a finding is of one of the families that its label allows.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from governance.model import Document, Scan

Z95 = 1.959964  # two-sided 95 %


class Case(msgspec.Struct, frozen=True):
    """One labelled document and what the engine made of it."""

    id: str
    text: str
    label: str
    families: tuple[str, ...]
    category: str
    kind: str
    found: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]

    @property
    def flagged(self) -> bool:
        """Whether anything but advice was found."""
        return bool(self.found)

    @property
    def right(self) -> bool:
        """Whether a finding is of an allowed family (for a clean line: nothing was flagged)."""
        if self.label == "clean":
            return not self.flagged
        return any(family in self.families for family, _ in self.found)

    @property
    def status_right(self) -> bool:
        """Whether a finding of an allowed family also has the labelled status."""
        return any(family in self.families and status == self.label for family, status in self.found)


def case_of(document: Document, scan: Scan) -> Case | None:
    """Pair a labelled document with its scan; None when it carries no label."""
    label = document.extra.get("label")
    if label not in ("violation", "needs-evidence", "clean"):
        return None
    families = document.extra.get("families") or []
    charged = [finding for finding in scan.findings if finding.status != "advisory"]
    return Case(
        id=document.id,
        text=document.text,
        label=label,
        families=tuple(str(name) for name in families),
        category=document.category or "general",
        kind=document.kind,
        found=tuple((finding.family, finding.status) for finding in charged),
        rules=tuple(finding.rule for finding in charged),
    )


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The Wilson score interval (1927) of a proportion at 95 %; (0, 1) without observations."""
    if total == 0:
        return 0.0, 1.0
    share, square = hits / total, Z95 * Z95
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = Z95 / (1 + square / total) * math.sqrt(share * (1 - share) / total + square / (4 * total * total))
    return max(0.0, middle - half), min(1.0, middle + half)


def _rate(hits: int, total: int) -> dict[str, Any]:
    low, high = wilson(hits, total)
    value = hits / total if total else None
    return {
        "value": None if value is None else round(value, 4),
        "hits": hits, "of": total, "low": round(low, 4), "high": round(high, 4),
    }  # fmt: skip


def _block(cases: list[Case]) -> dict[str, Any]:
    guilty = [case for case in cases if case.label != "clean"]
    clean = [case for case in cases if case.label == "clean"]
    flagged = [case for case in cases if case.flagged]
    found = [case for case in guilty if case.right]
    return {
        "lines": len(cases),
        "recall": _rate(len(found), len(guilty)),
        "flagged_recall": _rate(sum(case.flagged for case in guilty), len(guilty)),
        "precision": _rate(sum(case.right and case.label != "clean" for case in flagged), len(flagged)),
        "clean_flagged": _rate(sum(case.flagged for case in clean), len(clean)),
        "status": _rate(sum(case.status_right for case in found), len(found)),
    }


def report(cases: Iterable[Case]) -> dict[str, Any]:
    """All figures of an evaluation as plain data."""
    everything = list(cases)
    families = sorted({name for case in everything for name in case.families})
    confusions: Counter[tuple[str, str]] = Counter()
    for case in everything:
        if case.label != "clean" and case.flagged and not case.right:
            confusions[case.families[0] if case.families else "?", case.found[0][0]] += 1
    wrong = [case for case in everything if not case.right]
    # Worst first: clean lines flagged (somebody innocent is warned), then misses, longest finding list first.
    wrong.sort(key=lambda case: (case.label != "clean", -len(case.found), case.id))
    return {
        "all": _block(everything),
        "by_family": {
            name: _block([c for c in everything if name in c.families]) for name in families
        },
        "clean_flagged_as": dict(
            Counter(rule for case in everything if case.label == "clean" for rule in case.rules).most_common()
        ),
        "by_category": {
            name: _block([c for c in everything if c.category == name])
            for name in sorted({case.category for case in everything})
        },
        "by_kind": {
            name: _block([c for c in everything if c.kind == name])
            for name in sorted({case.kind for case in everything})
        },
        "confusions": [
            {"expected": expected, "found": found, "lines": count}
            for (expected, found), count in confusions.most_common(20)
        ],
        "worst": [
            {"id": c.id, "label": c.label, "families": list(c.families), "found": list(c.rules), "text": c.text}
            for c in wrong[:10]
        ],
        "wrong": [c.id for c in wrong],
    }  # fmt: skip
