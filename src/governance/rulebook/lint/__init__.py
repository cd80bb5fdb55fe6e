"""Mistakes in a rulebook that still loads: one named check a file."""

from __future__ import annotations

from collections.abc import Iterator

from governance.rulebook.book import Rulebook
from governance.rulebook.lint import (
    article_not_in_force,
    article_unknown,
    category_never,
    context_unused,
    evidence_unknown,
    example_on_both_sides,
    exception_never,
    few_flags,
    few_passes,
    law_missing,
    lexicon_repeats,
    lexicon_unused,
    literal_never,
    literal_too_short,
    pass_not_hard,
    pattern_charged_twice,
    pattern_shadowed,
    pattern_too_wide,
    placeholder_unknown,
    proof_impossible,
    suggestion_missing,
    title_repeated,
    topic_empty,
    untranslated,
    variant_never,
)  # fmt: skip
from governance.rulebook.lint.check import Check, Found

CHECKS: tuple[Check, ...] = tuple(
    Check(module.__name__.rpartition(".")[2].replace("_", "-"), (module.__doc__ or "").strip(), module.check)
    for module in (
        literal_never, literal_too_short, pattern_shadowed, pattern_charged_twice, pattern_too_wide,
        exception_never, few_flags, few_passes, pass_not_hard, example_on_both_sides,
        law_missing, article_unknown, article_not_in_force, topic_empty,
        lexicon_unused, lexicon_repeats, context_unused, evidence_unknown, proof_impossible,
        category_never, variant_never, suggestion_missing, untranslated, placeholder_unknown, title_repeated,
    )
)  # fmt: skip


def lint_book(book: Rulebook, day: str) -> Iterator[Found]:
    """Run every check for the law of ``day``; findings come in the order of the checks."""
    for check in CHECKS:
        for problem in check.run(book, day):
            yield Found(check.name, problem)
