"""Gather the guesses of every way of hiding, and keep the best that do not overlap."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from governance.language.fold import fold
from governance.language.resolve.candidate import Candidate, Guess
from governance.language.resolve.channel import Channel
from governance.language.resolve.fillers import Fillers
from governance.language.resolve.homophones import Homophones
from governance.language.resolve.spelling import Spelling
from governance.language.text import Edit, Text


class CodeWord(NamedTuple):
    """A word that means another: 小蓝帽 for 保健食品标志.

    ``near``: words of which one must stand within ``within`` characters, where the word also has its plain sense;
    ``unless``: words around it that keep it plain.
    """

    said: str
    meant: str
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    within: int = 16


class Vocabulary(NamedTuple):
    """What the resolver knows: words worth hiding, code words, parts of characters, pictures."""

    words: tuple[str, ...]
    codewords: tuple[CodeWord, ...] = ()
    parts: Mapping[str, str] = {}
    emoji: Mapping[str, str] = {}
    fillers: Mapping[str, tuple[str, ...]] = {}
    weights: Mapping[str, float] = {}


class Resolver:
    """Reads a text as it was meant. Built once a process."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    @cached_property
    def _hidden(self) -> dict[str, str]:
        """What may be hidden, by how it is said plainly: words for themselves, long code words for what they mean."""
        codes = {code.said: code.meant for code in self.vocabulary.codewords if len(code.said) > 2 and not code.near}
        words = {word: word for word in self.vocabulary.words}
        return {said: meant for said, meant in (codes | words).items() if all("一" <= ch <= "鿿" for ch in said)}

    @cached_property
    def _ways(self) -> tuple[Fillers, Homophones]:
        return Fillers(self._hidden, self.vocabulary.fillers), Homophones(self._hidden)

    @cached_property
    def _known(self) -> AhoCorasick:
        """Words that stay as they are wherever they stand; shorter ones are found by accident."""
        words = [word for word in self._hidden if len(word) > 2]
        return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(self.vocabulary.words, self.vocabulary.parts)

    @cached_property
    def _channel(self) -> Channel:
        return Channel(self.vocabulary.weights)

    @cached_property
    def _codes(self) -> tuple[re.Pattern[str] | None, dict[str, list[CodeWord]]]:
        by_said: dict[str, list[CodeWord]] = {}
        for code in self.vocabulary.codewords:
            by_said.setdefault(code.said, []).append(code)
        shapes = "|".join(map(re.escape, sorted(by_said, key=lambda said: (-len(said), said))))
        return (re.compile(shapes) if shapes else None), by_said

    def read(self, original: str) -> Text:
        """The canonical view with evasion undone; every span still maps to the original."""
        text = fold(original, self.vocabulary.emoji)
        chosen = self.edits(text.folded)
        return text.with_edits(chosen) if chosen else text

    def reported(self, original: str) -> list[Edit]:
        """Every evasive wording with what was meant, in offsets of ``original``; characters taken out of a word
        are reported with the word's characters beside them, and other scripts and widths by the run."""
        text = self.read(original)
        out: list[Edit] = []
        taken = {edit.start for edit in text.edits}
        for edit in text.edits:
            if edit.evasion is None:
                continue
            if edit.canonical or not edit.start or edit.end >= len(original) or edit.end in taken:
                out.append(edit)
                continue
            # Beyond a gloss at the end of a line stands no character of the word.
            after = text.base[edit.end] if text.base[edit.end].isalnum() else ""
            start, end = edit.start - 1, edit.end + len(after)
            if out and out[-1].end > start:
                last = out.pop()
                out.append(Edit(last.start, end, last.canonical + after, last.evasion))
            else:
                out.append(Edit(start, end, text.base[start] + after, edit.evasion))
        out.extend(_other_forms(original, text.base, out))
        return sorted(out)

    def resolved(self, original: str) -> str:
        """The original with every evasive wording replaced by what was meant, and nothing else changed."""
        pieces, at = [], 0
        for edit in self.reported(original):
            pieces += [original[at : edit.start], edit.canonical]
            at = edit.end
        return "".join([*pieces, original[at:]])

    def edits(self, folded: str) -> list[Edit]:
        """What to replace in a folded text, in order, as edits in its own offsets."""
        candidates = [*self._coded(folded), *self._spelling.propose(folded)]
        candidates += self._channel.weigh(folded, list(self.guesses(folded)))
        taken: list[Candidate] = []
        for candidate in sorted(candidates, key=lambda c: (-c.score, c.start, -len(c.meant), c.meant)):
            if all(candidate.end <= other.start or candidate.start >= other.end for other in taken):
                taken.append(candidate)
        # A code word that means itself keeps its place from other readings.
        return [Edit(c.start, c.end, c.meant, c.evasion) for c in sorted(taken) if folded[c.start : c.end] != c.meant]

    def guesses(self, folded: str) -> Iterable[Guess]:
        """Every reading that fillers, repeats and sounds allow, likely or not, and that cuts no known word in two."""
        known = self._known.find_matches_as_indexes(folded)
        begins = [start for _, start, _ in known]
        for way in self._ways:
            for guess in way.propose(folded):
                at = max(bisect_right(begins, guess.start) - 1, 0)
                for _, start, end in known[at : at + 3]:
                    if start < guess.end and guess.start < end and not (guess.start <= start and end <= guess.end):
                        break
                else:
                    yield guess

    def _coded(self, folded: str) -> Iterable[Candidate]:
        pattern, by_said = self._codes
        if pattern is None:
            return
        for match in pattern.finditer(folded):
            for code in by_said[match.group()]:
                around = folded[max(0, match.start() - code.within) : match.end() + code.within]
                if code.near and not any(word in around for word in code.near):
                    continue
                if any(word in around for word in code.unless):
                    continue
                yield Candidate(match.start(), match.end(), code.meant, "codeword", 4.0 + len(code.said) / 10)
                break


def _other_forms(original: str, base: str, known: list[Edit]) -> Iterable[Edit]:
    """Runs of traditional characters, or of full-width letters and digits, that no other edit covers."""
    covered = {at for edit in known for at in range(edit.start, edit.end)}

    def form(at: int) -> str | None:
        said, read = original[at], base[at]
        if at in covered or said == read or said.lower() == read or not read.isalnum():
            return None
        return "fullwidth" if "\uff00" <= said <= "\uffef" else "traditional"

    at = 0
    while at < len(original):
        kind = form(at)
        end = at + 1
        while kind and end < len(original) and form(end) == kind:
            end += 1
        if kind:
            yield Edit(at, end, base[at:end], kind)
        at = end
