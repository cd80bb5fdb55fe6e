"""A text while it is being mended: what was changed, where and why; and lines that are handed to a person after all."""

from __future__ import annotations

import msgspec

from governance.model import Document, Finding
from governance.rewrite.candidates import Candidate
from governance.rewrite.clauses import size
from governance.rewrite.means import Means
from governance.rewrite.pointers import pointer
from governance.rewrite.sweep import hangs, swept

HANGS = "the claim runs through this talk: what a rewrite would leave of it is no talk any more"


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


class ForAPerson(msgspec.Struct, frozen=True):
    """A line (from 1) that is left as it was, because every rewrite of it would be one that nobody says."""

    line: int
    reason: str


class Work:
    """One document, its open findings, and the edits so far. A line stays a line: none is added or removed."""

    def __init__(self, document: Document, means: Means, findings: tuple[Finding, ...]) -> None:
        self.document = document
        self.means = means
        self.findings = findings
        self.edits: list[Edit] = []
        self._original = document.text.split("\n")
        self._first: dict[int, Finding] = {}  # of each mended line the finding that it was first mended for

    def take(self, target: Finding, best: Candidate, others: list[Candidate], changed: Document,
             findings: tuple[Finding, ...]) -> None:  # fmt: skip
        """Make an edit: ``changed`` is the document after it, with ``findings`` open."""
        text = self.document.text

        def line_with(one: Candidate) -> str:
            start = text.rfind("\n", 0, one.start) + 1
            end = text.find("\n", one.end)
            return text[start : one.start] + one.new + text[one.end : end if end >= 0 else len(text)]

        line = text.count("\n", 0, best.start) + 1
        self._first.setdefault(line, target)
        self.edits.append(Edit(
            line, target.rule, target.family, best.step, text[best.start : best.end], best.new, target.reason,
            tuple(dict.fromkeys(line_with(one) for one in others)),
        ))  # fmt: skip
        self.document, self.findings = changed, findings

    def sweep(self) -> bool:
        """Drop what the reader still hears beside mended words; whether anything went."""
        lines = self.document.text.split("\n")
        changed = False
        for number, target in self._first.items():
            steps = {edit.step for edit in self.edits if edit.line == number}
            line = lines[number - 1]
            if target.family == "omission" or "replace" in steps or not line.strip():
                continue
            gone = [place for place in swept(line, self.means) if not self._open_in(number, place[:2])]
            if not gone:
                continue
            rest = line
            for start, end, told in reversed(gone):
                rest = rest[:start] + told + rest[end:]
            if size(rest) < self.means.fluency.shortest:
                self._edit(number, target, "replace", line, self._pointer(number, target))
            else:
                for start, end, told in gone:
                    self._edit(number, target, "drop_sentence", line[start:end], told)
            lines[number - 1] = rest if size(rest) >= self.means.fluency.shortest else self.edits[-1].after
            changed = True
        if changed:
            self.document = msgspec.structs.replace(self.document, text="\n".join(lines))
        return changed

    def give_up_on_hanging(self) -> tuple[ForAPerson, ...]:
        """Put back long talk of which too little is left, edits and all."""
        lines = self.document.text.split("\n")
        out = [ForAPerson(number, HANGS) for number in sorted(self._first)
               if hangs(self._original[number - 1], self._kept(number, lines), self.means)]  # fmt: skip
        for one in out:
            lines[one.line - 1] = self._original[one.line - 1]
        if out:
            back = {one.line for one in out}
            self.edits = [edit for edit in self.edits if edit.line not in back]
            self.document = msgspec.structs.replace(self.document, text="\n".join(lines))
        return tuple(out)

    def _open_in(self, number: int, place: tuple[int, int]) -> bool:
        """Whether an open finding stands there: it is left on purpose, for evidence or for another run."""
        offset = sum(len(line) + 1 for line in self.document.text.split("\n")[: number - 1])
        return any(one.start < offset + place[1] and one.end > offset + place[0] for one in self.findings)

    def _kept(self, number: int, lines: list[str]) -> str:
        """What is left of a line's own words."""
        pointed = any(edit.step == "replace" for edit in self.edits if edit.line == number)
        return "" if pointed else lines[number - 1]

    def _pointer(self, number: int, target: Finding) -> str:
        line = self._original[number - 1]
        at = line.find(target.quote) if target.quote else -1
        where = (at, at + len(target.quote)) if at >= 0 else (0, len(line))
        return pointer(line, target, where, self.means)

    def _edit(self, number: int, target: Finding, step: str, before: str, after: str) -> None:
        self.edits.append(Edit(number, target.rule, target.family, step, before, after, target.reason))
