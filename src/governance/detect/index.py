"""From literals to the patterns worth trying.

Sets of groups are whole numbers, a bit each: those of a sentence's literals are joined by ``|``, and whether all that a
pattern needs is there is one ``&``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from governance.rulebook.book import Group, Pattern, Rulebook


class Trial(NamedTuple):
    """Pattern ``order`` of rule ``rule``; ``beside`` are groups that its companions need, near by."""

    rule: int
    order: int
    beside: int


class Index:
    """``literals`` go into one automaton; by literal, ``groups`` it satisfies and ``trials`` it calls for.
    ``letters`` are the groups that a single character satisfies.

    A pattern is called for by its rarest group. How rare a group is, the rulebook's own example sentences tell: they
    are talk of the trade, and every pattern's groups stand in its own examples alike.
    """

    def __init__(self, book: Rulebook, only: frozenset[str] | None = None) -> None:
        self._common = book.common
        self.literals: list[str] = []
        self.groups: list[int] = []
        self.letters: dict[str, int] = {}
        self.trials: list[tuple[int, ...]] = []
        self.all: list[Trial] = []
        self._needs: list[int] = []
        self._literal: dict[str, int] = {}
        self._rank: dict[frozenset[str], tuple[float, int, str]] = {}
        self._anchors: dict[frozenset[str], tuple[int, ...]] = {}
        self._group: dict[frozenset[str], int] = {}
        # A rule with `missing` speaks of the whole document, not of a place in it.
        for rule, compiled in enumerate(book.rules):
            if compiled.missing is not None or (only is not None and compiled.rule.id not in only):
                continue
            for order, entry in enumerate(compiled.matches):
                self._add(rule, order, entry)
        book.keep()

    def _add(self, rule: int, order: int, entry: Pattern | Group) -> None:
        head = entry.patterns[0] if isinstance(entry, Group) else entry
        anchor = min(head.witnesses, key=self._commonness)
        need = beside = 0
        for words in head.witnesses:
            if words is not anchor:
                need |= 1 << self._number(words)
        if isinstance(entry, Group):
            for other in entry.patterns[1:]:
                for words in other.witnesses:
                    beside |= 1 << self._number(words)
        for place in self._places(anchor):
            self.trials[place] += (len(self.all),)
        self.all.append(Trial(rule, order, beside))
        self._needs.append(need)

    def _commonness(self, words: frozenset[str]) -> tuple[float, int, str]:
        known = self._rank.get(words)
        if known is None:
            known = self._rank[words] = (sum(map(self._common, words)), -min(map(len, words)), min(words))
        return known

    def _number(self, words: frozenset[str]) -> int:
        number = self._group.get(words)
        if number is None:
            number = self._group[words] = len(self._group)
            for word in words:
                if len(word) == 1:
                    # Single characters are too many for the automaton; a sentence's characters are few.
                    self.letters[word] = self.letters.get(word, 0) | 1 << number
                else:
                    self.groups[self._place(word)] |= 1 << number
        return number

    def _places(self, words: frozenset[str]) -> tuple[int, ...]:
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
            self.groups.append(0)
            self.trials.append(())
        return place

    def called(self, trials: set[int], present: int, letters: int) -> Iterator[Trial]:
        """The trials of a set, in order, whose groups are all present in the stretch or among its ``letters``."""
        needs = self._needs
        absent = ~(present | letters)
        for number in sorted([trial for trial in trials if not needs[trial] & absent]):
            yield self.all[number]

    def lettered(self, text: str) -> int:
        """The groups that the single characters of a text satisfy."""
        found = 0
        for letter in self.letters.keys() & set(text):
            found |= self.letters[letter]
        return found
