"""What of a case is charged, and how heavily: small facts, the ruleset ``charges``, one answer for each history."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from governance.decide.choose import engine_for
from governance.decide.engine import Conclusion, Fact, conclude
from governance.decide.facts import apart, weak_pattern
from governance.decide.penalties.policy import Policy
from governance.decide.penalties.schema import Points
from governance.decide.penalties.ticket import HISTORIES, Charge, Factors, History, Why
from governance.decide.rules import DecisionFile, read_decisions
from governance.errors import RulebookError
from governance.model import SEVERITIES, LawRef, Severity, Status

MAX_CHARGES = 200  # findings of one case that are weighed; the heaviest first, and caps lie far below


class Found(msgspec.Struct, frozen=True, omit_defaults=True):
    """A finding as the ledger keeps it: no text but the quote. ``found`` is false once a later scan misses it."""

    fingerprint: str
    rule: str
    family: str
    status: Status
    severity: Severity
    quote: str
    start: int
    end: int
    start_ms: int | None = None
    evasion: str | None = None
    law: tuple[LawRef, ...] = ()
    corrected: bool = False
    found: bool = True


class Circumstances(NamedTuple):
    """What else is known of a case, as small fields."""

    category: str
    role: str
    warned: bool = False
    audience: str = "general"


class ChargeRules:
    """The ruleset ``charges`` and the engine that runs it. Build it in the process that uses it."""

    def __init__(self, overlays: tuple[Path, ...] = (), engine: str = "auto") -> None:
        files = read_decisions(overlays)
        if "charges" not in files:
            raise RulebookError.of("no ruleset 'charges' in rules/decisions", mend="add charges.yaml")
        self.file: DecisionFile = files["charges"]
        self._engine = engine_for(self.file, engine)

    def weigh(self, found: Sequence[Found], about: Circumstances, policy: Policy) -> tuple[Charge, ...]:
        """Every finding as a charge with its factors; those that no history charges are left out."""
        listed = _heaviest(found)
        by_history: dict[History, dict[str, list[Conclusion]]] = {}
        for history in HISTORIES:
            said: dict[str, list[Conclusion]] = {}
            for conclusion in conclude(self._engine, self._facts(listed, about, history)):
                said.setdefault(conclusion.fact, []).append(conclusion)
            by_history[history] = said
        charges = [self._charge(one, f"c{n}", by_history, policy) for n, one in enumerate(listed)]
        return tuple(charge for charge in charges if charge is not None)

    def why(self, rule: str) -> tuple[str, str]:
        """What a decision rule says for itself, in Chinese and English; its id when it is gone."""
        for one in self.file.rules:
            if one.id == rule:
                return one.why.zh, one.why.en
        return rule, rule

    def _facts(self, found: Sequence[Found], about: Circumstances, history: History) -> list[Fact]:
        limits = self.file.thresholds
        facts: list[Fact] = [
            {
                "kind": "case", "id": "case", "role": about.role, "category": about.category,
                "history": "first" if history == "first" else "later", "audience": about.audience,
                "warned": _yes(about.warned),
                "minor": _yes(all(one.severity in ("low", "medium") for one in found if one.status != "advisory")),
                "weak": weak_pattern(((f.status, f.severity, f.family) for f in found), limits),
            }
        ]  # fmt: skip
        scene = 0
        for number, one in enumerate(found):
            if number and apart(found[number - 1], one, limits):
                scene += 1
            facts.append(
                {
                    "kind": "charge", "id": f"c{number}", "family": one.family, "status": one.status,
                    "severity": one.severity, "category": about.category, "rule": one.rule, "scene": scene,
                    "evaded": one.evasion or "no", "history": history, "corrected": _yes(one.corrected),
                    "found": _yes(one.found), "overlaps": _yes(_overlaps(one, found)),
                }
            )  # fmt: skip
        return facts

    def _charge(self, one: Found, fact: str, said: dict[History, dict[str, list[Conclusion]]],
                policy: Policy) -> Charge | None:  # fmt: skip
        scheme = policy.scheme
        table: Points = scheme.points.violation if one.status == "violation" else scheme.points.needs_evidence
        base: int = 0 if one.status == "advisory" else getattr(table, one.severity)
        factors: dict[History, int] = {}
        why: dict[History, tuple[str, ...]] = {}
        once = False
        for history, facts in said.items():
            own = facts.get(fact, [])
            up = min(policy.file.bounds.aggravate, sum(int(c.value) for c in own if c.field == "aggravate"))
            down = min(policy.file.bounds.mitigate, sum(int(c.value) for c in own if c.field == "mitigate"))
            dropped = any(c.field == "charge" and c.value == "no" for c in own)
            factors[history] = 0 if dropped else (100 + up) * (100 - down) // 100
            why[history] = tuple(sorted({c.rule for c in own if c.field != "mark"}))
            once = once or any(c.field == "charge" and c.value == "once" for c in own)
        counter = next(
            c.id for c in scheme.counters
            if (not c.families or one.family in c.families) and (not c.severities or one.severity in c.severities)
        )  # fmt: skip
        return Charge(
            one.fingerprint, one.rule, one.family, one.status, one.severity, one.quote, one.start, one.end, base,
            counter, once, Factors(**factors), Why(**why), one.law,
        )  # fmt: skip


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _overlaps(one: Found, found: Sequence[Found]) -> bool:
    return any(
        other.fingerprint != one.fingerprint and other.start < one.end and one.start < other.end for other in found
    )


def _heaviest(found: Sequence[Found]) -> list[Found]:
    """In order of place; of an endless list only the heaviest."""
    ranked = sorted(
        found,
        key=lambda f: (f.status != "violation", -SEVERITIES.index(f.severity), f.start, f.end, f.fingerprint),
    )
    return sorted(ranked[:MAX_CHARGES], key=lambda f: (f.start, f.end, f.rule, f.fingerprint))
