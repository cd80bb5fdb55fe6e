"""From matches to findings: borders, exceptions, neighbours, contexts, evidence; every step is kept."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

from governance.detect.candidates import Finder, Match
from governance.detect.category import Categories, Category
from governance.detect.context import Gate, Tried, try_context
from governance.detect.evidence import Judged, judge
from governance.detect.evidence.claim import Claim
from governance.detect.timeline import Timeline
from governance.detect.view import View
from governance.language.resolve import Resolver
from governance.language.tokens import doc, word_borders
from governance.model import Document, Finding, Lang, Severity, Status
from governance.rulebook.book import CompiledRule, Pattern, Rulebook, outcome
from governance.rulebook.schema import Variant

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


class Detector:
    """Finds and judges claims. One a process: it holds the automaton."""

    def __init__(self, book: Rulebook, lang: Lang = "zh") -> None:
        self.book = book
        self.lang = lang
        self.resolver = Resolver(book.vocabulary)
        self.finder = Finder(book)
        self.categories = Categories(book.source.categories)
        self.gate = Gate(book.contexts)

    def detect(self, document: Document, as_of: str) -> Detected:
        """All findings and cleared candidates of one document, in order of place.

        ``as_of`` (ISO date) is the day whose law applies.
        """
        view = View(document, self.resolver)
        category = self.categories.of(view)
        judged = self.judge(view, category.name, as_of)
        kept = _one_charge_each([entry for entry in judged if not entry.dropped])
        writer = _Writer(self.book, view, category.name, as_of, self.lang)
        findings: list[Finding] = []
        cleared: list[Finding] = []
        for entry in kept:
            finding = writer.finding(entry)
            (cleared if finding.cleared_by else findings).append(finding)
        findings.extend(writer.omissions())
        return Detected(view, category, tuple(findings), tuple(cleared))

    def judge(self, view: View, category: str, day: str) -> list[Judgement]:
        """Judge every candidate; explanation prints exactly these steps."""
        out = []
        gates: dict[int, int] = {}
        for match in self.finder.matches(view):
            compiled = self.book.rules[match.rule]
            if _applies(compiled, category, view.document.kind):
                if match.sentence not in gates:
                    gates[match.sentence] = self.gate.around(view, match.sentence)
                out.append(self._judge_one(view, compiled, match, category, day, gates[match.sentence]))
        return out

    def _judge_one(self, view: View, compiled: CompiledRule, match: Match, category: str, day: str,
                   gate: int) -> Judgement:  # fmt: skip
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
        for name in rule.unless:
            context = self.book.contexts[name]
            if not self.gate.open(gate, name):
                steps.append(Step(name, "silent"))
                continue
            tried: Tried = try_context(context, view, match.sentence, match.start, match.end)
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
            return done(cleared=f"evidence:{judged.by}", evidence=judged)
        return done(down=down, evidence=judged)


class Detected(NamedTuple):
    """What the detectors made of one document."""

    view: View
    category: Category
    findings: tuple[Finding, ...]
    cleared: tuple[Finding, ...]


def _applies(compiled: CompiledRule, category: str, kind: str) -> bool:
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
    return pattern.regex.search(window) is not None


def _overlaps(view: View, match: Match, pattern: Pattern) -> bool:
    """Whether a pattern stands over part of the match; tried from every place, since its matches may overlap."""
    low = max(0, match.start - pattern.reach)
    window = view.folded[low : match.end + pattern.reach]
    at = 0
    while (found := pattern.regex.search(window, at)) is not None:
        start, end = low + found.start(), low + found.end()
        if start >= match.end:
            return False
        if end > match.start:
            return True
        at = found.start() + 1
    return False


_WEIGHT: dict[Status, int] = {"advisory": 0, "needs-evidence": 1, "violation": 2}
_RANK: dict[Severity, int] = {"low": 0, "medium": 1, "high": 2, "critical": 3}


def _one_charge_each(judged: list[Judgement]) -> list[Judgement]:
    """Where claims of one family overlap, keep one: the open one, the worst, the longest, the first."""

    def worth(entry: Judgement) -> tuple[int, int, int, int, int]:
        rule = entry.rule.rule
        return (
            0 if entry.cleared_by else 1,
            _WEIGHT[rule.status or "violation"],
            _RANK[rule.severity or "medium"],
            entry.match.end - entry.match.start,
            -entry.match.start,
        )

    chosen: list[Judgement] = []
    by_family: dict[str, list[Judgement]] = {}
    for entry in judged:
        by_family.setdefault(entry.rule.family, []).append(entry)
    for entries in by_family.values():
        taken: list[Judgement] = []
        for entry in sorted(entries, key=worth, reverse=True):
            if not any(e.match.start < entry.match.end and entry.match.start < e.match.end for e in taken):
                taken.append(entry)
        chosen.extend(taken)
    return sorted(chosen, key=lambda e: (e.match.start, e.match.end, e.rule.rule.id))


class _Writer:
    """Turns judgements into findings with exact spans, times, articles and words for people."""

    def __init__(self, book: Rulebook, view: View, category: str, as_of: str, lang: Lang) -> None:
        self.book = book
        self.view = view
        self.category = category
        self.as_of = as_of
        self.lang = lang
        self.timeline = Timeline(view.document)
        self._seen: dict[tuple[str, str], int] = {}

    def finding(self, entry: Judgement) -> Finding:
        rule = entry.rule.rule
        status, severity, variant = outcome(rule, self.category, self.view.document.kind)
        confidence = rule.confidence or 0.9
        reason = (variant.reason if variant and variant.reason else rule.reason).to(self.lang)
        if entry.evidence is not None and entry.evidence.outcome == "contradicts":
            status = "violation"
        if entry.evidence is not None and entry.evidence.outcome != "fits":
            reason = f"{reason} {entry.evidence.said(self.lang)}".strip()
        if entry.downgraded_by:
            severity = "low"
            reason = f"{reason} ({self.book.contexts[entry.downgraded_by].file.title.to(self.lang)})"
        canonical = self.view.text.folded[entry.match.start : entry.match.end]
        start, end = self.view.text.span(entry.match.start, entry.match.end)
        return self._write(
            entry.rule, status, severity, start, end, canonical, confidence, reason, variant, entry.cleared_by
        )

    def _write(self, compiled: CompiledRule, status: Status, severity: Severity, start: int, end: int,
               canonical: str, confidence: float, reason: str, variant: Variant | None,
               cleared_by: str | None) -> Finding:  # fmt: skip
        rule = compiled.rule
        document = self.view.document
        quote = document.text[start:end]
        evasion = self.view.text.evasion_in(start, end) if start < end else None
        if evasion is None and canonical != quote and _differs(canonical, quote):
            evasion = "traditional" if len(canonical) == len(quote) and _han(quote) else "fullwidth"
        if evasion is None:
            canonical = quote
        utterance, start_ms, end_ms = self.timeline.at(start, end)
        suggest = (variant.suggest if variant and variant.suggest else rule.suggest).to(self.lang)
        return Finding(
            rule=rule.id, family=compiled.family, status=status, severity=severity, start=start, end=end,
            quote=quote, canonical=canonical, evasion=evasion, utterance=utterance, start_ms=start_ms,
            end_ms=end_ms, confidence=round(confidence, 2),
            reason=_fill(reason, quote, canonical), suggestion=_fill(suggest, quote, canonical),
            law=self.book.law(rule, variant, self.as_of, self.category, document.kind, _party(document)),
            cleared_by=cleared_by, fingerprint=self._fingerprint(rule.id, canonical),
        )  # fmt: skip

    def omissions(self) -> list[Finding]:
        """Rules about what is missing from the whole document; the span is where the need arose."""
        out = []
        document = self.view.document
        for compiled in self.book.rules:
            rule = compiled.rule
            if compiled.missing is None or compiled.need is None:
                continue
            if len(document.text) < rule.min_chars or not _applies(compiled, self.category, document.kind):
                continue
            need = compiled.need.regex.search(self.view.folded)
            if need is None or compiled.missing.regex.search(self.view.folded) is not None:
                continue
            status, severity, variant = outcome(rule, self.category, document.kind)
            span = need.span()
            start, end = self.view.text.span(*span)
            reason = (variant.reason if variant and variant.reason else rule.reason).to(self.lang)
            out.append(
                self._write(compiled, status, severity, start, end, self.view.text.folded[span[0] : span[1]],
                            rule.confidence or 0.9, reason, variant, None)
            )  # fmt: skip
        return out

    def _fingerprint(self, rule: str, canonical: str) -> str:
        """Stable for the same claim in the same document under the same rule, wherever it is scanned."""
        said = "".join(ch for ch in canonical if ch not in "，。 ")
        count = self._seen[rule, said] = self._seen.get((rule, said), 0) + 1
        key = f"{self.view.document.id}\x1f{rule}\x1f{said}\x1f{count}"
        return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _party(document: Document) -> str:
    if document.provider:
        return "provider"
    if document.streamer and document.streamer != document.merchant:
        return "influencer"
    return "merchant"


def _differs(canonical: str, quote: str) -> bool:
    """Whether folding changed a letter, not only its case or a punctuation mark."""
    return [c for c in canonical if c.isalnum()] != [c for c in quote.lower() if c.isalnum()]


def _han(text: str) -> bool:
    return not any("\uff00" <= ch <= "\uffef" for ch in text)


def _fill(template: str, quote: str, canonical: str) -> str:
    return template.replace("{quote}", quote).replace("{canonical}", canonical)
