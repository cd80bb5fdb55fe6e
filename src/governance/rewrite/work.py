"""A text while it is being mended: what was changed, where and why; and lines that are handed to a person after all."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator

import msgspec

from governance.model import READS, Document, Finding
from governance.rewrite.candidates import Candidate
from governance.rewrite.clauses import cut, joined, size, spans
from governance.rewrite.details import plain_kinds
from governance.rewrite.distil import distilled, mark_of
from governance.rewrite.edits import Edit, ForAPerson
from governance.rewrite.means import Means
from governance.rewrite.peel import peeled, without_sentences
from governance.rewrite.places import HARD, lines_in, pointed, sentences_in, sentences_of, with_lines
from governance.rewrite.pointers import ending, pointer_after, pointers
from governance.rewrite.remains import BARE, OFFER, STATEMENT, WHOLE, kind_of, state_of
from governance.rewrite.speech import is_name, names_a_thing, tags_of
from governance.rewrite.sweep import hangs, swept
from governance.rewrite.telling import parts_of

Findings = tuple[Finding, ...]
_NAME = 12  # characters of a line that may be a name and no more
_BARS = " \u3000|｜"  # what sets the fields of a sheet apart
_SENTENCE = 9  # characters of one that says something by itself
_ABSTRACT = re.compile("[力感性度式法]$")  # no goods: 特别的清洁力
_TALK = 0.7  # share of talk in sentences that are left, which are well by themselves
_SOFTER = frozenset(("soften", "drop_word"))  # steps that mend words, not clauses
_SAYS = ("a", "d", "r", "m", "y", "u")
HANGS = "the claim runs through this talk: what a rewrite would leave of it is no talk any more"


class Work:
    """One document, its open findings, and the edits so far. A line stays a line: none is added or removed."""

    def __init__(self, document: Document, means: Means, findings: tuple[Finding, ...]) -> None:
        self.document = document
        self.means = means
        self.findings = findings
        self.edits: list[Edit] = []
        self._charged = findings
        self._places = lines_in(document.text)
        self._original = [document.text[start:end] for start, end in self._places]
        self._first: dict[int, Finding] = {}  # of each mended line, by index, the finding it was first mended for

    def take(self, target: Finding, best: Candidate, others: list[Candidate], changed: Document,
             findings: tuple[Finding, ...]) -> None:  # fmt: skip
        """Make an edit: ``changed`` is the document after it, with ``findings`` open."""
        text = self.document.text
        lines = lines_in(text)

        def line_of(one: Candidate) -> int:
            return bisect.bisect_right(lines, one.start, key=lambda line: line[0]) - 1

        def line_with(one: Candidate) -> str:
            start, end = lines[line_of(one)][0], max(lines[line_of(one)][1], one.end)
            return text[start : one.start] + one.new + text[one.end : end]

        line = line_of(best)
        self._first.setdefault(line, target)
        self.edits.append(Edit(
            line + 1, target.rule, target.family, best.step, text[best.start : best.end], best.new, target.reason,
            tuple(dict.fromkeys(line_with(one) for one in others)),
        ))  # fmt: skip
        self.document, self.findings = changed, findings

    def sweep(self) -> bool:
        """Drop what the reader still hears beside mended words; whether anything went."""
        new = {line: rest for line in self._first if (rest := self._swept(line)) is not None}
        self._put(new)
        return bool(new)

    def give_up_on_hanging(self) -> tuple[ForAPerson, ...]:
        """Put back long talk of which too little is left, edits and all."""
        mended = (line for line in sorted(self._first) if "distil" not in self._steps(line))
        back = {line: self._original[line] for line in mended
                if hangs(self._original[line], self._kept(line), self.means)}  # fmt: skip
        self.edits = [edit for edit in self.edits if edit.line - 1 not in back]
        self._put(back)
        return tuple(ForAPerson(line + 1, HANGS) for line in back)

    def _swept(self, line: int) -> str | None:
        """What is left of a mended line after sweeping; None where nothing goes."""
        target, (first, last) = self._first[line], lines_in(self.document.text)[line]
        said = self.document.text[first:last]
        if target.family == "omission" or self._pointed(line) or not said.strip():
            return None
        gone = [(start, end, self._facts_of(first + start, first + end) or told)
                for start, end, told in swept(said, target.family, self.means)
                if not self._left_open(first + start, first + end)]  # fmt: skip
        rest = said
        for start, end, told in reversed(gone):
            rest = rest[:start] + told + rest[end:]
        for start, end, told in gone:
            self._edit(line, target, "drop_sentence", said[start:end], told)
        return rest if gone else None

    def settle(self, hear: Callable[[Document], Findings], passes: Callable[[Findings], bool]) -> None:
        """Where what is left of a mended line is no whole one, put in its place, or after it, where the facts stand.

        Of what could stand there the first is taken of which what the engine hears ``passes``.
        """
        self._put({line: rest for line in self._first if (rest := self._trimmed(line)) is not None})
        for line, target in self._first.items():
            first, last = lines_in(self.document.text)[line]
            rest = self.document.text[first:last]
            if target.family == "omission" or self._left_open(first, last):
                continue
            for step, new in self._better(line, rest, self._heaviest(line)):
                if new == rest:
                    break
                text = self.document.text[:first] + new + self.document.text[last:]
                changed = msgspec.structs.replace(self.document, text=text)
                findings = hear(changed)
                there = any(one.start < first + len(new) and one.end > first for one in findings)
                if not new or (passes(findings) and not (there and step != "replace")):
                    self._edit(line, target, step if new else "drop_line", rest, new)
                    self.document, self.findings = changed, findings
                    break

    def _better(self, line: int, rest: str, target: Finding) -> Iterator[tuple[str, str]]:
        """What could stand in place of what is left of a line, and the step that makes it, the best first: each is
        worked out only when those before it do not do."""
        pointed_at = self._pointed(line)
        fewer = self._peeled(line)
        if rest.strip() in fewer:
            return
        # Less may be left already than a pointer has words.
        yield from (("drop_clause", one) for one in fewer if pointed_at or size(one) > size(rest))
        instead = [] if pointed_at or not rest.strip() else self._instead(line, rest, target)
        yield from (("distil", one) for one in self._distilled(line, rest, target, softened=not instead))
        yield from (("replace", one) for one in instead)
        if pointed_at and target is not self._first[line]:
            before = self._original[line]
            yield from (("replace", one) for one in pointers(before, target, _where(before, target), self.means))

    def _heaviest(self, line: int) -> Finding:
        """Of what a line is charged with what its pointer answers: the heaviest."""
        weight = self.means.rewrites.file.weight
        first, mine = self._first[line], self._grave(line)
        # A rule knows what the claim is about; the reader guesses.
        known = [one for one in (first, *mine) if not one.rule.endswith(READS)]
        known = known or [one for one in (first, *mine) if one.family != "restricted"] or [first]
        return min(
            (one for one in known if one.family in weight), key=lambda one: weight.index(one.family), default=first
        )

    def _grave(self, line: int) -> list[Finding]:
        """Its charges but for what lacks evidence, what the reader let pass, and a mere warning: 开车别喝."""
        return [one for one in self._charges(line) if one.status == "violation" and not one.cleared_by
                and "care" not in plain_kinds(one.quote, self.means)]  # fmt: skip

    def _charges(self, line: int) -> list[Finding]:
        """What a line was charged with before it was mended."""
        first, last = self._places[line]
        return [one for one in self._charged if one.start < last and one.end > first]

    def _peeled(self, line: int) -> list[str]:
        """A line without the sentences that were charged, or the clauses where it is copy."""
        first = self._places[line][0]
        charged = [(one.start - first, one.end - first) for one in self._charges(line)]
        before = self._original[line]
        sentences = without_sentences(before, charged, self.means)
        kin = STATEMENT in self.means.rewrites.remains.silent.get(self._heaviest(line).family, ())
        if kin and len(before) <= self.means.rewrites.file.whole_line_chars:
            return sentences  # what is said beside such a claim is more of it: 丢了别找，卡费照扣
        return sentences + (peeled(before, charged, self.means) if self.document.kind == "copy" else [])

    def _distilled(self, line: int, rest: str, target: Finding, *, softened: bool) -> list[str]:
        """A line without its talk, the fullest first; nothing where what is left of it is whole, and tells as much, or
        where softer words will do (``softened``)."""
        before = self._original[line]
        beside = frozenset(one.family for one in self._grave(line) if not one.rule.endswith(READS))
        if len(before) > self.means.rewrites.file.distil.longest:
            return []
        if self._steps(line) <= _SOFTER:
            return [] if softened else distilled(before, target.family, self.means, beside)
        several = len(sentences_in(pointed(before), 0, len(before))) > 1
        several = several and not self._pointed(line) and size(rest) >= size(before) / 2
        if several and not _scraps(rest, self.means, most=_TALK):
            return []  # the other sentences are well without the one that went
        told = distilled(before, target.family, self.means, beside)
        pointed_at = self._pointed(line) or not rest.strip()
        if not pointed_at and _scraps(rest, self.means):
            return told or pointers(before, target, (0, len(before)), self.means) or [""]
        if not told or any(part.words not in rest for part in parts_of(told[0], self.means) if part.words in before):
            return told
        less = [part.words for part in parts_of(before, self.means) if part.kinds and part.words not in told[0]]
        short = len(before) <= self.means.rewrites.file.whole_line_chars
        same = short and not pointed_at and told[0].startswith(rest.rstrip(HARD + " ."))
        return [] if same or any(words in rest for words in less) else told

    def _trimmed(self, line: int) -> str | None:
        """A mended line without the space or bar that set what went apart; None where it has none."""
        rest = self._now(line)
        bare = rest.rstrip(_BARS)
        return None if bare == rest or self._original[line].endswith(rest[-1]) else bare

    def _instead(self, line: int, rest: str, target: Finding) -> list[str]:
        """What is better than what is left of a line, the best first."""
        before = self._original[line]
        where = _where(before, target)
        new = pointer_after(before, target.family, self.means)
        bare = rest.rstrip(HARD + " .")
        one = len(sentences_of(rest)) < 2
        mark = mark_of(before)
        after = [bare + (mark if one else "。") + new.replace("，", mark)] if new and bare[-2:] not in new else []
        if size(rest) < self.means.fluency.shortest:
            return [*pointers(before, target, where, self.means), ""]
        if len(before) > self.means.rewrites.file.whole_line_chars or self._in_sentences(before, rest):
            # A few facts of long talk: of what?
            return after if not names_a_thing(rest) else []
        if ending(before, target.family, self.means, named=True) is None:  # before such a pointer stands no offer
            return pointers(before, target, where, self.means)
        steps = self._steps(line)
        if steps <= _SOFTER:
            if len(cut(rest)) == len(cut(before)) and ("drop_word" not in steps or not _mere_name(rest)):
                return []
            if kind_of(rest, self.means) == OFFER:
                return []
            thing = rest.rsplit("的", 1)[-1]
            if _mere_name(rest) or (is_name(thing) and not _ABSTRACT.search(thing)):
                return after or pointers(before, target, where, self.means)
        state = state_of(rest, before, target.family, self.means)
        if state == WHOLE:
            return []
        return [*pointers(before, target, where, self.means), *(after if state == BARE else [""])]

    def _in_sentences(self, before: str, rest: str) -> bool:
        """Whether a line is long enough, or has sentences enough, for one to be well without the others, and some that
        nobody touched are left that say something."""
        said = sentences_of(before)
        left = sum(size(one) for one in said if one in rest)
        several = len(said) > (1 if len(before) > self.means.rewrites.file.sentences_chars else 2)
        return several and left >= _SENTENCE

    def _left_open(self, start: int, end: int) -> bool:
        """Whether a claim that is left on purpose stands there: for evidence, or for another run."""
        there = [one for one in self.findings if one.start < end and one.end > start]
        sure = not self.means.calm.is_calm(self.document.text[start:end], "open")
        return bool(there) and not (sure and all(one.status == "needs-evidence" for one in there))

    def _facts_of(self, start: int, end: int) -> str:
        """What stays of a sentence beside a claim in it that lacks evidence; empty where it has none."""
        text = self.document.text[start:end]
        bare = text.rstrip(HARD + " .")
        clauses = cut(bare)
        hit = [at for at, (a, b) in enumerate(spans(clauses))
               if any(one.start < start + b and one.end > start + a for one in self.findings)]  # fmt: skip
        if not hit or len(sentences_of(text)) > 1:
            return ""
        stay = self.means.fluency.stays(clauses, hit, self.means.calm)
        return joined([clauses[at] for at in stay]) + text[len(bare) :] if stay else ""

    def _put(self, new: dict[int, str]) -> None:
        """Write whole lines anew."""
        if new:
            self.document = msgspec.structs.replace(self.document, text=with_lines(self.document.text, new))

    def _kept(self, line: int) -> str:
        """What is left of a line's own words."""
        pointed = [edit for edit in self.edits if edit.line - 1 == line and edit.step == "replace"]
        if pointed:
            before, after = pointed[-1].before, pointed[-1].after
            return next((before[:at] for at in range(len(before), 0, -1) if after.startswith(before[:at])), "")
        return self._now(line)

    def _now(self, line: int) -> str:
        """A line as it reads by now."""
        return self.document.text[slice(*lines_in(self.document.text)[line])]

    def _pointed(self, line: int) -> bool:
        return "replace" in self._steps(line)

    def _steps(self, line: int) -> set[str]:
        """What was done to a line so far."""
        return {edit.step for edit in self.edits if edit.line - 1 == line}

    def _edit(self, line: int, target: Finding, step: str, before: str, after: str) -> None:
        self.edits.append(Edit(line + 1, target.rule, target.family, step, before, after, target.reason))


def _where(line: str, target: Finding) -> tuple[int, int]:
    """Where in a line as it was the words of a charge stand; all of it where they run beyond it."""
    at = line.find(target.quote) if target.quote else -1
    return (at, at + len(target.quote)) if at >= 0 else (0, len(line))


def _scraps(rest: str, means: Means, most: float = 0) -> bool:
    """Whether more than such a share of what is left of a line is talk."""
    told = [bool(part.kinds) for part in parts_of(rest, means)]
    return told.count(False) > most * len(told)


def _mere_name(words: str) -> bool:
    """Whether words name something and say nothing of it, not so much as a quality."""
    return size(words) <= _NAME and "的" not in words and not any(tag.startswith(_SAYS) for _, tag in tags_of(words))
