"""What all documents of a run came to, for the end of a face that people read."""

from __future__ import annotations

from collections import Counter

from governance.model import Scan

_WORST = 5  # documents named as having the longest noses


class Totals:
    """Counts of verdicts, families and statuses, and the longest noses; flat in memory."""

    def __init__(self) -> None:
        self.verdicts: Counter[str] = Counter()
        self.families: Counter[str] = Counter()
        self.statuses: dict[str, Counter[str]] = {}
        self.noses: list[tuple[int, str]] = []
        self.stamp = ""

    @property
    def documents(self) -> int:
        """How many there were."""
        return sum(self.verdicts.values())

    def add(self, scan: Scan) -> None:
        """Count one document."""
        self.verdicts[scan.verdict] += 1
        self.noses.append((scan.nose, scan.document.id))
        self.noses = sorted(self.noses, key=lambda pair: (-pair[0], pair[1]))[:_WORST]
        self.stamp = f"{scan.rulebook.version} · {scan.rulebook.as_of} · {scan.rulebook.digest[:19]}"
        for finding in scan.findings:
            self.families[finding.family] += 1
            self.statuses.setdefault(finding.family, Counter())[finding.status] += 1
