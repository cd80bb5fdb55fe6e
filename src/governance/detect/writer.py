"""From judgements to findings: exact spans, times, articles and words for people."""

from __future__ import annotations

import hashlib

from governance.detect.judging import Judgement, applies
from governance.detect.timeline import Timeline
from governance.detect.view import View
from governance.model import Document, Finding, Lang, Severity, Status
from governance.rulebook.book import CompiledRule, Rulebook, outcome
from governance.rulebook.schema import Variant


class Writer:
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
        status = entry.status or status
        confidence = entry.confidence or rule.confidence or 0.9
        reason = (variant.reason if variant and variant.reason else rule.reason).to(self.lang)
        if entry.disproved:
            status = "violation"
        if entry.evidence is not None and entry.evidence.outcome == "narrow" and rule.reads and rule.clears:
            status = "needs-evidence"  # the reader cannot see that a paper is there, only too small
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
            if len(document.text) < rule.min_chars or not applies(compiled, self.category, document.kind):
                continue
            need = compiled.need.first(self.view.folded)
            if need is None or compiled.missing.stands(self.view.folded):
                continue
            status, severity, variant = outcome(rule, self.category, document.kind)
            start, end = self.view.text.span(*need)
            reason = (variant.reason if variant and variant.reason else rule.reason).to(self.lang)
            out.append(
                self._write(compiled, status, severity, start, end, self.view.text.folded[need[0] : need[1]],
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
