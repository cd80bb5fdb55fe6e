"""durable-rules behind the interface: a Rete network without its threads, one session a decision.

Why it is used this way (measured on durable_rules 2.0.28): the stock host starts timer threads that never end;
facts fire every rule they match while an event fires one; a session that never fired an action crashes when it is
deleted, so each begins with an event that always fires; an unmatched fact raises and is not kept; errors inside
actions are swallowed into the state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

from durable.engine import Host, MessageNotHandledException

from governance.decide.engine import Conclusion, Fact
from governance.decide.rules import Condition, DecisionFile, DecisionRule

_OPEN = "open"


class _QuietHost(Host):  # type: ignore[misc]
    """A host that dispatches only when it is handed something."""

    def _run(self) -> None:
        return


class DurableEngine:
    """Holds a native network: build it in the process that uses it; it cannot be pickled."""

    def __init__(self, file: DecisionFile) -> None:
        self.name = f"pinocchio-{file.ruleset}"
        self._sessions = count()
        self._out: set[Conclusion] = set()
        definition: dict[str, Any] = {
            _OPEN: {"all": [{"m": {"kind": _OPEN}}], "run": lambda c: None, "pri": 0},
        }
        for order, rule in enumerate(file.rules, 1):
            definition[rule.id] = {"all": _conditions(rule), "run": self._action(rule), "pri": order}
        self._host = _QuietHost({self.name: definition})

    def _action(self, rule: DecisionRule) -> Callable[[Any], None]:
        def concluded(c: Any) -> None:
            first = c.c0
            for field, value in rule.then.items():
                self._out.add(Conclusion(rule.id, str(first.id), field, value))

        return concluded

    def run(self, facts: Iterable[Fact]) -> frozenset[Conclusion]:
        """All conclusions of the ruleset from these facts."""
        self._out = set()
        session = str(next(self._sessions))
        self._host.post(self.name, {"sid": session, "id": "open", "kind": _OPEN})
        try:
            for fact in facts:
                try:
                    self._host.assert_fact(self.name, {"sid": session, **fact})
                except MessageNotHandledException:
                    continue  # no rule asks for such a fact
            failed = self._host.get_state(self.name, session).get("exception")
            if failed:
                raise RuntimeError(f"a decision action failed: {failed}")
        finally:
            self._host.delete_state(self.name, session)
        return frozenset(self._out)


def _conditions(rule: DecisionRule) -> list[dict[str, Any]]:
    return [{f"c{index}": _condition(condition)} for index, condition in enumerate(rule.when)]


def _condition(condition: Condition) -> dict[str, Any]:
    tests: list[dict[str, Any]] = [{"kind": condition.fact}]
    # Joins before alternatives: behind an `$or` the engine forgets to test them.
    tests.extend({field: {"c0": field}} for field in condition.same)
    for field, value in sorted(condition.where.items()):
        if isinstance(value, tuple):
            tests.append({"$or": [{field: one} for one in value]} if len(value) > 1 else {field: value[0]})
        else:
            tests.append({field: value})
    return {"$and": tests} if len(tests) > 1 else tests[0]
