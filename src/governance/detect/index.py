"""From literals to the patterns worth trying.

What a pattern needs are groups of words of which one must be present: single characters are looked up among those of
the stretch, longer words among the literals that the automaton found there. Nearly every pattern has groups of its own,
so asking the few patterns that a stretch calls for costs less than working out all groups that are present in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from governance.rulebook.book import Group, Rulebook
from governance.rulebook.compiler import Pattern

Words = frozenset[str]
_NOTHING: Words = frozenset(("",))  # needed by a pattern of one group: always present


class Trial(NamedTuple):
    """Pattern ``order`` of rule ``rule``. Of each group of words in ``needs`` one must stand in the same stretch, of
    each in ``beside``, which its companions need, one near by.
    """

    rule: int
    order: int
    needs: tuple[Words, ...]
    beside: tuple[Words, ...]

    def meets(self, present: set[str]) -> bool:
        """Whether a stretch in which these words are present has all groups but the first that the pattern needs."""
        for words in self.needs[1:]:  # noqa: SIM110  (a generator for each trial of a stretch costs more than the tests)
            if words.isdisjoint(present):
                return False
        return True


class Index:
    """``literals`` go into one automaton; by literal, ``trials`` has the numbers of the trials it calls for.

    A pattern is called for by its rarest group. How rare a group is, the rulebook's own example sentences tell: they
    are talk of the trade, and every pattern's groups stand in its own examples alike.
    """

    def __init__(self, book: Rulebook, only: frozenset[str] | None = None) -> None:
        self._common = book.common
        self.literals: list[str] = []
        self.trials: list[tuple[int, ...]] = []
        self.all: list[Trial] = []
        self._first: list[Words] = []
        self._literal: dict[str, int] = {}
        self._rank: dict[Words, tuple[float, int, str]] = {}
        self._anchors: dict[Words, tuple[int, ...]] = {}
        # A rule with `missing` speaks of the whole document, not of a place in it.
        for rule, compiled in enumerate(book.rules):
            if compiled.missing is not None or (only is not None and compiled.rule.id not in only):
                continue
            for order, entry in enumerate(compiled.matches):
                self._add(rule, order, entry)
        book.keep()

    def _add(self, rule: int, order: int, entry: Pattern | Group) -> None:
        head = entry.patterns[0] if isinstance(entry, Group) else entry
        # The rarest first: the sooner a trial is refused, the better.
        anchor, *needs = sorted(head.witnesses, key=self._commonness)
        others = entry.patterns[1:] if isinstance(entry, Group) else ()
        beside = [words for other in others for words in other.witnesses]
        for words in (*needs, *beside):
            # Single characters are too many for the automaton; a stretch's characters are few.
            if words not in self._anchors:
                for word in words:
                    if len(word) > 1:
                        self._place(word)
        for place in self._places(anchor):
            self.trials[place] += (len(self.all),)
        self.all.append(Trial(rule, order, tuple(needs), tuple(beside)))
        self._first.append(needs[0] if needs else _NOTHING)

    def _commonness(self, words: Words) -> tuple[float, int, str]:
        known = self._rank.get(words)
        if known is None:
            known = self._rank[words] = (sum(map(self._common, words)), -min(map(len, words)), min(words))
        return known

    def _places(self, words: Words) -> tuple[int, ...]:
        """Where the words of a set stand among the literals; many patterns share their lexicons."""
        known = self._anchors.get(words)
        if known is None:
            known = self._anchors[words] = tuple(map(self._place, words))
        return known

    def _place(self, word: str) -> int:
        place = self._literal.get(word)
        if place is None:
            place = self._literal[word] = len(self.literals)
            self.literals.append(word)
            self.trials.append(())
        return place

    def called(self, trials: set[int], present: set[str]) -> Iterator[Trial]:
        """The trials of a set, in order, that a stretch with these words meets."""
        every, first = self.all, self._first
        # Most trials fail at their rarest group, so that is asked without a call.
        called = [n for n in trials if not first[n].isdisjoint(present) and every[n].meets(present)]
        for number in sorted(called):
            yield every[number]

    def words(self, literals: Iterable[int], text: str) -> set[str]:
        """What is present in a stretch of text, in which these literals stand: they, all characters, and nothing."""
        known = self.literals
        return {"", *text, *[known[literal] for literal in literals]}
