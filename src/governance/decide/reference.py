"""The plain evaluator: what the rules mean, in the simplest code that says it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from governance.decide.engine import Conclusion, Fact
from governance.decide.rules import Condition, DecisionFile


class ReferenceEngine:
    """Tries every combination of facts on every rule."""

    def __init__(self, file: DecisionFile) -> None:
        self.file = file

    def run(self, facts: Iterable[Fact]) -> frozenset[Conclusion]:
        """All conclusions of the ruleset from these facts."""
        known = list(facts)
        out: set[Conclusion] = set()
        for rule in self.file.rules:
            choices = [[fact for fact in known if matches(condition, fact)] for condition in rule.when]
            for chosen in product(*choices):
                first = chosen[0]
                if len({fact["id"] for fact in chosen}) < len(chosen):
                    continue  # one fact cannot stand for two
                if all(
                    fact.get(field) == first.get(field)
                    for condition, fact in zip(rule.when, chosen, strict=True)
                    for field in condition.same
                ):
                    out.update(
                        Conclusion(rule.id, str(first["id"]), field, value) for field, value in rule.then.items()
                    )
        return frozenset(out)


def matches(condition: Condition, fact: Fact) -> bool:
    """Whether a fact meets the literal tests of a condition."""
    return fact["kind"] == condition.fact and all(
        field in fact and fact[field] in (value if isinstance(value, tuple) else (value,))
        for field, value in condition.where.items()
    )
