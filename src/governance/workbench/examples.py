"""Run the examples that stand beside every rule and every context."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from governance.detect.context import try_context
from governance.detect.findings import Detector
from governance.detect.judging import Judgement
from governance.detect.view import View
from governance.errors import Place
from governance.language.resolve import Resolver
from governance.model import Document
from governance.rulebook.book import CompiledRule, Rulebook
from governance.rulebook.cues import CompiledContext
from governance.rulebook.schema import Example

EXAMPLE_DAY = "2026-11-22"


class Outcome(NamedTuple):
    """One example: ``ok`` says whether the rulebook did with it what its author wants."""

    owner: str
    expects: str
    text: str
    ok: bool
    detail: str
    place: Place


def document_of(example: str | Example, compiled: CompiledRule) -> Document:
    """The document an example stands for; a rule for some categories is tried on the first of them."""
    if isinstance(example, str):
        example = Example(example)
    rule = compiled.rule
    category = example.category or (rule.categories[0] if rule.categories else None)
    kind = example.kind or (rule.kinds[0] if rule.kinds else "speech")
    return Document(
        id="example", text=example.text, kind=kind, category=category, evidence=example.evidence,
        products=example.products, occurred_at=example.occurred_at,
    )  # fmt: skip


def run(book: Rulebook, ids: frozenset[str] = frozenset()) -> Iterator[Outcome]:
    """Yield the outcome of every example; ``ids`` restricts it to these rules and contexts."""
    detector = Detector(book)
    for compiled in book.rules:
        if not ids or compiled.rule.id in ids or compiled.family in ids:
            yield from _rule(detector, compiled)
    for context in book.contexts.values():
        if not ids or context.id in ids:
            yield from _context(book, context, detector.resolver)


def _rule(detector: Detector, compiled: CompiledRule) -> Iterator[Outcome]:
    rule = compiled.rule
    for example in rule.examples.flag:
        document = document_of(example, compiled)
        detected = detector.detect(document, EXAMPLE_DAY)
        view, category = detected.view, detected.category.name
        own = [entry for entry in detector.judge(view, category, EXAMPLE_DAY) if _speaks(entry, compiled)]
        if compiled.missing:
            found = [f for f in detected.findings if f.rule == rule.id]
            yield Outcome(rule.id, "flag", document.text, bool(found), "not found", compiled.place)
            continue
        ok = any(entry.stands for entry in own)
        detail = "no match" if not own else "; ".join(
            f"{view.folded[e.match.start : e.match.end]}: " + (e.steps[-1].what if e.steps else "") + " " +
            (e.steps[-1].outcome if e.steps else "") for e in own
        )  # fmt: skip
        yield Outcome(rule.id, "flag", document.text, ok, "" if ok else detail, compiled.place)
    for example in rule.examples.passes:
        document = document_of(example, compiled)
        detected = detector.detect(document, EXAMPLE_DAY)
        wrong = [f for f in detected.findings if f.family == compiled.family and f.status != "advisory"]
        wrong += [f for f in detected.findings if f.rule == rule.id and f not in wrong]
        detail = ", ".join(f"{f.rule} flags {f.quote!r}" for f in wrong)
        yield Outcome(rule.id, "pass", document.text, not wrong, detail, compiled.place)


def _speaks(entry: Judgement, compiled: CompiledRule) -> bool:
    """Whether an entry is the rule's. What papers say of a claim that another rule of the family knows stands there."""
    if entry.rule is compiled:
        return True
    return compiled.rule.compared and entry.rule.family == compiled.family and entry.evidence is not None


def _context(book: Rulebook, context: CompiledContext, resolver: Resolver) -> Iterator[Outcome]:
    place = book.source.places.get(f"context:{context.id}", Place())
    for expects, sentences in (("clears", context.file.examples.clears), ("keeps", context.file.examples.keeps)):
        for marked in sentences:
            claim_start, claim_end = marked.find("["), marked.find("]") - 1
            view = View(Document(id="example", text=marked.replace("[", "").replace("]", "")), resolver)
            if claim_start < 0 or claim_end <= claim_start:
                yield Outcome(context.id, expects, marked, False, "mark the claim with [ ]", place)
                continue
            sentence = view.sentence_at(claim_start)
            tried = try_context(context, view, sentence, claim_start, claim_end)
            ok = tried.clears == (expects == "clears")
            detail = "" if ok else "kept" if tried.kept else "silent" if not tried.spoke else "cleared"
            yield Outcome(context.id, expects, marked, ok, detail, place)
