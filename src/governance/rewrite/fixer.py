"""Mend a document: softer words where they will do, else its charged lines written anew by the trained editor, each
step tried on the engine."""

from __future__ import annotations

import msgspec

from governance.model import READS, Document, Finding, Scan
from governance.pipeline import Scanner
from governance.rewrite.editor.model import Editor
from governance.rewrite.edits import Edit, ForAPerson
from governance.rewrite.means import Means
from governance.rewrite.places import lines_in, with_lines
from governance.rewrite.schema import Rewrites
from governance.rewrite.script import Page, page_of
from governance.rewrite.work import Work

MAX_ROUNDS = 400  # edits of one document: more is a new text, not a rewrite


class Fixed(msgspec.Struct, frozen=True):
    """``text`` has as many lines as the original. ``left`` is what only evidence can save, or no edit could;
    ``for_a_person`` the lines that were not mended at all."""

    text: str
    edits: tuple[Edit, ...]
    left: tuple[Finding, ...]
    for_a_person: tuple[ForAPerson, ...] = ()


class Fixer:
    """A warm fixer. ``families`` limits what is mended; ``drop_unproved`` also mends claims that lack evidence;
    ``sure`` leaves to a person what would only be a draft."""

    def __init__(self, scanner: Scanner, rewrites: Rewrites, *, families: frozenset[str] = frozenset(),
                 drop_unproved: bool = False, sure: bool = False) -> None:  # fmt: skip
        self.scanner = scanner
        self.families = families
        self.drop_unproved = drop_unproved
        self.sure = sure
        editor = None if rewrites.editor is None else Editor.load(rewrites.editor)
        self._means = Means.of(scanner, rewrites, editor)

    def fix(self, document: Document, *, titled: bool = False) -> Fixed:
        """The smallest rewrite that the engine passes; text without findings comes back as it is. ``titled``: the first
        line is the title of goods."""
        # Utterances would have to be cut anew with the text; a line of the text is one of them already.
        document = msgspec.structs.replace(document, utterances=())
        scan = self.scanner.scan(document)
        if not charges_of(scan):
            return Fixed(document.text, (), ())
        page = page_of(document.text)
        if not page.written:
            return self._fixed(document, scan, titled)
        simple = msgspec.structs.replace(document, text=page.text)
        return self._as_written(page, document, self._fixed(simple, self.scanner.scan(simple), titled))

    def _as_written(self, page: Page, document: Document, fixed: Fixed) -> Fixed:
        """What was mended in simplified characters, in the script of each line."""
        lines = lines_in(fixed.text)
        text = with_lines(fixed.text, {line: page.back(fixed.text[slice(*lines[line])], line) for line in page.written})
        edits = tuple(_edit_as_written(page, edit) for edit in fixed.edits)
        left = self._heard(msgspec.structs.replace(document, text=text))
        given = tuple(
            msgspec.structs.replace(one, draft=page.back(one.draft, one.line - 1)) for one in fixed.for_a_person
        )
        return Fixed(text, edits, left, given)

    def _fixed(self, document: Document, scan: Scan, titled: bool) -> Fixed:
        means = self._means._replace(category=scan.category)
        work = Work(document, means, charges_of(scan), self._heard, self._mine, self._meant, titled)
        given_up: set[str] = set()
        for _ in range(MAX_ROUNDS):
            target = next((one for one in work.findings if one.fingerprint not in given_up and self._mine(one)), None)
            if target is None:
                break
            if work.soften(target):
                given_up.clear()  # beside other words it may be said otherwise after all
            else:
                given_up.add(target.fingerprint)
        work.write_lines()
        left = work.put_back(drafts=self.sure)
        return Fixed(work.document.text, tuple(work.edits), work.findings, left)

    def _meant(self, finding: Finding) -> bool:
        return not self.families or finding.family in self.families

    def _mine(self, finding: Finding) -> bool:
        return self._meant(finding) and (finding.status == "violation" or self.drop_unproved)

    def _heard(self, document: Document) -> tuple[Finding, ...]:
        return charges_of(self.scanner.scan(document))


def _edit_as_written(page: Page, edit: Edit) -> Edit:
    def back(words: str) -> str:
        return page.back(words, edit.line - 1)

    alternatives = tuple(map(back, edit.alternatives))
    return msgspec.structs.replace(edit, before=back(edit.before), after=back(edit.after), alternatives=alternatives)


def charges_of(scan: Scan) -> tuple[Finding, ...]:
    """Findings but advice."""
    open_ones = [one for one in scan.findings if one.status != "advisory"]
    # A rule knows what the claim is about, and so which pointer fits; the reader guesses.
    return tuple(sorted(open_ones, key=lambda one: (one.rule.endswith(READS), one.start, one.rule)))
