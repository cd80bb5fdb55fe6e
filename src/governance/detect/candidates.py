"""Where could a rule match at all? One automaton over all literals, then witnesses a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple, Protocol

from ahocorasick_rs import AhoCorasick, Implementation

from governance.detect.index import Index
from governance.detect.view import View
from governance.rulebook.book import Group, Rulebook
from governance.rulebook.compiler import Pattern
from governance.rulebook.lazy import encode

REACH = 200  # characters; `within` may be no larger
STRETCH = 100  # characters; each look costs more than reading on
PIECE = 2000  # characters; the automaton converts offsets, which costs less on short strings


class Match(NamedTuple):
    """A rule's pattern stands at folded ``[start, end)`` in ``sentence``."""

    rule: int
    start: int
    end: int
    sentence: int
    order: int


class Finder:
    """Holds the automaton of a rulebook, or of some of its ``rules``; one a process."""

    def __init__(self, book: Rulebook, rules: frozenset[str] | None = None) -> None:
        self.book = book
        self.index = Index(book, rules)
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
        trials_of = self.index.trials
        looks = [Look(start, stop) for start, stop in _stretches(view.spans)]
        at = 0
        for literal, end in self.hits(view.folded):
            while end > looks[at].stop and at < len(looks) - 1:
                at += 1
            looks[at].literals.add(literal)
        out: list[Match] = []
        for at, look in enumerate(looks):
            trials = {trial for literal in look.literals for trial in trials_of[literal]}
            if trials:
                self._try(view, looks, at, trials, out)
        return sorted(out, key=lambda match: (match.start, match.end, match.rule, match.order))

    def _try(self, view: View, looks: list[Look], at: int, trials: set[int], out: list[Match]) -> None:
        look = looks[at]
        base = look.start
        text = view.folded[base : look.stop]
        encoded = encode(text)
        around: set[str] | None = None
        for rule, order, _, beside in self.index.called(trials, self.index.words(look.literals, text)):
            entry = self.book.rules[rule].matches[order]
            if isinstance(entry, Pattern):
                for start, end in entry.spans(text, encoded):
                    start, end = trimmed(text, start, end)
                    if end > start:
                        out.append(Match(rule, base + start, base + end, view.sentence_at(base + start), order))
                continue
            if around is None:
                around = self._around(view, looks, at)
            if not any(words.isdisjoint(around) for words in beside):
                self._together(view, entry, (rule, order), look, text, encoded, out)

    def _around(self, view: View, looks: list[Look], at: int) -> set[str]:
        """The words present in a stretch and in those within reach of a companion."""
        low, high = at, at
        while low > 0 and looks[at].start - looks[low].start < REACH:
            low -= 1
        while high < len(looks) - 1 and looks[high].stop - looks[at].stop < REACH:
            high += 1
        literals = set().union(*(look.literals for look in looks[low : high + 1]))
        return self.index.words(literals, view.folded[looks[low].start : looks[high].stop])

    @staticmethod
    def _together(view: View, entry: Group, trial: tuple[int, int], look: Look, text: str, encoded: bytes,
                  out: list[Match]) -> None:  # fmt: skip
        done = -1
        for start, end in entry.patterns[0].spans(text, encoded):
            if look.start + start < done:
                continue  # inside the claim just found
            span = _companions(view.folded, entry, look.start + start, look.start + end)
            if span is not None:
                out.append(Match(trial[0], *span, view.sentence_at(span[0]), trial[1]))
                done = span[1]


class Look:
    """A stretch of text that is searched at once, with the literals that stand in it."""

    __slots__ = ("literals", "start", "stop")

    def __init__(self, start: int, stop: int) -> None:
        self.start = start
        self.stop = stop
        self.literals: set[int] = set()


def _stretches(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Neighbouring sentences joined until they are long enough to be worth a look of their own.

    No pattern reaches over a hard break, so where sentences end the stretch is only searched together.
    """
    start = stop = -1
    for begin, end in spans:
        if start < 0:
            start = begin
        stop = end
        if stop - start >= STRETCH:
            yield start, stop
            start = -1
    if start >= 0:
        yield start, stop


def _companions(folded: str, entry: Group, start: int, end: int) -> tuple[int, int] | None:
    """The span of a head with all its companions around it, or None when one is missing."""
    low, high = max(0, start - entry.within), min(len(folded), end + entry.within)
    window = folded[low:high]
    first, last = start, end
    for other in entry.patterns[1:]:
        found = other.first(window)
        if found is None:
            return None
        first, last = min(first, low + found[0]), max(last, low + found[1])
    inner_start, inner_end = trimmed(folded[first:last], 0, last - first)
    return (first + inner_start, first + inner_end) if inner_end > inner_start else None


class Spanned(Protocol):
    """Anything that stands at folded ``[start, end)``."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def overlap(one: Spanned, other: Spanned) -> bool:
    """Whether two spans share a character."""
    return one.start < other.end and other.start < one.end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A clause mark matched by ``^`` or ``$`` is not part of the claim."""
    while start < end and text[start] in "，。 ":
        start += 1
    while end > start and text[end - 1] in "，。 ":
        end -= 1
    return start, end
