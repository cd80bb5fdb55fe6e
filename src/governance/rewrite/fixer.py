"""Mend a document: try candidates by cost, keep the first after which the engine finds less, until nothing is left."""

from __future__ import annotations

import msgspec

from governance.detect.hearing import CLEARED_BY
from governance.model import READS, Document, Finding, Scan
from governance.pipeline import Scanner
from governance.rewrite.calm import Calm
from governance.rewrite.candidates import Candidate, candidates
from governance.rewrite.edits import Edit, ForAPerson
from governance.rewrite.means import Means
from governance.rewrite.places import lines_in, with_lines
from governance.rewrite.schema import Rewrites
from governance.rewrite.script import Page, page_of
from governance.rewrite.work import Work

ALTERNATIVES = 2  # beside the one taken
MAX_ROUNDS = 400  # edits of one document: more is a new text, not a rewrite


class Fixed(msgspec.Struct, frozen=True):
    """``text`` has as many lines as the original. ``left`` is what only evidence can save, or no edit could;
    ``for_a_person`` the lines that were not mended at all."""

    text: str
    edits: tuple[Edit, ...]
    left: tuple[Finding, ...]
    for_a_person: tuple[ForAPerson, ...] = ()


class Fixer:
    """A warm fixer. ``families`` limits what is mended; ``drop_unproved`` also mends claims that lack evidence."""

    def __init__(self, scanner: Scanner, rewrites: Rewrites, *, families: frozenset[str] = frozenset(),
                 drop_unproved: bool = False) -> None:  # fmt: skip
        self.scanner = scanner
        self.families = families
        self.drop_unproved = drop_unproved
        hearing = scanner.hearing
        reader, flag_at = (None, 0.0) if hearing is None else (hearing.reader, hearing.policy.flag_at)
        self._means = Means(rewrites, Calm(reader, scanner.resolver, flag_at, rewrites.file.calm))

    def fix(self, document: Document, *, strict: bool = False) -> Fixed:
        """The smallest rewrite that the engine passes.

        Text without findings comes back as it is, unless ``strict``: then it must also pass ``precheck``.
        """
        # Utterances would have to be cut anew with the text; a line of the text is one of them already.
        document = msgspec.structs.replace(document, utterances=())
        scan = self.scanner.scan(document)
        if not strict and not _open(scan, doubtful=False):
            return Fixed(document.text, (), ())
        page = page_of(document.text)
        if not page.written:
            return self._fixed(document, scan)
        simple = msgspec.structs.replace(document, text=page.text)
        return self._as_written(page, document, self._fixed(simple, self.scanner.scan(simple)))

    def _as_written(self, page: Page, document: Document, fixed: Fixed) -> Fixed:
        """What was mended in simplified characters, in the script of each line."""
        lines = lines_in(fixed.text)
        text = with_lines(fixed.text, {line: page.back(fixed.text[slice(*lines[line])], line) for line in page.written})
        edits = tuple(_edit_as_written(page, edit) for edit in fixed.edits)
        left = self._heard(msgspec.structs.replace(document, text=text))
        return Fixed(text, edits, left, fixed.for_a_person)

    def _fixed(self, document: Document, scan: Scan) -> Fixed:
        work = Work(document, self._means._replace(category=scan.category), _open(scan, doubtful=True))
        self._mend(work)
        while not self.families and work.sweep():
            work.findings = self._heard(work.document)
            self._mend(work)
        still = self._count(work.findings)
        work.settle(self._heard, lambda findings: self._count(findings) <= still)
        left = work.give_up_on_hanging()
        if left:
            work.findings = self._heard(work.document)
        return Fixed(work.document.text, tuple(work.edits), tuple(work.findings), left)

    def _mend(self, work: Work) -> None:
        given_up: set[str] = set()
        for _ in range(MAX_ROUNDS):
            target = next((one for one in work.findings if one.fingerprint not in given_up and self._mine(one)), None)
            if target is None:
                break
            kept = self._best(work, target)
            if not kept:
                given_up.add(target.fingerprint)
                continue
            best, changed, after = kept[0]
            work.take(target, best, [one for one, _, _ in kept[1:]], changed, after)
            given_up.clear()  # beside other words it may be mended after all

    def _mine(self, finding: Finding) -> bool:
        return (not self.families or finding.family in self.families) and (
            finding.status == "violation" or self.drop_unproved
        )

    def _heard(self, document: Document) -> tuple[Finding, ...]:
        return _open(self.scanner.scan(document), doubtful=True)

    def _count(self, findings: tuple[Finding, ...]) -> int:
        return sum(map(self._mine, findings))

    def _best(self, work: Work, target: Finding) -> list[tuple[Candidate, Document, tuple[Finding, ...]]]:
        """The candidates that leave fewer findings to mend and bring no new one, cheapest first.

        Where there is none but to drop the line, the shortest drop after which this finding is gone and another shows
        in its place: the reader hears the rest anew. Text only gets shorter by it, so mending ends.
        """
        document, findings = work.document, work.findings
        mine = self._count(findings)
        kept = []
        second: list[tuple[Candidate, Document, tuple[Finding, ...]]] = []
        for candidate in candidates(document.text, target, work.means, list(filter(self._mine, findings))):
            text = document.text[: candidate.start] + candidate.new + document.text[candidate.end :]
            changed = msgspec.structs.replace(document, text=text)
            after = self._heard(changed)
            if self._count(after) < mine and len(after) < len(findings):
                kept.append((candidate, changed, after))
                if len(kept) > ALTERNATIVES:
                    break
            elif second or not candidate.step.startswith("drop"):
                continue
            elif target.fingerprint not in {one.fingerprint for one in after}:
                second.append((candidate, changed, after))
        return second if second and (not kept or kept[0][0].step == "drop_line") else kept


def _edit_as_written(page: Page, edit: Edit) -> Edit:
    def back(words: str) -> str:
        return page.back(words, edit.line - 1)

    alternatives = tuple(map(back, edit.alternatives))
    return msgspec.structs.replace(edit, before=back(edit.before), after=back(edit.after), alternatives=alternatives)


def _open(scan: Scan, doubtful: bool) -> tuple[Finding, ...]:
    """Findings but advice; with ``doubtful`` also grave ones that only the trained reader thinks harmless.

    ``precheck`` holds a sheet for those, and they would stand beside words that were just mended.
    """
    more = [one for one in scan.cleared if one.cleared_by == CLEARED_BY and one.severity in ("high", "critical")]
    found = (*scan.findings, *(more if doubtful else ()))
    open_ones = [one for one in found if one.status != "advisory"]
    # A rule knows what the claim is about, and so which pointer fits; the reader guesses.
    return tuple(sorted(open_ones, key=lambda one: (one.rule.endswith(READS), one.start, one.rule)))
