"""The trained reader heard beside the rules: it may clear what a rule matched, and charge what no rule knows.

How loudly it is heard is data (``rules/reader.yaml``); what it may charge are the rules with ``reads``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from governance.detect.candidates import Match, overlap, trimmed
from governance.detect.judging import Judgement, Step, applies
from governance.detect.reader import Reader, Reading
from governance.detect.reader.passages import clause_at
from governance.detect.trained import chance
from governance.detect.view import View
from governance.model import Status
from governance.rulebook.book import Rulebook
from governance.rulebook.schema import ReaderFile

CLEARED_BY = "reader"
_WORDS = re.compile("[一-鿿][^一-鿿]*[一-鿿]")  # the reader was taught Chinese words, and guesses at anything else
BESIDE = 20  # characters on either side that belong to a claim


class Heard(NamedTuple):
    """A claim that the reader makes: the rule it falls under, where, how bad, how sure, what it rests on, and the
    context that has downgraded a rule's claim in that place."""

    match: Match
    status: Status
    odds: float
    confidence: float
    step: Step
    downgraded_by: str | None = None


class Hearing:
    """The reader of a rulebook with the rules it may charge; one a process."""

    def __init__(self, book: Rulebook, policy: ReaderFile, reader: Reader) -> None:
        self.book = book
        self.policy = policy
        self.reader = reader
        self.rules = {compiled.family: number for number, compiled in enumerate(book.rules) if compiled.rule.reads}

    @classmethod
    def of(cls, book: Rulebook) -> Hearing | None:
        """The hearing of a rulebook, or None where it has no reader. Raises RulebookError."""
        policy = book.source.reader
        if policy is None:
            return None
        return cls(book, policy, Reader.load(Path(book.source.reader_model), book.lists))

    def on(self, view: View, explain: bool = False) -> Session:
        """Read one document; to ``explain`` is to say with every claim which words it rests on, which takes time."""
        return Session(self, view, explain)


class Session:
    """One document as the reader sees it."""

    def __init__(self, hearing: Hearing, view: View, explain: bool) -> None:
        self._explain = explain
        self._hearing = hearing
        self._view = view
        self._page = hearing.reader.page(view.folded)
        # The lines of a sheet are each read as if alone: honest particulars beside a claim do not make it milder.
        parts = view.parts if view.document.filed else [view.spans]
        self._parts = [hearing.reader.readings(self._page, spans) for spans in parts]
        self.readings: list[Reading] = [reading for part in self._parts for reading in part]

    def odds_at(self, places: list[tuple[int, int]]) -> list[float]:
        """How each place reads at its worst: in the passages that hold it, in its own sentence, near by, and, less
        the policy's ``alone``, in its own clause: what reads plainly bad by itself is bad in any company.

        Honest talk beside a lie does not make it true, so the company a claim keeps may only speak against it.
        """
        view = self._view
        table: list[tuple[int, int]] = []
        for start, end in places:
            first, last = view.spans[view.sentence_at(start)], view.spans[view.sentence_at(max(end - 1, start))]
            table.append((first[0], last[1]))
            table.append((max(first[0], start - BESIDE), min(last[1], end + BESIDE)))
            table.append(clause_at(view.folded, start, end, table[-2]))
        read = self._hearing.reader.odds(self._page, np.array(table, dtype=np.int64)).reshape(-1, 3)
        own = (read - np.array((0.0, 0.0, self._hearing.policy.alone))).max(axis=1)
        return [
            max([odds, *(r.odds for r in self.readings if r.start < end and start < r.end)])
            for (start, end), odds in zip(places, own.tolist(), strict=True)
        ]

    def cleared(self, judged: list[Judgement]) -> list[Judgement]:
        """Clear the open matches in passages that read as innocent; not what a context has weighed already: a claim
        taken back reads innocent, and stays on the record."""
        unsettled = [i for i, e in enumerate(judged)
                     if not (e.dropped or e.cleared_by or e.downgraded_by or e.evidence is not None)]  # fmt: skip
        if not unsettled:
            return judged
        out = list(judged)
        places = [(judged[i].match.start, judged[i].match.end) for i in unsettled]
        for i, odds in zip(unsettled, self.odds_at(places), strict=True):
            out[i] = self._heard(judged[i], odds)
        return out

    def _heard(self, entry: Judgement, odds: float) -> Judgement:
        innocent = odds < self._clears_below(entry)
        step = Step("reader", f"{'clears' if innocent else 'silent'}: log-odds {odds:.2f}")
        return entry._replace(steps=(*entry.steps, step), cleared_by=CLEARED_BY if innocent else None)

    def _clears_below(self, entry: Judgement) -> float:
        """The log-odds below which an open match is innocent."""
        policy = self._hearing.policy
        grave = entry.rule.rule.severity in ("high", "critical")
        below = policy.clear_grave_below if grave else policy.clear_below
        if entry.rule.rule.severity == "critical":
            below = policy.clear_critical_below  # honest talk of doctors and medicine reads like what runs them down
        if grave and self._hidden_near(entry.match):
            below -= policy.hidden  # who disguises words seldom means them innocently; the reader sees them undisguised
        if self._terse(entry.match):
            below = min(below, policy.clear_terse_below)
        return below

    def _terse(self, match: Match) -> bool:
        """Whether the match stands in a short line of copy: a slogan reads calm, with no talk around to excuse it."""
        if self._view.document.kind != "copy":
            return False
        lines = ((line[0][0], line[-1][1]) for line in self._view.parts)
        return any(start <= match.start < end and end - start <= self._hearing.policy.terse for start, end in lines)

    def _hidden_near(self, match: Match) -> bool:
        """Whether something in the claim's sentence was said evasively."""
        text = self._view.text
        return text.evasion_in(*text.span(*self._view.spans[match.sentence])) is not None

    def claims(self, judged: list[Judgement], category: str) -> list[Heard]:
        """What the reader charges where no open match of the same family stands, the worst passages first."""
        out: list[Heard] = []
        taken: list[Reading | Match] = []
        loud = [(reading, len(part)) for part in self._parts for reading in part
                if reading.odds >= self._bar(reading, len(part))]  # fmt: skip
        for reading, company in sorted(loud, key=lambda one: (-one[0].odds, one[0].start)):
            if any(overlap(reading, other) for other in taken):
                continue
            if not _WORDS.search(self._view.folded, reading.start, reading.end):
                continue
            charged = {entry.rule.family for entry in judged if entry.stands and overlap(reading, entry.match)}
            said = list(self._charges(reading, company, charged, category))
            # What else a passage of several sentences says may be charged by itself.
            taken += [claim.match for claim in said] or [reading]
            out += said
        # The reader never sees a paper: where one has cleared a rule's match, it would charge the proved claim again.
        proved = [entry.match for entry in judged if entry.proved]
        open_still = [claim for claim in out if not any(overlap(claim.match, match) for match in proved)]
        # Nor does it see that something was taken back: its charge weighs no more than the rule's.
        back = [(entry.match, entry.downgraded_by) for entry in judged if entry.downgraded_by]
        weighed = [
            claim._replace(downgraded_by=next((by for match, by in back if overlap(claim.match, match)), None))
            for claim in open_still
        ]
        return sorted(weighed, key=lambda claim: claim.match.start)

    def _bar(self, reading: Reading, company: int) -> float:
        """The log-odds from which a passage of so many is charged."""
        policy = self._hearing.policy
        bar = policy.flag_at + policy.crowd * math.log2(company)
        if self._view.document.filed:
            bar += policy.brief_by * max(0, policy.brief - (reading.end - reading.start))
        return bar

    def _charges(self, reading: Reading, company: int, charged: set[str], category: str) -> Iterator[Heard]:
        """What one passage of so many is charged with beside the families that rules have charged there."""
        hearing, policy, page = self._hearing, self._hearing.policy, self._page
        second_at = policy.second_at if company > 1 else -math.inf
        senses = hearing.reader.senses(page, reading.start, reading.end, policy.second, second_at)
        for sense in senses:
            number = hearing.rules.get(sense.family)
            if number is None or not applies(hearing.book.rules[number], category, self._view.document.kind):
                continue
            if sense.family in charged or (charged and sense.share < policy.beside):
                continue
            start, end = trimmed(self._view.folded, sense.start, sense.end)
            if end <= start:
                continue
            spoke = hearing.reader.spoke(page, reading.start, reading.end) if self._explain else []
            said = " ".join([f"share {sense.share:.2f};", *(f"{gram}{pull:+.1f}" for gram, pull in spoke)])
            yield Heard(
                Match(number, start, end, self._view.sentence_at(start), 0),
                sense.status,
                reading.odds,
                chance(reading.odds),
                Step("reader", f"charges: log-odds {reading.odds:.2f}, {said}"),
            )
