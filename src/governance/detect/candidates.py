"""Where could a rule match at all? One automaton over all literals, then witnesses a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from governance.detect.view import View
from governance.rulebook.book import Group, Index, Pattern, Rulebook

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
        self.index: Index = book.index
        self._overlap = max((len(literal) for literal in self.index.literals), default=1)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self.index.literals, implementation=Implementation.ContiguousNFA)

    def hits(self, folded: str) -> Iterator[tuple[int, int]]:
        """Yield ``(literal, start)`` for every literal in the text, overlapping ones too."""
        step = PIECE - self._overlap
        find = self._automaton.find_matches_as_indexes
        if len(folded) <= PIECE:
            for literal, start, _ in find(folded, overlapping=True):
                yield literal, start
            return
        for base in range(0, len(folded), step):
            for literal, start, end in find(folded[base : base + PIECE], overlapping=True):
                # A literal that begins in the overlap is found again in the next piece; one that began
                # before it was already cut off there and is whole only here.
                if start < step or base + PIECE >= len(folded):
                    yield literal, base + start
                elif end > step and base + start >= base + step:
                    continue

    def matches(self, view: View) -> list[Match]:
        """All pattern matches in a document, in order of place, then rule."""
        groups_of = self.index.groups_of
        present: dict[int, set[int]] = {}
        wide_hits: dict[int, list[int]] = {}
        wide = self.index.wide
        spans = view.spans
        at = 0
        for literal, start in sorted(self.hits(view.folded), key=_by_start):
            while at < len(spans) - 1 and start >= spans[at][1]:
                at += 1
            groups = groups_of[literal]
            found = present.get(at)
            if found is None:
                present[at] = set(groups)
            else:
                found.update(groups)
            for group in groups:
                if group in wide:
                    wide_hits.setdefault(group, []).append(start)
        out: list[Match] = []
        for sentence, groups_here in present.items():
            self._narrow(view, sentence, groups_here, out)
        for group, places in wide_hits.items():
            self._wide(view, group, places, out)
        return sorted(out, key=lambda match: (match.start, match.end, match.rule, match.order))

    def _narrow(self, view: View, sentence: int, present: set[int], out: list[Match]) -> None:
        text = None
        base = view.spans[sentence][0]
        for group in present:
            for rule, order, need in self.index.anchored.get(group, ()):
                if not need <= present:
                    continue
                if text is None:
                    text = view.sentence(sentence)
                pattern = self.book.rules[rule].matches[order]
                assert isinstance(pattern, Pattern)
                for found in pattern.regex.finditer(text):
                    start, end = _trim(text, *found.span())
                    if end > start:
                        out.append(Match(rule, base + start, base + end, sentence, order))

    def _wide(self, view: View, group: int, places: list[int], out: list[Match]) -> None:
        for rule, order in self.index.wide[group]:
            entry = self.book.rules[rule].matches[order]
            assert isinstance(entry, Group)
            done = -1
            for sentence in dict.fromkeys(view.sentence_at(place) for place in places):
                base = view.spans[sentence][0]
                for head in entry.patterns[0].regex.finditer(view.sentence(sentence)):
                    if base + head.start() < done:
                        continue  # inside the claim just found
                    span = _together(view.folded, entry, base + head.start(), base + head.end())
                    if span is not None:
                        out.append(Match(rule, *span, view.sentence_at(span[0]), order))
                        done = span[1]


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
    inner_start, inner_end = _trim(folded[first:last], 0, last - first)
    return (first + inner_start, first + inner_end) if inner_end > inner_start else None


def _by_start(hit: tuple[int, int]) -> int:
    return hit[1]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A clause mark matched by ``^`` or ``$`` is not part of the claim."""
    while start < end and text[start] in "，。 ":
        start += 1
    while end > start and text[end - 1] in "，。 ":
        end -= 1
    return start, end
