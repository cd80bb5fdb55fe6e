"""Verdict and nose: laws that hold whatever the findings."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.decide import Decider
from governance.decide.rules import Condition, DecisionFile, DecisionRule, Value, check, read_decisions
from governance.errors import Place, RulebookError
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


@pytest.mark.parametrize(
    ("ruleset", "when", "then", "says"),
    [
        ("verdict", (Condition("charge"),), {"verdict": "block"}, "has no 'charge' facts"),
        ("verdict", (Condition("finding"),), {"severity": "high"}, "cannot conclude 'severity'"),
        ("charges", (Condition("charge"),), {"verdict": "block"}, "cannot conclude 'verdict'"),
        ("charges", (Condition("charge"),), {"aggravate": 201}, "aggravate 201"),
        ("charges", (Condition("charge"),), {"charge": "twice"}, "no charge 'twice'"),
        ("charges", (Condition("mark"), Condition("charge")), {"aggravate": 5}, "first condition asks for a mark"),
        (
            "charges",
            (Condition("charge"), Condition("charge", {"history": "first"})),
            {"aggravate": 5},
            "second charge",
        ),
        ("charges", (Condition("charge"), Condition("mark", {"name": "metod"})), {"aggravate": 5}, "no rule makes the"),
        ("verdicts", (Condition("finding"),), {"verdict": "block"}, "no ruleset 'verdicts'; did you mean 'verdict'"),
    ],
)
def test_each_ruleset_has_its_own_facts_and_conclusions(ruleset: str, when: tuple[Condition, ...],
                                                        then: dict[str, Value], says: str) -> None:  # fmt: skip
    problems = check(DecisionFile(ruleset, (DecisionRule("a", WHY, when, then),)), {"a": Place("x.yaml", 3)})
    assert any(says in str(problem) and str(problem).startswith("x.yaml:3") for problem in problems), problems


def test_rules_that_would_loop_are_refused_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions" / "loop.yaml").write_text(
        """ruleset: charges
thresholds: {scene_ms: 60000, scene_chars: 300, weak: 6, weak_families: 3}
rules:
  - id: one
    why: {zh: 甲, en: a}
    when: [{fact: charge}, {fact: mark, where: {name: second}}]
    then: {mark: first}
  - id: two
    why: {zh: 乙, en: b}
    when: [{fact: charge}, {fact: mark, where: {name: first}}]
    then: {mark: second}
  - id: three
    why: {zh: 丙, en: c}
    when: [{fact: charge}, {fact: mark, where: {name: second}}]
    then: {aggravate: 10}
""",
        "utf-8",
    )
    with pytest.raises(RulebookError) as caught:
        read_decisions((tmp_path,))
    lines = str(caught.value).splitlines()
    assert [("loop.yaml:4" in line or "loop.yaml:8" in line) and "would loop" in line for line in lines] == [True, True]


def test_thresholds_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions" / "v.yaml").write_text("ruleset: verdict\nthresholds: {many: 3}\nrules: []\n", "utf-8")
    with pytest.raises(RulebookError, match="lacks the threshold 'scene_ms'"):
        read_decisions((tmp_path,))


def test_many_weak_findings_of_several_kinds_need_a_person() -> None:
    def weak(number: int, family: str) -> Finding:
        return Finding(rule="x/y", family=family, status="violation", severity="low", start=number * 999,
                       end=number * 999 + 1, quote="", canonical="")  # fmt: skip

    assert DECIDER.decide([weak(n, "price") for n in range(6)], "general").verdict == "notice"
    mixed = [weak(n, family) for n, family in enumerate(["price", "absolute", "reviews"] * 2)]
    assert DECIDER.decide(mixed, "general").verdict == "review"
