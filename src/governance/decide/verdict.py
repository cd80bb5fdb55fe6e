"""From findings to a verdict and a nose, by the decision rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, cast

import msgspec

from governance.decide.choose import engine_for
from governance.decide.engine import Conclusion, DecisionEngine, Fact, conclude
from governance.decide.facts import facts_of
from governance.decide.rules import read_decisions
from governance.model import SEVERITIES, STATUSES, VERDICTS, Finding, VerdictName

REMEMBERED = 20_000  # decisions kept; documents with the same small facts get the same answer


class Decision(NamedTuple):
    """What the decision rules made of a document's findings; ``reasons`` are the ids of the rules that spoke."""

    findings: tuple[Finding, ...]
    verdict: VerdictName
    nose: int
    reasons: tuple[str, ...]


class Decider:
    """Decides documents one by one. Build it in the process that uses it."""

    def __init__(self, overlays: tuple[Path, ...] = (), engine: str = "auto") -> None:
        files = read_decisions(overlays)
        self._first = _Remembering(engine_for(files["findings"], engine)) if "findings" in files else None
        self._second = _Remembering(engine_for(files["verdict"], engine))
        self._limits = {name: file.thresholds for name, file in files.items()}

    def decide(self, findings: Sequence[Finding], category: str) -> Decision:
        """Verdict, nose and reasons for the findings of one document."""
        if not findings:
            return Decision((), "pass", 0, ())
        reasons: list[str] = []
        weighed = list(findings)
        if self._first is not None:
            for conclusion in self._first.run(facts_of(findings, category, self._limits["findings"])):
                weighed = _raise(weighed, conclusion)
                reasons.append(conclusion.rule)
        verdict: VerdictName = "pass"
        honesty = 1.0
        for conclusion in self._second.run(facts_of(weighed, category, self._limits["verdict"])):
            if conclusion.field == "verdict":
                verdict = max(verdict, cast("VerdictName", conclusion.value), key=VERDICTS.index)
                reasons.append(conclusion.rule)
            elif conclusion.field == "nose":
                honesty *= 1 - int(conclusion.value) / 100
        nose = min(100, max(1, round(100 * (1 - honesty))))
        return Decision(tuple(weighed), verdict, nose, tuple(dict.fromkeys(reasons)))


def _raise(findings: list[Finding], conclusion: Conclusion) -> list[Finding]:
    """Raise a field of one finding; a conclusion never lowers anything."""
    at = int(conclusion.fact[1:])
    old = findings[at]
    if conclusion.field == "severity" and SEVERITIES.index(conclusion.value) > SEVERITIES.index(old.severity):
        findings[at] = msgspec.structs.replace(old, severity=conclusion.value)
    if conclusion.field == "status" and STATUSES.index(conclusion.value) > STATUSES.index(old.status):
        findings[at] = msgspec.structs.replace(old, status=conclusion.value)
    return findings


class _Remembering:
    """Asks the engine once for the same facts, whatever their order: most documents are alike to it."""

    def __init__(self, engine: DecisionEngine) -> None:
        self.engine = engine
        self._known: dict[tuple[tuple[tuple[str, object], ...], ...], frozenset[Conclusion]] = {}

    def run(self, facts: Iterable[Fact]) -> list[Conclusion]:
        """Conclusions in a fixed order."""
        listed = list(facts)
        order = sorted(range(len(listed)), key=lambda i: _content(listed[i]))
        renamed = [{**listed[i], "id": f"f{place}"} for place, i in enumerate(order)]
        key = tuple(_content(fact) for fact in renamed)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[key] = conclude(self.engine, renamed)
        back = {f"f{place}": str(listed[i]["id"]) for place, i in enumerate(order)}
        return sorted(
            (c._replace(fact=back[c.fact]) for c in found if c.fact in back), key=lambda c: (c.rule, c.fact, c.field)
        )


def _content(fact: Fact) -> tuple[tuple[str, object], ...]:
    return tuple(sorted(((k, v) for k, v in fact.items() if k != "id"), key=lambda pair: pair[0]))
