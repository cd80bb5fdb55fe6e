"""From a document to its findings: match, judge, hear the trained reader, keep one charge a claim, write."""

from __future__ import annotations

from typing import NamedTuple

from governance.detect.candidates import Finder, overlap
from governance.detect.category import Categories, Category
from governance.detect.context import Around
from governance.detect.filing import Filing
from governance.detect.hearing import Hearing
from governance.detect.judging import Judge, Judgement, applies
from governance.detect.view import View
from governance.detect.weighing import Weighing
from governance.detect.writer import Writer
from governance.language.resolve import Resolver
from governance.model import Document, Finding, Lang, Severity, Status
from governance.rulebook.book import Rulebook


class Detected(NamedTuple):
    """What the detectors made of one document."""

    view: View
    category: Category
    findings: tuple[Finding, ...]
    cleared: tuple[Finding, ...]
    answers: dict[str, str]  # what evidence said of a claim (fits, narrow, contradicts) by fingerprint
    touched: tuple[str, ...]


class Detector:
    """Finds and judges claims. One a process: it holds the automaton."""

    def __init__(self, book: Rulebook, lang: Lang = "zh") -> None:
        self.book = book
        self.lang = lang
        self.resolver = Resolver(book.vocabulary)
        self.finder = Finder(book)
        self.categories = Categories(book.source.categories)
        self._judge = Judge(book)
        self._some: tuple[frozenset[str], Finder] | None = None
        self.hearing = Hearing.of(book)
        self._weighing = Weighing(book, self._judge)
        self._filing = None if self.hearing is None else Filing.of(book, self.hearing.reader, self._weighing)

    def detect(self, document: Document, as_of: str) -> Detected:
        """All findings and cleared candidates of one document, in order of place, and the rules that were judged.

        ``as_of`` (ISO date) is the day whose law applies.
        """
        view = View(document, self.resolver)
        category = self.categories.of(view)
        judged = self.judge(view, category.name, as_of)
        kept = _one_charge_each([entry for entry in judged if not entry.dropped])
        writer = Writer(self.book, view, category.name, as_of, self.lang)
        findings: list[Finding] = []
        cleared: list[Finding] = []
        answers: dict[str, str] = {}
        for entry in kept:
            finding = writer.finding(entry)
            if entry.evidence is not None:
                answers[finding.fingerprint] = entry.evidence.outcome
            (cleared if finding.cleared_by else findings).append(finding)
        findings.extend(writer.omissions())
        touched = tuple(sorted({entry.rule.rule.id for entry in judged}))
        return Detected(view, category, tuple(findings), tuple(cleared), answers, touched)

    def meets(self, document: Document, rules: frozenset[str], words: frozenset[str]) -> bool:
        """Whether any of these words stands in the document as it is read, or any of these rules matches in it, before
        anything is judged."""
        view = View(document, self.resolver)
        if any(word in view.folded for word in words):
            return True
        if rules and (self._some is None or self._some[0] != rules):
            self._some = rules, Finder(self.book, rules)
        return bool(rules and self._some and self._some[1].matches(view))

    def judge(self, view: View, category: str, day: str, *, explain: bool = False) -> list[Judgement]:
        """Judge every candidate, then let reader, papers and clerk speak; explanation prints exactly these steps."""
        out = []
        gates: dict[int, Around] = {}
        for match in self.finder.matches(view):
            compiled = self.book.rules[match.rule]
            if applies(compiled, category, view.document.kind):
                if match.sentence not in gates:
                    gates[match.sentence] = self._judge.gate.around(view, match.sentence)
                out.append(self._judge.one(view, compiled, match, category, day, gates[match.sentence]))
        if self.hearing is not None:
            out = self._heard(self.hearing, out, view, category, day, explain)
        out = self._weighing.weighed(view, out, category, day)
        return out if self._filing is None else self._filing.heard(view, out, category, day, explain=explain)

    def _heard(self, hearing: Hearing, out: list[Judgement], view: View, category: str, day: str,
               explain: bool) -> list[Judgement]:  # fmt: skip
        heard = hearing.on(view, explain)
        out = heard.cleared(out)
        for claim in heard.claims(out, category):
            gate = self._judge.gate.around(view, claim.match.sentence)
            entry = self._judge.one(view, self.book.rules[claim.match.rule], claim.match, category, day, gate)
            steps, by = (claim.step, *entry.steps), entry.downgraded_by or claim.downgraded_by
            out.append(entry._replace(steps=steps, confidence=claim.confidence, status=claim.status, downgraded_by=by))
        return out


_WEIGHT: dict[Status, int] = {"advisory": 0, "needs-evidence": 1, "violation": 2}
_RANK: dict[Severity, int] = {"low": 0, "medium": 1, "high": 2, "critical": 3}


def _one_charge_each(judged: list[Judgement]) -> list[Judgement]:
    """Where claims of one family overlap, keep one: the open one, the worst, the longest, the first."""

    def worth(entry: Judgement) -> tuple[int, int, int, int, int]:
        rule = entry.rule.rule
        return (
            0 if entry.cleared_by else 1,
            _WEIGHT["violation" if entry.disproved else rule.status or "violation"],
            _RANK[rule.severity or "medium"],
            entry.match.end - entry.match.start,
            -entry.match.start,
        )

    chosen: list[Judgement] = []
    by_family: dict[str, list[Judgement]] = {}
    for entry in judged:
        by_family.setdefault(entry.rule.family, []).append(entry)
    for entries in by_family.values():
        taken: list[Judgement] = []
        for entry in sorted(entries, key=worth, reverse=True):
            if not any(overlap(e.match, entry.match) for e in taken):
                taken.append(entry)
        chosen.extend(taken)
    return sorted(chosen, key=lambda e: (e.match.start, e.match.end, e.rule.rule.id))
