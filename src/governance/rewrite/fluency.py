"""Which clauses of a sentence can stay when some go, and whether a sentence reads on."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, NamedTuple

from governance.rewrite.calm import Calm
from governance.rewrite.clauses import Clause, balanced, cut, size
from governance.rewrite.speech import begins, is_name, is_ours, states

_END = re.compile(r"(?:[和跟与及把被比]|是|的|最|给|让|叫|非常|全国|全网|行业|业内|因为|但是|而且)$")
_START = re.compile(r"^[的地得了着过吗呢吧、]")
_DOUBLE = re.compile(r"[，,、：]\s*[，,、。！？]|的的|了了|很很|^[，,、。]")
_ENDS = " 。.！!"


class Fluency(NamedTuple):
    """The patterns of ``rules/precheck/rewrites.yaml``, compiled."""

    shortest: int
    waiting: Any
    leaning: Any
    lead_in: Any
    suspect: Any
    plain: Any
    fact: Any
    whole: Any
    back: Any
    thing: Any
    setup: Any
    person: Any

    def is_plain(self, words: str) -> bool:
        """Whether words only name a price or a size, of one's own goods, and lean on nothing."""
        words = words.strip(_ENDS)
        return bool(self.plain.search(words)) and not (self.suspect.search(words) or self.leaning.search(words))

    def quiet(self, words: str, calm: Calm) -> bool:
        """Whether a clause may stand beside one that had to go: a mere name or fact, or what says outright what it
        speaks of, needs to sound less innocent than another statement, which may be the rest of the claim; a price
        speaks for itself."""
        words = words.strip()
        if self.suspect.search(words):
            return False
        if self.is_plain(words):
            return True
        if is_name(words) or is_ours(words):
            return calm.is_calm(words, "name")
        return calm.is_calm(words, "fact" if self.fact.search(words) else "beside")

    def stays(self, clauses: list[Clause], gone: Collection[int], calm: Calm, *, facts: bool = False,
              sure: Collection[int] = ()) -> list[int]:  # fmt: skip
        """Which clauses stay when ``gone`` go: none that hangs on one that goes, and none that claims the like.

        A clause stays when it is whole; after the first that goes, when it also begins anew and tells a fact of the
        goods or the order. With ``facts`` it must tell one wherever it stands. Nothing stays when what is left is too
        short to be a sentence or says nothing. ``sure`` are clauses that were mended and tried already.
        """
        keep: list[int] = []
        first = min(gone, default=len(clauses))
        for at, clause in enumerate(clauses):
            words = clause.words.strip()
            if at in sure:
                keep.append(at)
                continue
            if at in gone or not words or not self.quiet(words, calm):
                continue
            if self.is_plain(words) or self._may_stay(words, at > first or (at > 0 and at - 1 not in keep), facts):
                keep.append(at)
        # What waits for a clause that went goes with it, backwards: 如果…，那么…
        for at in reversed(list(keep)):
            if at + 1 not in keep and self._waits_there(clauses, at, keep):
                keep.remove(at)
        rest = "".join(clauses[at].words for at in keep)
        told = any(at in sure or self._tells(clauses[at].words, facts) for at in keep)
        return keep if told and size(rest) >= self.shortest else []

    def _may_stay(self, words: str, after: bool, facts: bool) -> bool:
        fact = bool(self.fact.search(words)) or (not facts and bool(self.whole.search(words)))
        if facts and not (fact and begins(words)) and not (not after and is_name(words)):
            return False
        if not after:
            return True
        # What comes after a claim and tells no fact mostly tells how well it ended: 豆角都挂满了, 尿线如少年.
        return fact and not self.leaning.search(words) and begins(words)

    def _tells(self, words: str, facts: bool) -> bool:
        if self.fact.search(words) or is_name(words):
            return True
        return not facts and not self.lead_in.search(words) and begins(words) and states(words)

    def _waits_there(self, clauses: list[Clause], at: int, keep: list[int]) -> bool:
        """Whether a clause whose successor does not stay waited for it, or only led up to it."""
        last = at + 1 == len(clauses)
        if self.lead_in.search(clauses[at].words.strip()):
            return not (last and at - 1 in keep)
        return not last and self.waits(clauses[at])

    def plain_ones(self, clauses: list[Clause], gone: Collection[int]) -> list[int]:
        """The clauses that only name a price or a size; of three characters, for fewer may be anything."""
        return [at for at, clause in enumerate(clauses)
                if at not in gone and self.is_plain(clause.words) and size(clause.words) >= 3]  # fmt: skip

    def waits(self, clause: Clause) -> bool:
        """Whether a clause is no whole one without what comes after it."""
        words = clause.words.strip()
        if clause.mark.strip() in (":", "："):
            return True
        return bool(self.waiting.search(words)) and not self.whole.search(words)  # 膜布是天丝的 waits for nothing

    def fits(self, before: str, after: str) -> bool:
        """Whether a sentence reads on after words in it changed: nothing waits, leans, doubles or is left open."""
        old, new = self._faults(before), self._faults(after)
        return new <= old and (size(after) >= self.shortest or size(after) >= size(before))

    def _faults(self, sentence: str) -> set[str]:
        found = set()
        for number, clause in enumerate(cut(sentence)):
            words = clause.words.strip()
            if not words:
                found.add(f"empty{number}")
            elif _END.search(words):
                found.add(f"waits {words}")
            elif _START.search(words):
                found.add(f"leans {words}")
        if _DOUBLE.search(sentence):
            found.add("double")
        if not balanced(sentence):
            found.add("open")
        return found
