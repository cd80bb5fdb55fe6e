"""durable-rules and the plain evaluator give the same conclusions, whatever the rules and facts."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.decide.engine import Fact
from governance.decide.reference import ReferenceEngine
from governance.decide.rules import Condition, DecisionFile, DecisionRule
from governance.rulebook.schema import Bilingual

durable = pytest.importorskip("governance.decide.durable_engine", reason="durable-rules needs Python below 3.13")

WHY = Bilingual("因", "why")
VALUES: dict[str, list[str | int]] = {
    "family": ["absolute", "medical", "authority"],
    "status": ["violation", "needs-evidence"],
    "severity": ["low", "high"],
    "scene": [0, 1, 2],
}


@st.composite
def conditions(draw: st.DrawFn, first: bool) -> Condition:
    where: dict[str, str | int | tuple[str | int, ...]] = {}
    for field in draw(st.sets(st.sampled_from(sorted(VALUES)), max_size=3)):
        chosen = draw(st.lists(st.sampled_from(VALUES[field]), min_size=1, max_size=2, unique=True))
        where[field] = tuple(chosen) if len(chosen) > 1 else chosen[0]
    same = () if first else tuple(sorted(draw(st.sets(st.sampled_from(["family", "scene"]), max_size=1))))
    return Condition("finding", where, same)


@st.composite
def rulesets(draw: st.DrawFn) -> DecisionFile:
    rules = []
    for number in range(draw(st.integers(1, 6))):
        when = [draw(conditions(first=True))]
        when += [draw(conditions(first=False)) for _ in range(draw(st.integers(0, 1)))]
        rules.append(DecisionRule(f"rule-{number}", WHY, tuple(when), {"nose": 10}))
    return DecisionFile("tried", tuple(rules))


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    return [
        {"kind": "finding", "id": f"f{n}", **{field: draw(st.sampled_from(VALUES[field])) for field in VALUES}}
        for n in range(draw(st.integers(0, 7)))
    ]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rulesets(), st.lists(facts(), min_size=1, max_size=3))
def test_same_conclusions(file: DecisionFile, batches: list[list[Fact]]) -> None:
    engine, reference = durable.DurableEngine(file), ReferenceEngine(file)
    for batch in batches:
        assert engine.run(batch) == reference.run(batch)
