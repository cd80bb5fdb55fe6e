"""What a category asks of a sheet: papers, facts, words that must or must not be there, and agreement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from governance.detect.context import try_context
from governance.detect.evidence.facts import Facts
from governance.detect.view import View
from governance.language.resolve import Resolver
from governance.model import Document
from governance.precheck.item import Item
from governance.precheck.notes import Notes
from governance.precheck.policy import Policy
from governance.precheck.schema import Papers, Requirement
from governance.precheck.sheet import Sheet
from governance.precheck.words import folded
from governance.rulebook.admission import Outcome
from governance.rulebook.cues import CompiledContext
from governance.rulebook.law import choose


def checks(sheet: Sheet, policy: Policy, notes: Notes, resolver: Resolver) -> Iterator[Item]:
    """An item for each requirement of the sheet's category, met or not."""
    words = folded(sheet)
    for one in policy.file.requirements:
        patterns = policy.patterns[one.id]
        if one.categories and notes.category not in one.categories:
            continue
        if "when" in patterns:
            contexts = [notes.book.contexts[name] for name in one.unless]
            if not any(_meant(text, patterns["when"], contexts, resolver) for text in words.values()):
                continue
        outcome, part, quote, evidence = _judge(one, patterns, sheet, words, notes.day)
        yield Item(
            rule=one.id, kind="requirement", outcome=outcome, severity=one.severity, part=part, quote=quote,
            reason=one.title.to(notes.lang), mend="" if outcome == "supported" else one.mend.to(notes.lang),
            evidence=evidence, law=choose(notes.book.source.law, one.law, notes.day, notes.category, "copy"),
        )  # fmt: skip


def _meant(text: str, pattern: Any, contexts: Sequence[CompiledContext], resolver: Resolver) -> bool:
    """Whether a pattern stands in a text and some place is not taken back: 谁跟你说能美白，别理他 asks for nothing."""
    if not contexts or not pattern.search(text):
        return bool(pattern.search(text))
    view = View(Document(id="", text=text), resolver)
    return not all(
        any(try_context(one, view, view.sentence_at(match.start()), *match.span()).clears for one in contexts)
        for match in pattern.finditer(view.folded)
    )


_Found = tuple[Outcome, str, str, str]


def _judge(one: Requirement, patterns: dict[str, Any], sheet: Sheet, words: dict[str, str], day: str) -> _Found:
    if one.papers is not None:
        outcome, evidence = _papers(one.papers, sheet, day)
        return outcome, "evidence", "", evidence
    if one.facts:
        absent = [name for name in one.facts if sheet.facts.get(name) in (None, "", [], {})]
        return ("missing" if absent else "supported"), "facts", ", ".join(absent), ""
    chosen = {name: text for name, text in words.items() if name.split("[")[0] in one.within}
    if one.never:
        for name, text in chosen.items():
            found = patterns["never"].search(text)
            if found:
                return "forbidden", name, found.group(), ""
        return "supported", "", "", ""
    if one.say:
        absent = [name for name, text in chosen.items() if not patterns["say"].search(text)]
        return ("missing" if absent or not chosen else "supported"), ", ".join(absent or one.within), "", ""
    return _agree(one, patterns["agree"], sheet, words)


def _papers(wanted: Papers, sheet: Sheet, day: str) -> tuple[Outcome, str]:
    """The best of the papers: in force and complete, else expired, else incomplete, else none."""
    best: tuple[int, Outcome, str] = (0, "missing", "")
    for item in sheet.evidence:
        if item.get("type") not in wanted.types:
            continue
        facts = Facts(item)
        until = facts.day("valid_until", "expires", "expiry", "有效期至")
        if any(item.get(field) in (None, "") for field in wanted.fields):
            found: tuple[int, Outcome, str] = (1, "too-narrow", str(item["type"]))
        elif until is not None and until.isoformat() < day:
            found = (2, "expired", str(item["type"]))
        else:
            found = (3, "supported", str(item["type"]))
        best = max(best, found)
    return best[1], best[2]


def _agree(one: Requirement, pattern: Any, sheet: Sheet, words: dict[str, str]) -> _Found:
    assert one.agree is not None
    texts = {name: text for name, text in words.items() if name.split("[")[0] in one.agree.across}
    if "evidence" in one.agree.across:
        papers = [item for item in sheet.evidence if not one.agree.types or item.get("type") in one.agree.types]
        for number, item in enumerate(papers):
            texts[f"evidence[{number}]"] = Facts(item).text
    first: tuple[str, str] | None = None
    for name, text in texts.items():
        for match in pattern.finditer(text):
            value = match.group(1)
            if first is None:
                first = (value, name)
            elif value != first[0]:
                return "contradicted", name, f"{first[1]}: {first[0]} / {name}: {value}", ""
    return "supported", "", first[0] if first else "", ""
