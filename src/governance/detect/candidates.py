"""Where could a rule match at all? One automaton over all literals, then witnesses a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from governance.detect.index import Index
from governance.detect.view import View
from governance.rulebook.book import Group, Rulebook

PIECE = 2000  # characters; the automaton converts offsets, which costs less on short strings


class Match(NamedTuple):
    """A rule's pattern stands at folded ``[start, end)`` in ``sentence``."""

    rule: int
    start: int
    end: int
    sentence: int
    order: int


class Finder:
    """Holds the automaton of a rulebook; one a process."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.index = Index(book)
        self._overlap = max((len(literal) for literal in self.index.literals), default=1)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self.index.literals, implementation=Implementation.ContiguousNFA)

    def hits(self, folded: str) -> Iterator[tuple[int, int]]:
        """Yield ``(literal, end)`` for every literal in the text, overlapping ones too, in order of ``end``."""
        find = self._automaton.find_matches_as_indexes
        step = PIECE - self._overlap
        for base in range(0, max(len(folded), 1), step):
            seen = self._overlap if base else 0  # what ends in the overlap was found in the piece before
            for literal, _, end in find(folded[base : base + PIECE], overlapping=True):
                if end > seen:
                    yield literal, base + end

    def matches(self, view: View) -> list[Match]:
        """All pattern matches in a document, in order of place, then rule."""
        out: list[Match] = []
        groups_of, trials_of = self.index.groups, self.index.trials
        sentence = present = 0
        trials: set[int] = set()
        stop = view.spans[0][1] if view.spans else 0
        for literal, end in self.hits(view.folded):
            if end > stop:
                if trials:
                    self._try(view, sentence, present, trials, out)
                present, trials = 0, set()
                while end > stop and sentence < len(view.spans) - 1:
                    sentence += 1
                    stop = view.spans[sentence][1]
            present |= groups_of[literal]
            trials.update(trials_of[literal])
        if trials:
            self._try(view, sentence, present, trials, out)
        return sorted(out, key=lambda match: (match.start, match.end, match.rule, match.order))

    def _try(self, view: View, sentence: int, present: int, trials: set[int], out: list[Match]) -> None:
        base = view.spans[sentence][0]
        text = view.sentence(sentence)
        encoded = text.encode("utf-8", "replace")
        for rule, order in self.index.called(trials, present, text):
            entry = self.book.rules[rule].matches[order]
            if isinstance(entry, Group):
                done = -1
                for start, end in entry.patterns[0].spans(text, encoded):
                    if base + start < done:
                        continue  # inside the claim just found
                    span = _together(view.folded, entry, base + start, base + end)
                    if span is not None:
                        out.append(Match(rule, *span, view.sentence_at(span[0]), order))
                        done = span[1]
                continue
            for start, end in entry.spans(text, encoded):
                start, end = trimmed(text, start, end)
                if end > start:
                    out.append(Match(rule, base + start, base + end, sentence, order))


def _together(folded: str, entry: Group, start: int, end: int) -> tuple[int, int] | None:
    """The span of a head with all its companions around it, or None when one is missing."""
    low, high = max(0, start - entry.within), min(len(folded), end + entry.within)
    window = folded[low:high]
    first, last = start, end
    for other in entry.patterns[1:]:
        found = other.regex.search(window)
        if found is None:
            return None
        first, last = min(first, low + found.start()), max(last, low + found.end())
    inner_start, inner_end = trimmed(folded[first:last], 0, last - first)
    return (first + inner_start, first + inner_end) if inner_end > inner_start else None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A clause mark matched by ``^`` or ``$`` is not part of the claim."""
    while start < end and text[start] in "，。 ":
        start += 1
    while end > start and text[end - 1] in "，。 ":
        end -= 1
    return start, end
