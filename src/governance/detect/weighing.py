"""What the papers say of each clause, weighed with what rules and reader have found there.

A paper that proves a clause false is heard whatever cleared the clause before, unless the talk around it did; one
that is too little reopens only what another look at evidence had cleared; one that fits clears what the reader alone
charged.
"""

from __future__ import annotations

from governance.detect.candidates import Match, overlap
from governance.detect.evidence.answer import Judged
from governance.detect.evidence.led import Said, said_beside_papers
from governance.detect.hearing import CLEARED_BY
from governance.detect.judging import Judge, Judgement, Step, applies
from governance.detect.view import View
from governance.model import by_paper
from governance.rulebook.book import CompiledRule, Rulebook

_QUALITIES = frozenset(("authenticity", "efficacy"))


class Weighing:
    """The rules of a rulebook that only evidence charges; one a process."""

    def __init__(self, book: Rulebook, judge: Judge) -> None:
        self._book = book
        self._judge = judge
        self._rules = {compiled.family: number for number, compiled in enumerate(book.rules) if compiled.rule.compared}

    def weighed(self, view: View, judged: list[Judgement], category: str, day: str) -> list[Judgement]:
        """The judgements with what the papers add to them; the same list where no paper is attached."""
        evidence = self._book.source.evidence
        if evidence is None or not (view.document.evidence or view.document.products) or not self._rules:
            return judged
        out = list(judged)
        all_said = said_beside_papers(view, self._book, category, day)
        doubted = [said for said in all_said if said.judged.outcome != "fits"]

        alone = not view.document.filed
        # Papers are brought for a claim or two. In a long talk most of what is said is beside them and nothing's proof.
        among_few = len(view.folded) <= evidence.few_claims

        def speaks_to(entry: Judgement, families: tuple[str, ...]) -> bool:
            """Whether a paper that fits may clear a charge: one of the file only what such papers prove."""
            family = entry.rule.family
            kin = _QUALITIES if family in _QUALITIES else {family}  # the reader seldom tells these two apart
            return alone or not kin.isdisjoint(families)

        def whole(entry: Judgement) -> bool:
            """A claim of two clauses stands with both: 里程四万三，没出过险."""
            return not any(overlap(entry.match, said) for said in doubted)

        for proved in [e for e in out if alone and e.rule.rule.reads and e.proved]:
            # The reader guessed a second family of the same passage, which the paper's type does not speak to.
            if proved.evidence is not None and whole(proved):
                place = proved.match.start, proved.match.end
                same = [i for i, e in enumerate(out) if (e.match.start, e.match.end) == place]
                self._clear(out, same, proved.evidence)
        for said in all_said:
            here = [i for i, e in enumerate(out) if not e.dropped and overlap(e.match, said)]
            if said.judged.outcome == "fits":
                fitting = [i for i in here if whole(out[i]) and speaks_to(out[i], said.families)]
                self._clear(out, fitting, said.judged)
            elif view.document.filed and said.judged.outcome == "narrow":
                continue  # not every particular of a sheet has a paper of its own
            elif not self._amend(out, here, said) and said.definite and (among_few or said.judged.outcome != "narrow"):
                step = Step("papers", f"{said.judged.outcome}: {said.judged.why}")
                charge = self.charge(view, (said.start, said.end), said.judged, said.families, step, category, day)
                if charge is not None:
                    out.append(charge)
        return out

    def _clear(self, out: list[Judgement], here: list[int], judged: Judged) -> None:
        """Clear what the reader alone charged, whatever family it guessed; a rule says itself which papers clear it."""
        for i in here:
            rule = out[i].rule.rule
            before = out[i].evidence
            open_still = before is None or before.outcome == "fits"
            if rule.reads and out[i].cleared_by is None and open_still:
                step = Step("papers", f"fits: {judged.why}")
                out[i] = out[i]._replace(cleared_by=by_paper(judged.by), evidence=judged, steps=(*out[i].steps, step))

    def _amend(self, out: list[Judgement], here: list[int], said: Said) -> bool:
        """Give the answer to what stands here already; whether there was such an entry."""
        false = said.judged.outcome == "contradicts"
        amended = False
        for i in here:
            entry = out[i]
            by_reader = entry.cleared_by == CLEARED_BY
            ours = entry.rule.family in said.families
            if not ours and (entry.cleared_by is not None or not entry.rule.rule.clears):
                continue
            if entry.cleared_by is not None and not entry.proved and not (by_reader and false):
                if by_reader:
                    amended = True  # it reads as innocent, and a paper that is merely too little cannot change that
                continue
            if not entry.disproved and (false or entry.proved or entry.evidence is None):
                step = Step("papers", f"{said.judged.outcome}: {said.judged.why}")
                out[i] = entry._replace(cleared_by=None, evidence=said.judged, steps=(*entry.steps, step))
            # The reader guesses the family; a paper that proves a clause false knows what it is about.
            amended = amended or not (false and entry.rule.rule.reads and entry.rule.family != said.families[0])
        return amended

    def rule(self, family: str, category: str, kind: str) -> CompiledRule | None:
        """The rule of a family that only evidence charges, where it speaks of such goods and documents."""
        number = self._rules.get(family)
        if number is None or not applies(self._book.rules[number], category, kind):
            return None
        return self._book.rules[number]

    def charge(self, view: View, place: tuple[int, int], judged: Judged, families: tuple[str, ...], step: Step,
               category: str, day: str) -> Judgement | None:  # fmt: skip
        """A place of the text under the first family that has a rule for it; contexts may still clear it."""
        for family in families:
            compiled = self.rule(family, category, view.document.kind)
            if compiled is not None:
                sentence = view.sentence_at(place[0])
                match = Match(self._rules[family], *place, sentence, 0)
                gate = self._judge.gate.around(view, sentence)
                entry = self._judge.one(view, compiled, match, category, day, gate)
                by_context = entry.cleared_by is not None and not entry.proved
                return entry._replace(
                    cleared_by=entry.cleared_by if by_context else None,
                    evidence=judged,
                    steps=(*entry.steps, step),
                )
        return None
