"""The compiled rulebook: patterns in RE2, literals in one index, articles by date."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import msgspec

from governance.errors import Place, Problem, RulebookError, did_you_mean
from governance.language.resolve import CodeWord, Vocabulary
from governance.model import CATEGORIES, FAMILIES, LawRef, Severity, Status
from governance.rulebook import cache
from governance.rulebook import law as law_of_the_day
from governance.rulebook import schema as s
from governance.rulebook.lazy import LazyRegex
from governance.rulebook.pattern import BUILTIN, Compiled, PatternError, compile_pattern
from governance.rulebook.source import Located, Source, read


class Pattern(LazyRegex):
    """One compiled pattern; RE2 is built at first use, since most rules sleep through most runs."""

    __slots__ = ("reach", "text", "witnesses")

    def __init__(self, text: str, compiled: Compiled) -> None:
        self.text = text
        super().__init__(compiled.source)
        self.witnesses = compiled.witnesses
        self.reach = compiled.reach


class Group:
    """``Together`` compiled: every pattern must stand within ``within`` characters of the first."""

    __slots__ = ("patterns", "within")

    def __init__(self, patterns: tuple[Pattern, ...], within: int) -> None:
        self.patterns = patterns
        self.within = within


class CompiledRule:
    """A rule ready to run. ``matches`` are tried in order; ``exceptions`` and ``near`` judge a match."""

    __slots__ = ("exceptions", "family", "matches", "missing", "near", "need", "not_near", "place", "rule")

    def __init__(self, located: Located, compiler: _Compiler) -> None:
        self.rule = located.rule
        self.family = located.family
        self.place = located.place
        rule = located.rule
        self.matches: tuple[Pattern | Group, ...] = tuple(
            Group(tuple(compiler.pattern(text) for text in entry.all_), entry.within)
            if isinstance(entry, s.Together)
            else compiler.pattern(entry)
            for entry in rule.match
        )
        self.exceptions = tuple(compiler.pattern(text) for text in rule.except_)
        self.near = compiler.either(rule.near.any_ if rule.near else ())
        self.not_near = compiler.either(rule.not_near.any_ if rule.not_near else ())
        self.missing = compiler.either(rule.missing)
        self.need = compiler.either(tuple(e for e in rule.match if isinstance(e, str)) if rule.missing else ())


class Kept(msgspec.Struct):
    """Compiled patterns by their text, and how common words are: all that compiling takes long for."""

    patterns: dict[str, tuple[str, tuple[frozenset[str], ...], int]]
    common: dict[str, float]


class _Compiler:
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


class Rulebook:
    """Everything a scan needs to know of the rules. Build one a process with :func:`load`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.version = source.version
        self.digest = source.digest
        compiler = _Compiler(source)
        self.rules: list[CompiledRule] = []
        for located in source.rules:
            compiler.place = located.place
            self._check(located, compiler.problems)
            self.rules.append(CompiledRule(located, compiler))
        self.contexts: dict[str, CompiledContext] = {}
        for name, context in source.contexts.items():
            compiler.place = source.places.get(f"context:{name}", Place())
            self.contexts[name] = CompiledContext(context, compiler)
        if compiler.problems:
            raise RulebookError(*compiler.problems)
        self.by_id = {compiled.rule.id: compiled for compiled in self.rules}
        self._compiler = compiler
        self.common = compiler.common
        self._law: dict[tuple[object, ...], tuple[LawRef, ...]] = {}

    def _check(self, located: Located, problems: list[Problem]) -> None:
        rule = located.rule
        if located.family not in FAMILIES:
            mend = did_you_mean(located.family, FAMILIES)
            problems.append(Problem(f"no family {located.family!r}", located.place, mend))
        elif not rule.id.startswith(located.family + "/"):
            problems.append(
                Problem(f"rule {rule.id!r} is in family {located.family!r}", located.place,
                        f"name it {located.family}/…")
            )  # fmt: skip
        for name in (*rule.unless, *rule.unless_not):
            if name not in self.source.contexts:
                mend = did_you_mean(name, self.source.contexts) or "see rules/contexts/"
                problems.append(Problem(f"{rule.id}: no context {name!r}", located.place, mend))
        variant_categories = [name for variant in rule.variants for name in variant.categories]
        for name in (*rule.categories, *rule.not_categories, *variant_categories):
            if name not in CATEGORIES:
                mend = did_you_mean(name, CATEGORIES)
                problems.append(Problem(f"{rule.id}: no category {name!r}", located.place, mend))
        for ref in (*rule.law, *(ref for variant in rule.variants for ref in variant.law)):
            known = self.source.law.topics if ref.startswith("@") else self.source.law.acts
            key = ref[1:] if ref.startswith("@") else ref.partition(":")[0]
            if key not in known:
                mend = did_you_mean(key, known) or "add it to rules/law.yaml"
                problems.append(Problem(f"{rule.id}: law {ref!r} is not in the registry", located.place, mend))

    def keep(self) -> None:
        """Remember what was compiled for the next process; call it when all that is needed is compiled."""
        self._compiler.keep()

    def terms(self, lexicon: str) -> tuple[str, ...]:
        """All words of a lexicon, its includes among them; empty when there is none of that name."""
        return self._compiler.terms(lexicon) or ()

    def pattern(self, text: str) -> Pattern:
        """Compile one more pattern against this rulebook's lexicons. Raises RulebookError."""
        made = self._compiler.pattern(text)
        if self._compiler.problems:
            problems, self._compiler.problems = self._compiler.problems, []
            raise RulebookError(*problems)
        return made

    def law(self, rule: s.Rule, variant: s.Variant | None, day: str, category: str, kind: str,
            party: str = "") -> tuple[LawRef, ...]:  # fmt: skip
        """The articles for a rule on a day, remembered: few combinations come up."""
        refs = variant.law if variant and variant.law else rule.law
        key = (refs, day, category, kind, party)
        found = self._law.get(key)
        if found is None:
            found = law_of_the_day.choose(self.source.law, refs, day, category, kind, party)
            self._law[key] = found
        return found

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What the resolver may take a disguise for: lexicons marked for it, code words, parts, pictures."""
        words = dict.fromkeys(
            term
            for name, lexicon in self.source.lexicons.items()
            for term in self.terms(name)
            # Two characters of a rule's lexicon are too common to be looked for under other sounds.
            if len(term) > (1 if lexicon.used_by == "resolver" else 2) and not term.isascii()
        )
        codes = tuple(
            CodeWord(said, code.meant, code.near, code.unless, code.within)
            for code in self.source.codewords
            for said in code.said
        )
        return Vocabulary(
            tuple(words), codes, self.source.parts, self.source.emoji, self.source.fillers, self.source.weights
        )


class CompiledContext:
    """A context's cues merged by place into as few RE2 patterns as possible."""

    def __init__(self, context: s.ContextFile, compiler: _Compiler) -> None:
        self.id = context.id
        self.effect = context.effect
        self.file = context
        self.cues = tuple(_merge_cues(context.cues, compiler))
        self.keeps = tuple(_merge_cues(context.keeps, compiler))


class CompiledCue(LazyRegex):
    """``place`` is where to look; the pattern already holds the allowed distance for before and after.

    It cannot speak where none of ``words`` stands. ``bit`` is its own among all cues of a rulebook.
    """

    __slots__ = ("bit", "place", "reach", "words")

    def __init__(self, place: str, source: str, reach: int, words: frozenset[str]) -> None:
        super().__init__(source)
        self.place = place
        self.reach = reach
        self.words = words
        self.bit = 0


_PLACES = ("before", "after", "around", "inside", "sentence", "next", "previous", "document")


def _merge_cues(cues: Iterable[s.Cue], compiler: _Compiler) -> list[CompiledCue]:
    merged: dict[tuple[str, int], list[str]] = {}
    words: dict[tuple[str, int], set[str]] = {}
    for cue in cues:
        given = [(place, getattr(cue, place)) for place in _PLACES if getattr(cue, place) is not None]
        if len(given) != 1:
            compiler.problems.append(
                Problem("a cue needs exactly one place", compiler.place, "one of " + ", ".join(_PLACES))
            )
            continue
        place, text = given[0]
        pattern = compiler.pattern(text)
        source = pattern.source
        stop = "。\\n" if cue.across else "，。\\n"
        if place == "before":
            source = f"(?:{source})[^{stop}]{{0,{cue.reach}}}"
        elif place == "after":
            source = f"[^{stop}]{{0,{cue.reach}}}?(?:{source})"
        key = place, cue.reach
        merged.setdefault(key, []).append(source)
        rarest = min(pattern.witnesses, key=lambda group: (-min(map(len, group)), len(group)))
        words.setdefault(key, set()).update(rarest)
    return [
        CompiledCue(place, _anchored(place, "|".join(parts)), reach, frozenset(words[place, reach]))
        for (place, reach), parts in merged.items()
    ]


def _anchored(place: str, source: str) -> str:
    """What stands before a claim ends where the claim begins. An anchor around all branches, not in each, lets RE2 read
    from that end and give up after a few characters.
    """
    return f"(?:{source})$" if place == "before" else f"^(?:{source})" if place == "after" else source


def load(overlays: tuple[Path, ...] = ()) -> Rulebook:
    """Read and compile the rulebook. Raises RulebookError with every problem."""
    return Rulebook(read(overlays))


def outcome(rule: s.Rule, category: str, kind: str) -> tuple[Status, Severity, s.Variant | None]:
    """Status, severity and variant of a rule for goods of this category in this form."""
    for variant in rule.variants:
        if (not variant.categories or category in variant.categories) and (not variant.kinds or kind in variant.kinds):
            return variant.status or rule.status or "violation", variant.severity or rule.severity or "medium", variant
    return rule.status or "violation", rule.severity or "medium", None
