"""Every claim of a sheet laid beside its evidence, by the engine that also scans streams."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from governance.detect.evidence.facts import Facts
from governance.detect.hearing import CLEARED_BY
from governance.model import Finding, Scan, paper_of
from governance.pipeline import Scanner
from governance.precheck.item import Item
from governance.precheck.sheet import Sheet
from governance.precheck.words import Written, documents
from governance.rulebook.admission import Outcome


class Claims:
    """Finds and weighs the claims of sheets with one warm scanner."""

    def __init__(self, scanner: Scanner) -> None:
        self.scanner = scanner
        self._clears = {one.rule.id: frozenset(one.rule.clears) for one in scanner.book.rules}

    def of(self, sheet: Sheet) -> tuple[list[Item], str]:
        """The claims of a sheet in their order, and its category: the one given, else what its words say."""
        items: list[Item] = []
        category = sheet.category
        for written in documents(sheet):
            document = written.document
            if category and document.category is None:  # what the copy was taken for holds for the script too
                document = msgspec.structs.replace(document, category=category)
            scan = self.scanner.scan(document)
            category = category or (scan.category if scan.category != "general" else None)
            items += self._items(scan, written, sheet)
        return items, category or "general"

    def _items(self, scan: Scan, written: Written, sheet: Sheet) -> Iterator[Item]:
        # Where a rule speaks and the trained reader thinks it harmless, the policy decides before a promotion.
        kept = [one for one in scan.cleared if one.cleared_by == CLEARED_BY or paper_of(one.cleared_by)]
        for finding in sorted((*scan.findings, *kept), key=lambda one: (one.start, one.end, one.rule)):
            proved_by = paper_of(finding.cleared_by)
            part, start, end = written.place(finding.start, finding.end)
            yield Item(
                rule=finding.rule, kind="claim", family=finding.family, outcome=self._outcome(finding, scan, sheet),
                severity=finding.severity, part=part, quote=finding.quote, start=start, end=end,
                reason="" if proved_by else finding.reason, mend="" if proved_by else finding.suggestion,
                evidence=proved_by, law=finding.law,
            )  # fmt: skip

    def _outcome(self, finding: Finding, scan: Scan, sheet: Sheet) -> Outcome:
        if finding.cleared_by:
            return "doubtful" if finding.cleared_by == CLEARED_BY else "supported"
        answer = scan.answers.get(finding.fingerprint)
        if answer == "contradicts":
            return "contradicted"
        if finding.status == "advisory":
            return "advice"
        if answer == "narrow":
            return "expired" if self._lapsed(finding.rule, scan, sheet) else "too-narrow"
        return "missing" if finding.status == "needs-evidence" else "forbidden"

    def _lapsed(self, rule: str, scan: Scan, sheet: Sheet) -> bool:
        """Whether all the papers that could have cleared the claim are past their day."""
        papers = [Facts(one) for one in sheet.evidence if one.get("type") in self._clears.get(rule, ())]
        ends = [one.day("valid_until", "expires", "expiry", "有效期至", "until") for one in papers]
        return bool(ends) and all(end is not None and end.isoformat() < scan.rulebook.as_of for end in ends)
