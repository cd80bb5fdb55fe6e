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
