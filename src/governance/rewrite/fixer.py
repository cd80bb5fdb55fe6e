"""Mend a document: try candidates by cost, keep the first after which the engine finds less, until nothing is left."""

from __future__ import annotations

import msgspec

from governance.detect.hearing import CLEARED_BY
from governance.model import Document, Finding, Scan
from governance.pipeline import Scanner
from governance.rewrite.candidates import Candidate, candidates
from governance.rewrite.schema import Rewrites

ALTERNATIVES = 2  # beside the one taken
MAX_ROUNDS = 400  # edits of one document: more is a new text, not a rewrite


class Edit(msgspec.Struct, frozen=True):
    """One change: the line it is in (from 1), the words before and after, why, and what else would have done."""

    line: int
    rule: str
    family: str
    step: str
    before: str
    after: str
    reason: str
    alternatives: tuple[str, ...] = ()


class Fixed(msgspec.Struct, frozen=True):
    """``text`` has as many lines as the original. ``left`` is what only evidence can save, or no edit could."""

    text: str
    edits: tuple[Edit, ...]
    left: tuple[Finding, ...]


class Fixer:
    """A warm fixer. ``families`` limits what is mended; ``drop_unproved`` also mends claims that lack evidence."""

    def __init__(self, scanner: Scanner, rewrites: Rewrites, *, families: frozenset[str] = frozenset(),
                 drop_unproved: bool = False) -> None:  # fmt: skip
        self.scanner = scanner
        self.rewrites = rewrites
        self.families = families
        self.drop_unproved = drop_unproved

    def fix(self, document: Document, *, strict: bool = False) -> Fixed:
        """The smallest rewrite that the engine passes.

        Text without findings comes back as it is, unless ``strict``: then it must also pass ``precheck``.
        """
        # Utterances would have to be cut anew with the text; a line of the text is one of them already.
        document = msgspec.structs.replace(document, utterances=())
        edits: list[Edit] = []
        given_up: set[str] = set()
        scan = self.scanner.scan(document)
        findings, category = _open(scan, doubtful=True), scan.category
        if not strict and not _open(scan, doubtful=False):
            return Fixed(document.text, (), ())
        for _ in range(MAX_ROUNDS):
            target = next((one for one in findings if one.fingerprint not in given_up and self._mine(one)), None)
            if target is None:
                break
            kept = self._best(document, target, findings, category)
            if not kept:
                given_up.add(target.fingerprint)
                continue
            best, changed, findings = kept[0]
            edits.append(self._edit(document, target, best, [one for one, _, _ in kept[1:]]))
            document = changed
        return Fixed(document.text, tuple(edits), tuple(findings))

    def _mine(self, finding: Finding) -> bool:
        return (not self.families or finding.family in self.families) and (
            finding.status == "violation" or self.drop_unproved
        )

    def _best(
        self, document: Document, target: Finding, findings: tuple[Finding, ...], category: str
    ) -> list[tuple[Candidate, Document, tuple[Finding, ...]]]:
        """The candidates that leave fewer findings to mend and bring no new one, cheapest first.

        Where there is none, the shortest drop after which this finding is gone and another shows in its place: the
        reader hears the rest anew. Text only gets shorter by it, so mending ends.
        """
        mine = sum(map(self._mine, findings))
        kept = []
        second: list[tuple[Candidate, Document, tuple[Finding, ...]]] = []
        for candidate in candidates(document.text, target, self.rewrites, category):
            text = document.text[: candidate.start] + candidate.new + document.text[candidate.end :]
            changed = msgspec.structs.replace(document, text=text)
            after = _open(self.scanner.scan(changed), doubtful=True)
            if sum(map(self._mine, after)) < mine and len(after) < len(findings):
                kept.append((candidate, changed, after))
                if len(kept) > ALTERNATIVES:
                    break
            elif second or not candidate.step.startswith("drop"):
                continue
            elif target.fingerprint not in {one.fingerprint for one in after}:
                second.append((candidate, changed, after))
        return kept or second

    def _edit(self, document: Document, target: Finding, best: Candidate, others: list[Candidate]) -> Edit:
        text = document.text

        def line_with(one: Candidate) -> str:
            start = text.rfind("\n", 0, one.start) + 1
            end = text.find("\n", one.end)
            return text[start : one.start] + one.new + text[one.end : end if end >= 0 else len(text)]

        return Edit(
            line=text.count("\n", 0, best.start) + 1, rule=target.rule, family=target.family, step=best.step,
            before=text[best.start : best.end], after=best.new, reason=target.reason,
            alternatives=tuple(dict.fromkeys(line_with(one) for one in others)),
        )  # fmt: skip


def _open(scan: Scan, doubtful: bool) -> tuple[Finding, ...]:
    """Findings but advice; with ``doubtful`` also grave ones that only the trained reader thinks harmless.

    ``precheck`` holds a sheet for those, and they would stand beside words that were just mended.
    """
    more = [one for one in scan.cleared if one.cleared_by == CLEARED_BY and one.severity in ("high", "critical")]
    found = (*scan.findings, *(more if doubtful else ()))
    return tuple(sorted((one for one in found if one.status != "advisory"), key=lambda one: (one.start, one.rule)))
