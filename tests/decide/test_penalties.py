"""The penalty policy: what it refuses, with the line, and that the shipped presets are sound."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.decide.penalties.policy import read_policy
from governance.decide.penalties.ticket import Charge, Factors, Why, heaviest_apart
from governance.errors import RulebookError, UsageError
from governance.rulebook.source import shipped

POLICY = (shipped() / "decisions" / "penalties.yaml").read_text("utf-8")


def overlay(tmp_path: Path, text: str) -> tuple[Path, ...]:
    (tmp_path / "decisions").mkdir(exist_ok=True)
    (tmp_path / "decisions" / "penalties.yaml").write_text(text, "utf-8")
    return (tmp_path,)


def test_the_shipped_policy_has_three_presets_with_date_and_source() -> None:
    policy = read_policy()
    assert set(policy.file.schemes) == {"default", "additive-100", "abc-nodes"}
    assert all(scheme.date and scheme.source for scheme in policy.file.schemes.values())
    ladder = [m.title.zh for m in sorted(policy.file.ladder, key=lambda m: m.rank) if m.rank]
    assert ladder == [
        "警示",
        "限制功能",
        "限制流量",
        "暂停直播",
        "限期停播",
        "关闭账号",
        "禁止重新注册账号",
        "列入黑名单",
    ]
    assert not policy.file.money.enabled


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(UsageError, match="did you mean 'default'"):
        read_policy(scheme="defualt")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("appeal: {days: 7}", "appeal: {days: 3}", "an appeal term of 3 days; at least 7 natural days"),
        ("retention: {years: 3", "retention: {years: 2", "records kept 2 years"),
        ("{measure: limit-traffic, days: 3}", "{measure: limit-trafic, days: 3}", "did you mean 'limit-traffic'"),
        ("{measure: limit-traffic, days: 3}", "{measure: limit-traffic}", "needs a term"),
        ("{measure: limit-traffic, days: 3}", "{measure: limit-traffic, days: 31}", "its own cap is 30"),
        ("high: {measures: [{measure: limit-traffic, days: 3}], bound: 5}",
         "high: {measures: [{measure: warning}], bound: 5}", "more mildly"),
        ("bound: 5}", "bound: 2}", "above its own bound"),
        ("rank: 2, term", "rank: 3, term", "rank 3 is taken"),
        ("after_reexamination: true, ", "", "without re-examination"),
        ("violation: {low: 1, medium: 2, high: 4", "violation: {low: 3, medium: 2, high: 4", "points fall"),
        ("{after_days: 90, percent: 50}", "{after_days: 90, percent: 120}", "percent|<= 100"),
        ("{after_days: 90, percent: 50}", "{after_days: 90, percent: 10}", "points grow with age"),
        ("{at: 6, tier: watched}", "{at: 60, tier: watched}", "tiers are not in order"),
        ("severe: {severity: critical, tier: behind", "severe: {severity: critical, tier: behnd", "no tier 'behnd'"),
        ("- {id: A}", "- {id: A, severities: [low]}", "does not take every charge"),
        ("- {counter: B, at: 24", "- {counter: D, at: 24", "no counter 'D'"),
        ("- {at: 24, measure: suspend-stream", "- {at: 12, measure: suspend-stream", "nodes do not rise"),
        ("shares: {streamer: 100}}", "shares: {merchant: 100}}", "repeats the roles"),
        ("high: 10000, critical: 50000}", "high: 10000, critical: 90000}", "above the cap"),
        ("families: [authenticity]", "families: [authentic]", "no family 'authentic'"),
        ("bounds: {aggravate: 100", "bounds: {agravate: 100", "did you mean 'aggravate'"),
        ("scheme: default", "scheme: defalt", "no scheme 'defalt'"),
        ("max_days: 15, title", "title", "an open end is no penalty"),
    ],
)  # fmt: skip
def test_an_unfair_or_impossible_policy_is_refused_with_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in POLICY
    with pytest.raises(RulebookError) as caught:
        read_policy(overlay(tmp_path, POLICY.replace(old, new, 1)))
    text = str(caught.value)
    assert re.search(says, text), text
    line = re.search(r"penalties\.yaml:(\d+)", text)
    assert line is not None
    assert int(line[1]) > 1


def charge(number: int, start: int, end: int) -> Charge:
    factors, why = Factors(100, 100, 100), Why((), (), ())
    return Charge(f"f{number}", "x/y", "price", "violation", "low", "", start, end, 1, "", True, factors, why)


INTERVALS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 6), st.integers(1, 9)), max_size=8)


@settings(max_examples=200, deadline=None)
@given(INTERVALS)
def test_the_heaviest_choice_is_apart_heaviest_and_never_grows_by_taking_one_away(
    raw: list[tuple[int, int, int]],
) -> None:
    weighed = [(charge(n, start, start + length), weight) for n, (start, length, weight) in enumerate(raw)]
    chosen = heaviest_apart(weighed)
    spans = sorted((c.start, c.end) for c, _ in chosen)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    total = sum(weight for _, weight in chosen)
    best = 0
    for mask in range(1 << len(weighed)):
        some = [pair for n, pair in enumerate(weighed) if mask >> n & 1]
        if all(a[0].end <= b[0].start or b[0].end <= a[0].start for i, a in enumerate(some) for b in some[:i]):
            best = max(best, sum(weight for _, weight in some))
    assert total == best
    for n in range(len(weighed)):
        assert sum(w for _, w in heaviest_apart(weighed[:n] + weighed[n + 1 :])) <= total
