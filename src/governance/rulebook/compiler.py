"""Patterns by their text, compiled once: in this process, and kept for the next."""

from __future__ import annotations

import msgspec

from governance.errors import Place, Problem, did_you_mean
from governance.rulebook import cache
from governance.rulebook.lazy import LazyRegex
from governance.rulebook.pattern import BUILTIN, Compiled, PatternError, compile_pattern
from governance.rulebook.source import Source


class Pattern(LazyRegex):
    """One compiled pattern; RE2 is built at first use, since most rules sleep through most runs."""

    __slots__ = ("reach", "text", "witnesses")

    def __init__(self, text: str, compiled: Compiled) -> None:
        self.text = text
        super().__init__(compiled.source)
        self.witnesses = compiled.witnesses
        self.reach = compiled.reach


class Kept(msgspec.Struct):
    """Compiled patterns by their text, and how common words are: all that compiling takes long for."""

    patterns: dict[str, tuple[str, tuple[frozenset[str], ...], int]]
    common: dict[str, float]


class Compiler:
    """Compiles patterns against the lexicons of a rulebook, and gathers what is wrong with them in ``problems``."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.place = Place()
        self._terms: dict[str, tuple[str, ...]] = {}
        self._cache: dict[str, Pattern] = {}
        # The example sentences are talk of the trade: they tell which words are common in it.
        self._talk = "\n".join(
            example if isinstance(example, str) else example.text
            for located in source.rules
            for example in (*located.rule.examples.flag, *located.rule.examples.passes)
        )
        # Compiled before, by the same code, from the same bytes?
        kept = cache.get("patterns", source.digest, Kept) or Kept({}, {})
        self._kept = kept.patterns
        self._common = kept.common
        self._fresh = False

    def terms(self, name: str, trail: tuple[str, ...] = ()) -> tuple[str, ...] | None:
        if name in self._terms:
            return self._terms[name]
        lexicon = self.source.lexicons.get(name)
        if lexicon is None:
            return None
        if name in trail:
            raise PatternError(f"lexicon {name!r} includes itself")
        words: dict[str, None] = dict.fromkeys(term.lower() for term in lexicon.terms)
        for other in lexicon.include:
            inner = self.terms(other, (*trail, name))
            if inner is None:
                raise PatternError(f"lexicon {name!r} includes unknown {other!r}")
            words.update(dict.fromkeys(inner))
        self._terms[name] = tuple(words)
        return self._terms[name]

    def pattern(self, text: str) -> Pattern:
        known = self._cache.get(text)
        if known is not None:
            return known
        before = self._kept.get(text)
        if before is not None:
            made = self._cache[text] = Pattern(text, Compiled(*before))
            return made
        try:
            compiled = compile_pattern(text, self.terms, self.common)
            self._kept[text] = (compiled.source, compiled.witnesses, compiled.reach)
            self._fresh = True
            made = Pattern(text, compiled)
        except PatternError as error:
            mend = "see the pattern language in docs/rules.md"
            name = str(error).partition("no lexicon ")[2].strip("'")
            if name:
                mend = did_you_mean(name, [*self.source.lexicons, *BUILTIN]) or "add it under rules/lexicons/"
            self.problems.append(Problem(f"pattern {text!r}: {error}", self.place, mend))
            made = Pattern(text, Compiled("[^\\s\\S]", (frozenset((text,)),), 0))
        self._cache[text] = made
        return made

    def common(self, word: str) -> float:
        """How often a word stands in the example sentences; a short one that does not is still no rarity."""
        known = self._common.get(word)
        if known is None:
            self._fresh = True
            known = self._common[word] = self._talk.count(word) + 10.0 ** (2 - 2 * len(word))
        return known

    def keep(self) -> None:
        """Remember what was compiled, if any of it is new."""
        if self._fresh:
            cache.put("patterns", self.source.digest, Kept(self._kept, self._common))
            self._fresh = False

    def either(self, texts: tuple[str, ...]) -> Pattern | None:
        """One pattern that stands where any of these does; None for none."""
        if not texts:
            return None
        return self.pattern(texts[0] if len(texts) == 1 else "(" + "|".join(f"({text})" for text in texts) + ")")
