"""A text while it is being mended: what was changed, where and why; and lines that are handed to a person after all."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from governance.model import Document, Finding
from governance.rewrite.clauses import size
from governance.rewrite.editor.drafts import Desk
from governance.rewrite.edits import Edit, ForAPerson
from governance.rewrite.means import Means
from governance.rewrite.places import lines_in, touching, with_lines
from governance.rewrite.pointers import stands_alone, with_pointer
from governance.rewrite.soften import DROP_WORD, SOFTEN, Candidate, softened
from governance.rewrite.title import shortened
from governance.rewrite.weight import heaviest

Findings = tuple[Finding, ...]
HANGS = "the claim runs through this talk: what a rewrite would leave of it is no talk any more"
TITLE = "no words of this title name the goods without the claim"
DRAFT = "the editor is not sure of this rewrite: read it, and change it by hand"
_ALTERNATIVES = 2  # beside the one taken
_DRAFTS = 8  # of one line, or ways to cut a title
_PASSES = 3  # over all lines: a claim that runs over the end of one goes only when both have been written


class Work:
    """One document, its open findings, and the edits so far. A line stays a line: none is added or removed.

    ``hear`` finds what is charged in a changed document; ``mine`` tells what is to be mended, ``meant`` what may be
    touched by the way: a claim of a family that nobody asked for stays.
    """

    def __init__(self, document: Document, means: Means, findings: Findings, hear: Callable[[Document], Findings],
                 mine: Callable[[Finding], bool], meant: Callable[[Finding], bool],
                 titled: bool = False) -> None:  # fmt: skip
        """``titled``: whether the first line is a title."""
        self.document = document
        self.findings = findings
        self.edits: list[Edit] = []
        self._means = means
        self._hear, self._mine, self._meant = hear, mine, meant
        self._charged = findings
        self._places = lines_in(document.text)
        self._original = [document.text[start:end] for start, end in self._places]
        self._cut, self._now = document, self._places  # the document whose lines stand there
        self._titled = titled
        self._kept: dict[int, str] = {}  # of lines written anew, by index, the words of theirs that stay

    def soften(self, target: Finding) -> bool:
        """Say a claim in other words, if the engine then finds less in the document and nothing new in it."""
        text, mine = self.document.text, list(filter(self._mine, self.findings))
        if self._titled and target.start <= self._places[0][1]:
            return False  # a title names, and softer words are sentences
        good: list[tuple[Candidate, Document, Findings]] = []
        for one in softened(text, target, self._means, mine):
            changed = msgspec.structs.replace(self.document, text=text[: one.start] + one.new + text[one.end :])
            after = self._hear(changed)
            if sum(map(self._mine, after)) < len(mine) and len(after) < len(self.findings):
                good.append((one, changed, after))
                if len(good) > _ALTERNATIVES:
                    break
        if not good:
            return False
        one, self.document, self.findings = good[0]
        line = next(at for at, (_, end) in enumerate(lines_in(text)) if one.start <= end)
        others = (changed.text[slice(*lines_in(changed.text)[line])] for _, changed, _ in good[1:])
        self._edit(line, target, one.step, text[one.start : one.end], one.new)
        self.edits[-1] = msgspec.structs.replace(self.edits[-1], alternatives=tuple(dict.fromkeys(others)))
        return True

    def write_lines(self) -> None:
        """Write anew every line in which claims are left that are to be mended; end those whose softer words say
        nothing by themselves with a pointer."""
        for _ in range(_PASSES):
            before = self.document.text
            for line in range(len(self._places)):
                self._write_line(line)
            if before == self.document.text or not any(map(self._mine, self.findings)):
                break

    def _write_line(self, line: int) -> None:
        there = self._to_mend(line)
        if self._titled and line == 0:
            if there:
                self._shorten(there[0])
            return
        if there:
            self._write(line, heaviest(there[0], there, self._means))
            return
        softer = next((one for one in self.edits if one.line - 1 == line and one.step in (SOFTEN, DROP_WORD)), None)
        if softer is None or line in self._kept or softer.family == "omission":
            return
        first = next((one for one in self._charged if (one.rule, one.reason) == (softer.rule, softer.reason)), None)
        desk = self._desk(line, first) if first else None
        if first and desk and desk.goes_beside(softer.before):
            self._write(line, first)  # other clauses of the line say the same
        else:
            self._end(line, softer)

    def put_back(self, *, drafts: bool) -> tuple[ForAPerson, ...]:
        """Leave to a person a title that could not be cut, long talk of which too little is left, and ``drafts`` if
        they are not wanted: put them back, edits and all."""
        policy, back = self._means.rewrites.file, dict[int, ForAPerson]()
        if self._titled and self._to_mend(0):
            back[0] = ForAPerson(1, TITLE)
        for line, kept in sorted(self._kept.items()):
            before, size_left = self._original[line], size(kept)
            if len(before) > policy.long_talk and size_left < policy.kept_least * size(before):
                back[line] = ForAPerson(line + 1, HANGS)
            elif drafts and (draft := next((one for one in self.edits if one.line - 1 == line and one.draft), None)):
                back[line] = ForAPerson(line + 1, DRAFT, draft.after)
        if back:
            self.edits = [edit for edit in self.edits if edit.line - 1 not in back]
            text = with_lines(self.document.text, {line: self._original[line] for line in back})
            self.document = msgspec.structs.replace(self.document, text=text)
            self.findings = self._hear(self.document)
        return tuple(back.values())

    def _write(self, line: int, target: Finding) -> None:
        """Take the first draft of a line after which the engine finds nothing more to mend there: the editor's, each
        without what was objected to in the one before; else a pointer; else nothing."""
        desk = self._desk(line, target)
        if desk is not None:
            for _ in range(_DRAFTS):
                draft = desk.draft()
                objected = self._take(line, target, draft.text, draft.kept, draft=draft.unsure)
                if not objected:
                    return
                if not desk.without(draft, objected):
                    break
        for text in (stands_alone(self._original[line], target.family, self._means), ""):
            if not self._take(line, target, text, ""):
                return

    def _shorten(self, target: Finding) -> None:
        """Cut the claim out of the title, as it stands by now."""
        title = self.document.text[slice(*self._place(0))]
        for text in shortened(title, self._in_line(0), self._means)[:_DRAFTS]:
            if not self._take(0, target, text, text, draft=2 * size(text) < size(title)):
                return

    def _desk(self, line: int, target: Finding) -> Desk | None:
        if self._means.editor is None:
            return None
        start, end = self._places[line]
        charges = [msgspec.structs.replace(one, start=one.start - start, end=one.end - start)
                   for one in touching(self._charged, start, end)]  # fmt: skip
        left = [one for one in charges if not self._meant(one)]
        return Desk(self._original[line], charges, left, self._means, self.document.kind, target.family)

    def _take(self, line: int, target: Finding, text: str, kept: str, *, draft: bool = False) -> list[tuple[int, int]]:
        """Put a text in the place of a line, if nothing is found in it; else where, in that text, something is."""
        start = self._place(line)[0]
        changed = self._with(line, text)
        findings = self._hear(changed)
        objected = [(one.start - start, one.end - start) for one in touching(findings, start, start + len(text))
                    if self._mine(one)]  # fmt: skip
        if objected:
            return objected
        self.edits = [edit for edit in self.edits if edit.line - 1 != line]
        self._edit(line, target, "edit" if text else "drop_line", self._original[line], text, draft=draft)
        self._kept[line] = kept
        self.document, self.findings = changed, findings
        return []

    def _end(self, line: int, softer: Edit) -> None:
        """After softer words that say nothing by themselves, say where the facts stand."""
        said = self.document.text[slice(*self._place(line))]
        text = with_pointer(said, self._original[line], softer.family, self._means)
        if text == said:
            return
        changed = self._with(line, text)
        findings = self._hear(changed)
        if len(findings) <= len(self.findings):
            self.edits.append(Edit(line + 1, softer.rule, softer.family, "replace", said, text, softer.reason))
            self.document, self.findings = changed, findings

    def _to_mend(self, line: int) -> list[Finding]:
        """What is to be mended by writing a line anew; what is missing is no fault of a line."""
        return [one for one in self._in_line(line) if self._mine(one) and one.family != "omission"]

    def _in_line(self, line: int) -> list[Finding]:
        return touching(self.findings, *self._place(line))

    def _place(self, line: int) -> tuple[int, int]:
        """Where a line stands by now."""
        if self._cut is not self.document:
            self._cut, self._now = self.document, lines_in(self.document.text)
        return self._now[line]

    def _with(self, line: int, text: str) -> Document:
        """The document with a text in the place of a line."""
        return msgspec.structs.replace(self.document, text=with_lines(self.document.text, {line: text}))

    def _edit(self, line: int, target: Finding, step: str, before: str, after: str, *, draft: bool = False) -> None:
        self.edits.append(Edit(line + 1, target.rule, target.family, step, before, after, target.reason, draft=draft))
