"""Verdict and nose: laws that hold whatever the findings."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.decide import Decider
from governance.decide.rules import Condition, DecisionFile, DecisionRule, check
from governance.model import FAMILIES, SEVERITIES, STATUSES, VERDICTS, Finding
from governance.rulebook.schema import Bilingual

DECIDER = Decider()
WHY = Bilingual("因", "why")


@st.composite
def findings(draw: st.DrawFn) -> list[Finding]:
    made = [
        Finding(
            rule="x/y", family=draw(st.sampled_from(FAMILIES)), status=draw(st.sampled_from(STATUSES)),
            severity=draw(st.sampled_from(SEVERITIES)), start=n * draw(st.integers(1, 200)), end=n * 200 + 1,
            quote="", canonical="", evasion=draw(st.sampled_from([None, "filler"])),
        )
        for n in range(draw(st.integers(0, 12)))
    ]  # fmt: skip
    return sorted(made, key=lambda finding: finding.start)


@settings(max_examples=80, deadline=None)
@given(findings(), st.sampled_from(["food", "cosmetic", "general"]))
def test_the_nose_never_falls_when_a_finding_is_added(found: list[Finding], category: str) -> None:
    noses, verdicts = [], []
    for count in range(len(found) + 1):
        decision = DECIDER.decide(found[:count], category)
        noses.append(decision.nose)
        verdicts.append(VERDICTS.index(decision.verdict))
        assert 0 <= decision.nose <= 100
    assert noses == sorted(noses)
    assert verdicts == sorted(verdicts)
    assert noses[0] == 0


@settings(max_examples=40, deadline=None)
@given(findings())
def test_both_engines_decide_alike(found: list[Finding]) -> None:
    assert DECIDER.decide(found, "food") == Decider(engine="reference").decide(found, "food")


def test_medical_on_food_is_critical_and_blocks() -> None:
    finding = Finding(
        rule="medical/x", family="medical", status="violation", severity="high", start=0, end=1, quote="", canonical=""
    )
    assert DECIDER.decide([finding], "food").verdict == "block"
    assert DECIDER.decide([finding], "home").verdict == "review"
    assert DECIDER.decide([msgspec.structs.replace(finding, status="advisory")], "food").verdict == "notice"


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (DecisionRule("a", WHY, (Condition("findings"),), {"verdict": "block"}), "did you mean|no fact"),
        (DecisionRule("a", WHY, (Condition("finding", {"famly": "price"}),), {"verdict": "block"}), "has no 'famly'"),
        (DecisionRule("a", WHY, (Condition("finding", {"scene": 2**40}),), {"verdict": "block"}), "cannot be tested"),
        (DecisionRule("a", WHY, (Condition("finding", {"family": "x" * 99}),), {"verdict": "block"}), "too long"),
        (DecisionRule("a", WHY, (Condition("finding"),) * 4, {"verdict": "block"}), "joins 4 facts"),
        (
            DecisionRule("a", WHY, (Condition("finding", same=("scene",)),), {"verdict": "block"}),
            "nothing to be the same",
        ),
        (DecisionRule("a", WHY, (Condition("finding"),), {"verdict": "blok"}), "no verdict 'blok'"),
        (DecisionRule("a", WHY, (Condition("finding"),), {"nose": 100}), "nose 100"),
        (DecisionRule("a", WHY, (Condition("finding"),), {"fine": 5}), "cannot conclude"),
        (DecisionRule("a", WHY, (Condition("finding"),), {}), "concludes nothing"),
    ],
)
def test_what_the_engine_cannot_run_is_refused(rule: DecisionRule, says: str) -> None:
    problems = check(DecisionFile("verdict", (rule,)), {})
    assert any(part in str(problem) for problem in problems for part in says.split("|"))


def test_too_many_conditions_are_refused() -> None:
    rules = tuple(DecisionRule(f"r-{n}", WHY, (Condition("finding"),), {"nose": 1}) for n in range(400))
    assert len(check(DecisionFile("verdict", rules), {})) == 2
