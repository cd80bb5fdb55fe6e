"""Is a match a claim, and does anything around it take its edge off? Every step is kept for explanation."""

from __future__ import annotations

from typing import Any, NamedTuple

from governance.detect.candidates import Match
from governance.detect.context import Around, Gate, Tried, try_context
from governance.detect.evidence import Judged, judge
from governance.detect.evidence.claim import Claim
from governance.detect.view import View
from governance.language.tokens import doc, word_borders
from governance.model import Status, by_paper, paper_of
from governance.rulebook.book import CompiledRule, Rulebook
from governance.rulebook.compiler import Pattern

SHORT = 3  # characters; a longer match is too specific to be an accident across word borders


class Step(NamedTuple):
    """One step of judging a candidate, for explanation: what was tried and what came of it."""

    what: str
    outcome: str


class Judgement(NamedTuple):
    """A candidate with all that was tried on it. ``dropped`` means it never was a claim of this rule."""

    rule: CompiledRule
    match: Match
    steps: tuple[Step, ...]
    dropped: bool
    cleared_by: str | None
    downgraded_by: str | None
    evidence: Judged | None
    confidence: float | None = None
    status: Status | None = None

    @property
    def stands(self) -> bool:
        """Whether it is a claim, and nothing has cleared it."""
        return not self.dropped and not self.cleared_by

    @property
    def proved(self) -> bool:
        """Whether a paper has cleared it."""
        return bool(paper_of(self.cleared_by))

    @property
    def disproved(self) -> bool:
        """Whether a paper names a fact against it."""
        return self.evidence is not None and self.evidence.outcome == "contradicts"


class Judge:
    """Tries borders, exceptions, neighbours, contexts and evidence on a match, in that order."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.gate = Gate(book.contexts)

    def one(self, view: View, compiled: CompiledRule, match: Match, category: str, day: str,
                   gate: Around) -> Judgement:  # fmt: skip
        steps: list[Step] = []

        def done(dropped: bool = False, cleared: str | None = None, down: str | None = None,
                 evidence: Judged | None = None) -> Judgement:  # fmt: skip
            return Judgement(compiled, match, tuple(steps), dropped, cleared, down, evidence)

        rule = compiled.rule
        if not _whole_words(view, match, rule.borders):
            steps.append(Step("borders", "cuts a word in two"))
            return done(dropped=True)
        if rule.tokens and not _token_match(view, match, rule.tokens):
            steps.append(Step("tokens", "no token pattern stands here"))
            return done(dropped=True)
        if rule.tokens_not and _token_match(view, match, rule.tokens_not):
            steps.append(Step("tokens", "a token pattern speaks against it"))
            return done(dropped=True)
        if compiled.near is not None and rule.near and not _nearby(view, match, compiled.near, rule.near.within):
            steps.append(Step("near", "nothing that must stand near it does"))
            return done(dropped=True)
        if (
            compiled.not_near is not None
            and rule.not_near
            and _nearby(view, match, compiled.not_near, rule.not_near.within)
        ):
            steps.append(Step("not_near", "what must not stand near it does"))
            return done(cleared="wording")
        if any(_overlaps(view, match, pattern) for pattern in compiled.exceptions):
            steps.append(Step("except", "part of another wording"))
            return done(cleared="wording")
        down: str | None = None
        if rule.unless:
            if match.end > view.spans[match.sentence][1]:
                # The claim runs on into the next sentence, and so may what is said of it.
                gate = self.gate.around(view, match.sentence, match.end)
            mask = self.gate.mask(gate, match.start, match.end)
        for name in rule.unless:
            context = self.book.contexts[name]
            tried: Tried = try_context(context, view, match.sentence, match.start, match.end, mask)
            steps.append(Step(name, "clears" if tried.clears else "kept" if tried.kept else "silent"))
            if tried.clears:
                if context.effect == "clear":
                    return done(cleared=name)
                down = down or name
        judged = None
        if view.document.evidence:
            judged = judge(rule, Claim(view, self.book, match.start, match.end, match.sentence, category, day))
        if judged is not None:
            steps.append(Step("evidence", f"{judged.outcome}: {judged.why}"))
        if rule.only_contradicted and (judged is None or judged.outcome != "contradicts"):
            steps.append(Step("only_contradicted", "no evidence proves the opposite"))
            return done(dropped=True)
        if judged is not None and judged.outcome == "fits":
            return done(cleared=by_paper(judged.by), evidence=judged)
        return done(down=down, evidence=judged)


def applies(compiled: CompiledRule, category: str, kind: str) -> bool:
    """Whether the rule speaks of goods of this category in a document of this kind."""
    rule = compiled.rule
    return (
        (not rule.categories or category in rule.categories)
        and category not in rule.not_categories
        and (not rule.kinds or kind in rule.kinds)
    )


def _whole_words(view: View, match: Match, wanted: bool | None) -> bool:
    """Whether a short match is words of its own: 大麻 in 大麻烦 is not."""
    short = match.end - match.start <= SHORT if wanted is None else wanted
    if not short:
        return True
    base, end = view.spans[match.sentence]
    # A stretch of the sentence is enough for the segmenter, and short strings repeat, so they are remembered.
    left, right = max(base, match.start - 12), min(end, match.end + 12)
    borders = word_borders(view.folded[left:right])
    return (match.start - left) in borders and (match.end - left) in borders


def _token_match(view: View, match: Match, patterns: tuple[tuple[dict[str, Any], ...], ...]) -> bool:
    from spacy.matcher import Matcher

    base, end = view.spans[match.sentence]
    words = doc(view.folded[base:end])
    matcher = Matcher(words.vocab)
    matcher.add("rule", [list(pattern) for pattern in patterns])
    for _, first, last in matcher(words):
        start, stop = base + words[first].idx, base + words[last - 1].idx + len(words[last - 1])
        if start < match.end and stop > match.start:
            return True
    return False


def _nearby(view: View, match: Match, pattern: Pattern, within: int) -> bool:
    window = view.folded[max(0, match.start - within) : match.end + within]
    return pattern.stands(window)


def _overlaps(view: View, match: Match, pattern: Pattern) -> bool:
    """Whether a pattern stands over part of the match; tried from every place, since its matches may overlap."""
    low = max(0, match.start - pattern.reach)
    window = view.folded[low : match.end + pattern.reach]
    at = 0
    while (found := pattern.first(window, at)) is not None:
        start, end = low + found[0], low + found[1]
        if start >= match.end:
            return False
        if end > match.start:
            return True
        at = found[0] + 1
    return False
