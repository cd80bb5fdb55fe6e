"""The compiled rulebook: patterns in RE2, literals in one index, articles by date."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from governance.errors import Place, Problem, RulebookError, did_you_mean
from governance.language.resolve import CodeWord, Vocabulary
from governance.model import CATEGORIES, FAMILIES, LawRef, Severity, Status
from governance.rulebook import law as law_of_the_day
from governance.rulebook import schema as s
from governance.rulebook.compiler import Compiler, Pattern
from governance.rulebook.cues import CompiledContext
from governance.rulebook.source import Located, Source, read


class Group:
    """``Together`` compiled: every pattern must stand within ``within`` characters of the first."""

    __slots__ = ("patterns", "within")

    def __init__(self, patterns: tuple[Pattern, ...], within: int) -> None:
        self.patterns = patterns
        self.within = within


class CompiledRule:
    """A rule ready to run. ``matches`` are tried in order; ``exceptions`` and ``near`` judge a match."""

    __slots__ = ("exceptions", "family", "matches", "missing", "near", "need", "not_near", "place", "rule")

    def __init__(self, located: Located, compiler: Compiler) -> None:
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


class Rulebook:
    """Everything a scan needs to know of the rules. Build one a process with :func:`load`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.version = source.version
        self.digest = source.digest
        compiler = Compiler(source)
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
    def lists(self) -> dict[str, tuple[str, ...]]:
        """The own words of every lexicon by its name, without those it includes: what the reader may weigh."""
        return {name: lexicon.terms for name, lexicon in self.source.lexicons.items()}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What the resolver may take a disguise for: words that are worth hiding, code words, parts, pictures."""
        words = dict.fromkeys(
            term
            for name, lexicon in self.source.lexicons.items()
            if not lexicon.spoken
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


def load(overlays: tuple[Path, ...] = ()) -> Rulebook:
    """Read and compile the rulebook. Raises RulebookError with every problem."""
    return Rulebook(read(overlays))


def outcome(rule: s.Rule, category: str, kind: str) -> tuple[Status, Severity, s.Variant | None]:
    """Status, severity and variant of a rule for goods of this category in this form."""
    for variant in rule.variants:
        if (not variant.categories or category in variant.categories) and (not variant.kinds or kind in variant.kinds):
            return variant.status or rule.status or "violation", variant.severity or rule.severity or "medium", variant
    return rule.status or "violation", rule.severity or "medium", None
