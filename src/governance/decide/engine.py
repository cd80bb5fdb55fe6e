"""What every decision engine does: facts in, conclusions out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from governance.decide.rules import Value

Fact = dict[str, Value]
"""``kind``, a short ``id`` unique among the facts of one decision, and the fields of the kind."""


class Conclusion(NamedTuple):
    """A rule's ``then``, said of the fact (by ``id``) that matched its first condition."""

    rule: str
    fact: str
    field: str
    value: Value


class DecisionEngine(Protocol):
    """Runs one compiled ruleset. Conclusions are a set: how often or in what order a rule fired means nothing."""

    def run(self, facts: Iterable[Fact]) -> frozenset[Conclusion]:
        """All conclusions of the ruleset from these facts."""


def conclude(engine: DecisionEngine, facts: Iterable[Fact]) -> frozenset[Conclusion]:
    """Run to the end: a concluded ``mark`` becomes a fact of its own, which other rules may ask for.

    Marks cannot lead back to themselves (the compiler refuses it), so the number of marks bounds the rounds. A mark
    of a fact carries the fact's scene; the same mark in the same scene is one fact.
    """
    known = list(facts)
    scenes = {str(fact["id"]): fact.get("scene", 0) for fact in known}
    marks: set[tuple[Value, Value]] = set()
    while True:
        found = engine.run(known)
        fresh = {(c.value, scenes[c.fact]) for c in found if c.field == "mark"} - marks
        if not fresh:
            return found
        for name, scene in sorted(fresh, key=str):
            known.append({"kind": "mark", "id": f"m{len(scenes)}", "name": name, "scene": scene})
            scenes[f"m{len(scenes)}"] = scene
        marks |= fresh
