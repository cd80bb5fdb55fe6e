"""Why a sentence was flagged, or why not: the engine's own steps, not a second engine."""

from __future__ import annotations

from typing import Any

from governance.detect.findings import Detector
from governance.detect.view import View
from governance.model import Document
from governance.rulebook.book import CompiledRule, Group, Rulebook
from governance.rulebook.compiler import Pattern
from governance.rulebook.schema import Together


def rule_card(book: Rulebook, compiled: CompiledRule) -> dict[str, Any]:
    """Everything the rule's entry says, as plain data; nothing in it is invented here."""
    import msgspec

    rule = compiled.rule
    card: dict[str, Any] = {"family": compiled.family, "place": str(compiled.place)}
    card.update(msgspec.to_builtins(rule))
    card["match"] = [
        {"all": list(entry.all_), "within": entry.within} if isinstance(entry, Together) else entry
        for entry in rule.match
    ]
    card["contexts"] = {
        name: {"title": msgspec.to_builtins(book.contexts[name].file.title),
               "why": msgspec.to_builtins(book.contexts[name].file.why)}
        for name in rule.unless
    }  # fmt: skip
    return card


def trace(book: Rulebook, compiled: CompiledRule, document: Document, day: str) -> dict[str, Any]:
    """Judge ``document`` by one rule and keep every step of every candidate."""
    detector = Detector(book)
    view = View(document, detector.resolver)
    category = detector.categories.of(view)
    candidates = []
    for entry in detector.judge(view, category.name, day, explain=True):
        if entry.rule is not compiled:
            continue
        start, end = view.text.span(entry.match.start, entry.match.end)
        candidates.append(
            {
                "quote": document.text[start:end],
                "canonical": view.text.folded[entry.match.start : entry.match.end],
                "start": start,
                "end": end,
                "pattern": _wording(compiled, entry.match.order),
                "steps": [{"tried": step.what, "outcome": step.outcome} for step in entry.steps],
                "decision": "dropped" if entry.dropped else f"cleared by {entry.cleared_by}" if entry.cleared_by
                else f"downgraded by {entry.downgraded_by}" if entry.downgraded_by else "flagged",
            }
        )  # fmt: skip
    return {
        "rule": compiled.rule.id,
        "folded": view.folded,
        "category": {"name": category.name, "confidence": category.confidence, "by": category.by},
        "applies": _applies(compiled, category.name, document.kind),
        "candidates": candidates,
        "witnesses": [] if candidates else _absent(compiled, view.folded),
    }


def _wording(compiled: CompiledRule, order: int) -> str | list[str]:
    if not compiled.matches:
        return "the trained reader"
    found = compiled.matches[order]
    return found.text if isinstance(found, Pattern) else [pattern.text for pattern in found.patterns]


def _applies(compiled: CompiledRule, category: str, kind: str) -> str:
    rule = compiled.rule
    if rule.categories and category not in rule.categories:
        return f"no: only for {', '.join(rule.categories)}"
    if category in rule.not_categories:
        return f"no: not for {category}"
    if rule.kinds and kind not in rule.kinds:
        return f"no: only for {', '.join(rule.kinds)}"
    return "yes"


def _absent(compiled: CompiledRule, folded: str) -> list[dict[str, Any]]:
    """For each pattern, the first group of words of which none is in the text."""
    out = []
    for entry in compiled.matches:
        patterns = entry.patterns if isinstance(entry, Group) else (entry,)
        for pattern in patterns:
            missing = next((g for g in pattern.witnesses if not any(word in folded for word in g)), None)
            out.append({
                "pattern": pattern.text,
                "missing": sorted(missing)[:8] if missing is not None else [],
            })  # fmt: skip
    return out
