"""The clerk heard last: a single claim with its papers, as the trained reader of papers sees the two together.

It speaks where nobody else does, takes back what papers could prove (what a rule's own words charge, only where it is
surer), and names the family where reader and general comparisons could only guess it. How loudly it is heard is data
(``papers`` in ``rules/reader.yaml``).
"""

from __future__ import annotations

from pathlib import Path

from governance.detect.candidates import trimmed
from governance.detect.clerk import Clerk, Opinion
from governance.detect.clerk.bearings import Beside, bearings
from governance.detect.evidence.answer import Answer, Judged, Outcome
from governance.detect.evidence.judge import ENOUGH
from governance.detect.judging import Judgement, Step
from governance.detect.reader import Reader
from governance.detect.trained import chance
from governance.detect.view import View
from governance.detect.weighing import Weighing
from governance.model import by_paper
from governance.rulebook.book import Rulebook
from governance.rulebook.schema import ClerkPolicy

_SAID = 40  # characters of a claim or a paper that an answer repeats


class Filing:
    """The clerk of a rulebook with the rules it may charge; one a process."""

    def __init__(self, book: Rulebook, policy: ClerkPolicy, clerk: Clerk, reader: Reader, weighing: Weighing) -> None:
        self._book = book
        self._policy = policy
        self._clerk = clerk
        self._reader = reader
        self._weighing = weighing

    @classmethod
    def of(cls, book: Rulebook, reader: Reader, weighing: Weighing) -> Filing | None:
        """The clerk of a rulebook, or None where it has none. Raises RulebookError."""
        policy = book.source.reader.papers if book.source.reader is not None else None
        if policy is None:
            return None
        return cls(book, policy, Clerk.load(Path(book.source.papers_model)), reader, weighing)

    def heard(self, view: View, judged: list[Judgement], category: str, day: str, *,
              explain: bool = False) -> list[Judgement]:  # fmt: skip
        """The judgements with what the clerk makes of them; the same list where it is not asked."""
        if not view.document.evidence or view.document.filed or not self._is_one_claim(view):
            return judged
        beside = Beside.of(view, self._book, category, day)
        if beside is None:
            return judged
        given = bearings(beside, self._reader)
        opinion = self._clerk.opinion(given)
        pulls = self._clerk.spoke(given) if explain else []
        told = " ".join((f"log-odds {opinion.odds:.2f}", *(f"[{name}]{pull:+.1f}" for name, pull in pulls)))
        charged = [i for i, entry in enumerate(judged) if _charges(entry)]
        if not charged:
            doubts = opinion.odds >= self._bar(judged)
            return self._charge(beside, judged, opinion, category, day, told) if doubts else judged
        if all(self._clears(judged[i], opinion) for i in charged):
            return self._cleared(beside, judged, charged, told)
        if any(not _guessed(judged[i]) for i in charged):
            return judged
        return self._named(view, judged, charged, opinion, category)

    def _is_one_claim(self, view: View) -> bool:
        """Whether its papers may be taken to be meant for all it says; the lines of a sheet are many things."""
        return len(view.folded) <= self._policy.longest and "\n" not in view.document.text.strip()

    def _bar(self, judged: list[Judgement]) -> float:
        """The odds from which it charges; higher where the words of a rule were there and a paper has cleared them."""
        proved = any(entry.proved and not _guessed(entry) for entry in judged)
        return self._policy.charge_proved_at if proved else self._policy.charge_at

    def _clears(self, entry: Judgement, opinion: Opinion) -> bool:
        if _guessed(entry) and not entry.disproved:
            return opinion.odds < self._policy.clear_below
        return bool(entry.rule.rule.clears) and opinion.odds < self._policy.clear_worded_below

    def _charge(self, beside: Beside, judged: list[Judgement], opinion: Opinion, category: str, day: str,
                told: str) -> list[Judgement]:  # fmt: skip
        view = beside.view
        place = self._reader.place(self._reader.page(view.folded), 0, len(view.folded), opinion.family)
        start, end = trimmed(view.folded, *place)
        if end <= start:
            return judged
        answer, step = self._answer(beside, view.folded[start:end], opinion), Step("clerk", f"charges: {told}")
        entry = self._weighing.charge(view, (start, end), answer, (opinion.family,), step, category, day)
        return judged if entry is None else [*judged, entry._replace(confidence=chance(opinion.odds))]

    def _cleared(self, beside: Beside, judged: list[Judgement], charged: list[int], told: str) -> list[Judgement]:
        kind = max(beside.sheets, key=lambda sheet: len(sheet.content)).type
        fits, step = Judged("fits", kind, ENOUGH), Step("clerk", f"clears: {told}")
        out = list(judged)
        for i in charged:
            out[i] = out[i]._replace(cleared_by=by_paper(kind), evidence=fits, steps=(*out[i].steps, step))
        return out

    def _named(self, view: View, judged: list[Judgement], charged: list[int], opinion: Opinion,
               category: str) -> list[Judgement]:  # fmt: skip
        """The family of the clerk in place of the guessed ones; where it is one of them, the others fall."""
        share = opinion.shares[opinion.family]
        compiled = self._weighing.rule(opinion.family, category, view.document.kind)
        if share < self._policy.name_at or compiled is None:
            return judged
        among = any(judged[i].rule.family == opinion.family for i in charged)
        step = Step("clerk", f"names {opinion.family}: share {share:.2f}")
        out = list(judged)
        for i in charged:
            entry = out[i]._replace(steps=(*out[i].steps, step))
            if not among:
                out[i] = entry._replace(rule=compiled)
            elif entry.rule.family != opinion.family:
                out[i] = entry._replace(dropped=True)
        return out

    @staticmethod
    def _answer(beside: Beside, said: str, opinion: Opinion) -> Judged:
        """What to tell people: the claim and the papers, side by side."""
        content = beside.table.content(said)
        sheet = max(beside.sheets, key=lambda one: len(one.content & content))
        outcome: Outcome = "contradicts" if opinion.status == "violation" else "narrow"
        shown, claimed = sheet.body[:_SAID], said[:_SAID]
        if not shown:
            zh, en = f"所附材料没有写明“{claimed}”。", f"The attached papers do not state '{claimed}'."
        elif outcome == "contradicts":
            zh = f"所附材料写的是“{shown}”，与所说不符。"
            en = f"The attached papers state '{shown}', which is not what is said."
        else:
            zh = f"所附材料写的是“{shown}”，不足以支持“{claimed}”。"
            en = f"The attached papers state '{shown}', too little for '{claimed}'."
        return Judged(outcome, sheet.type, Answer(outcome, zh, en))


def _charges(entry: Judgement) -> bool:
    return entry.stands and entry.rule.rule.status != "advisory"


def _guessed(entry: Judgement) -> bool:
    """Whether no words of a rule stand behind a charge, only the reader or a general comparison."""
    return entry.rule.rule.reads or entry.rule.rule.compared
