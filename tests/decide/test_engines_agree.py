"""durable-rules and the plain evaluator give the same conclusions, whatever the rules and facts."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.decide.engine import Fact, conclude
from governance.decide.reference import ReferenceEngine
from governance.decide.rules import Condition, DecisionFile, DecisionRule, Value, check, read_decisions
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


# --- charges: another ruleset, with marks that lead from rule to rule ---

CHARGE: dict[str, list[str | int]] = {
    "family": ["medical", "authority", "price"], "status": ["violation", "needs-evidence", "advisory"],
    "severity": ["low", "high"], "category": ["food", "general"], "evaded": ["filler", "repeat", "no"],
    "history": ["first", "later", "repeat"], "corrected": ["yes", "no"], "found": ["yes", "no"],
    "overlaps": ["yes", "no"], "scene": [0, 1],
}  # fmt: skip
CASE: dict[str, list[str | int]] = {
    "role": ["merchant", "streamer"], "history": ["first", "later"], "minor": ["yes", "no"], "weak": ["yes", "no"],
    "warned": ["yes", "no"], "audience": ["elderly", "general"], "category": ["food", "general"],
}  # fmt: skip
CONCLUDED: list[dict[str, Value]] = [{"aggravate": 25}, {"mitigate": 50}, {"charge": "once"}, {"charge": "no"}]


def _tests(draw: st.DrawFn, fields: dict[str, list[str | int]]) -> dict[str, Value | tuple[Value, ...]]:
    chosen = draw(st.sets(st.sampled_from(sorted(fields)), max_size=2))
    return {field: draw(st.sampled_from(fields[field])) for field in sorted(chosen)}


@st.composite
def charge_rulesets(draw: st.DrawFn) -> DecisionFile:
    """Marks run one way: rule n may ask for the marks of rules before it."""
    rules: list[DecisionRule] = []
    for number in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(["charge", "case"]))
        when = [Condition(kind, _tests(draw, CHARGE if kind == "charge" else CASE))]
        extra = draw(st.sampled_from(["", "case", "mark"]))
        if extra == "case" and kind == "charge":
            when.append(Condition("case", _tests(draw, CASE)))
        if extra == "mark" and number:
            where: dict[str, Value | tuple[Value, ...]] = {"name": f"mark-{draw(st.integers(0, number - 1))}"}
            when.append(Condition("mark", where, draw(st.sampled_from([(), ("scene",)])) if kind == "charge" else ()))
        then: dict[str, Value] = {"mark": f"mark-{number}"} if draw(st.booleans()) else draw(st.sampled_from(CONCLUDED))
        rules.append(DecisionRule(f"rule-{number}", WHY, tuple(when), then))
    return DecisionFile("charges", tuple(rules))


@st.composite
def charge_facts(draw: st.DrawFn) -> list[Fact]:
    found: list[Fact] = [{"kind": "case", "id": "case", **{f: draw(st.sampled_from(v)) for f, v in CASE.items()}}]
    charges = range(draw(st.integers(0, 5)))
    return found + [
        {"kind": "charge", "id": f"c{n}", **{f: draw(st.sampled_from(v)) for f, v in CHARGE.items()}} for n in charges
    ]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(charge_rulesets(), charge_facts())
def test_same_conclusions_through_marks(file: DecisionFile, known: list[Fact]) -> None:
    assert not [problem for problem in check(file, {}) if "no rule makes the mark" not in str(problem)]
    assert conclude(durable.DurableEngine(file), known) == conclude(ReferenceEngine(file), known)


@settings(max_examples=60, deadline=None)
@given(charge_facts())
def test_the_shipped_charges_run_alike(known: list[Fact]) -> None:
    assert conclude(SHIPPED_DURABLE, known) == conclude(SHIPPED_REFERENCE, known)


def test_a_mark_reaches_the_rules_that_ask_for_it() -> None:
    weak: Fact = {"kind": "case", "id": "case", "weak": "yes"}
    slight: Fact = {"kind": "charge", "id": "c0", "severity": "low", "status": "violation", "scene": 0}
    said = {c.rule for c in conclude(SHIPPED_REFERENCE, [weak, slight])}
    assert {"weak-findings-are-a-method", "slight-charge-of-a-method"} <= said


SHIPPED = read_decisions()["charges"]
SHIPPED_DURABLE, SHIPPED_REFERENCE = durable.DurableEngine(SHIPPED), ReferenceEngine(SHIPPED)
