"""Read the penalty policy and refuse what would be unfair, unlawful or impossible, each with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import msgspec

from governance.decide.penalties.schema import Measure, PenaltyFile, Scheme, Weight
from governance.errors import UsageError, did_you_mean
from governance.model import FAMILIES, SEVERITIES, Severity
from governance.rulebook.policyfile import PolicyFile

APPEAL_DAYS = 7  # LIVE_117 Art. 14 asks for a route; the platforms give seven natural days, and we never fewer
KEEP_YEARS = 3  # LIVE_117 Art. 16, 27, 31: a statutory floor, not a policy

_Wrong = Callable[[str, str, str], None]


class Policy(msgspec.Struct, frozen=True):
    """The policy with one of its schemes chosen."""

    file: PenaltyFile
    scheme_name: str

    @property
    def scheme(self) -> Scheme:
        """The points scheme in use."""
        return self.file.schemes[self.scheme_name]

    def measure(self, name: str) -> Measure:
        """A measure by id; the policy was checked, so it is there."""
        return next(measure for measure in self.file.ladder if measure.id == name)

    def weight(self, severity: Severity) -> Weight:
        """What a case of this severity calls for."""
        weight: Weight = getattr(self.file.severity, severity)
        return weight


def read_policy(overlays: tuple[Path, ...] = (), scheme: str | None = None) -> Policy:
    """The policy of the shipped rulebook, or of the last overlay that has one, with ``scheme`` or its own choice.

    Raises RulebookError with every problem and its line, UsageError for a scheme that is not there.
    """
    read = PolicyFile.latest("decisions/penalties.yaml", overlays, PenaltyFile)
    check(read.content, read.wrong)
    file = read.done()
    name = scheme or file.scheme
    if name not in file.schemes:
        mend = did_you_mean(name, file.schemes) or ", ".join(file.schemes)
        raise UsageError.of(f"no points scheme {name!r}", mend=mend)
    return Policy(file, name)


def check(file: PenaltyFile, wrong: _Wrong) -> None:
    """Everything wrong with a policy; ``wrong`` takes the path in the file, what, and the mend."""
    if file.scheme not in file.schemes:
        wrong("$.scheme", f"no scheme {file.scheme!r}", did_you_mean(file.scheme, file.schemes) or "name one below")
    if file.appeal.days < APPEAL_DAYS:
        wrong("$.appeal.days", f"an appeal term of {file.appeal.days} days", f"at least {APPEAL_DAYS} natural days")
    if file.retention.years < KEEP_YEARS:
        wrong("$.retention.years", f"records kept {file.retention.years} years", f"at least {KEEP_YEARS} (LIVE_117:16)")
    _check_ladder(file, wrong)
    _check_severities(file, wrong)
    for name, scheme in file.schemes.items():
        _check_scheme(file, scheme, f"$.schemes.{name}", wrong)
    roles: set[frozenset[str]] = set()
    for index, arrangement in enumerate(file.liability):
        key = frozenset(arrangement.shares)
        if not key or key in roles:
            wrong(f"$.liability[{index}]", f"{arrangement.id!r} repeats the roles of another, or has none",
                  "one arrangement for each set of roles")  # fmt: skip
        roles.add(key)
    for amount, severity in _points(file.money.amounts):
        if amount > file.money.case_cap:
            wrong(
                f"$.money.amounts.{severity}", f"{amount} fen is above the cap", "lower it: money needs a cap (ECL:35)"
            )


def _check_ladder(file: PenaltyFile, wrong: _Wrong) -> None:
    ids: set[str] = set()
    ranks: set[int] = set()
    for index, measure in enumerate(file.ladder):
        at = f"$.ladder[{index}]"
        if measure.id in ids:
            wrong(at, f"measure {measure.id!r} stands twice", "keep one")
        if measure.rank and measure.rank in ranks:
            wrong(at, f"rank {measure.rank} is taken", "give each rung its own rank")
        if (measure.term == "days") != (measure.max_days is not None):
            wrong(
                at, f"measure {measure.id!r}: a term in days needs max_days, and only that", "an open end is no penalty"
            )
        if measure.id == "blacklist" and not measure.after_reexamination:
            wrong(at, "a blacklist without re-examination", "set after_reexamination: true (LIVE_117:14)")
        ids.add(measure.id)
        ranks.add(measure.rank)


def _check_step(file: PenaltyFile, step_measure: str, days: int | None, at: str, wrong: _Wrong) -> None:
    known = {measure.id: measure for measure in file.ladder}
    measure = known.get(step_measure)
    if measure is None:
        wrong(f"{at}.measure", f"no measure {step_measure!r}", did_you_mean(step_measure, known) or ", ".join(known))
    elif measure.term == "days" and not days:
        wrong(at, f"{step_measure!r} needs a term", f"days: 1 to {measure.max_days}")
    elif measure.term != "days" and days:
        wrong(at, f"{step_measure!r} has no term in days", "take `days` out")
    elif days and measure.max_days and days > measure.max_days:
        wrong(at, f"{days} days of {step_measure!r}", f"its own cap is {measure.max_days}")


def _check_severities(file: PenaltyFile, wrong: _Wrong) -> None:
    ranks = {measure.id: measure.rank for measure in file.ladder}
    last_bound = last_rank = last_days = 0
    for severity in SEVERITIES:
        weight: Weight = getattr(file.severity, severity)
        at = f"$.severity.{severity}"
        for index, step in enumerate(weight.measures):
            _check_step(file, step.measure, step.days, f"{at}.measures[{index}]", wrong)
        top = max((ranks.get(step.measure, 0) for step in weight.measures), default=0)
        if top > weight.bound:
            wrong(
                at, f"calls for rank {top} above its own bound {weight.bound}", "lower the measure or raise the bound"
            )
        days = max((step.days or 0 for step in weight.measures if ranks.get(step.measure)), default=0)
        if weight.bound < last_bound or top < last_rank or days < last_days:
            wrong(
                at, f"{severity} is treated more mildly than what is less severe", "let bounds, measures and terms rise"
            )
        last_bound, last_rank, last_days = max(last_bound, weight.bound), max(last_rank, top), max(last_days, days)


def _check_scheme(file: PenaltyFile, scheme: Scheme, at: str, wrong: _Wrong) -> None:
    for status, points in (("violation", scheme.points.violation), ("needs-evidence", scheme.points.needs_evidence)):
        values = [value for value, _ in _points(points)]
        if values != sorted(values):
            wrong(f"{at}.points.{status}", "points fall while severity rises", "let them rise or stay")
    fades = scheme.decay
    if fades[0].after_days or [f.after_days for f in fades] != sorted({f.after_days for f in fades}):
        wrong(f"{at}.decay", "steps are not in order from day 0", "start with after_days: 0 and go up")
    if any(later.percent > earlier.percent for earlier, later in pairwise(fades)):
        wrong(f"{at}.decay", "points grow with age", "let the percent fall")
    tiers = [step.at for step in scheme.tiers]
    if tiers[0] != 0 or tiers != sorted(set(tiers)):
        wrong(f"{at}.tiers", "tiers are not in order from 0", "start with at: 0 and go up")
    if scheme.severe.tier not in {step.tier for step in scheme.tiers}:
        wrong(f"{at}.severe.tier", f"no tier {scheme.severe.tier!r}", "name one of the tiers")
    counters = {counter.id for counter in scheme.counters}
    if not scheme.counters or scheme.counters[-1].families or scheme.counters[-1].severities:
        wrong(f"{at}.counters", "the last counter does not take every charge", "end with one without conditions")
    for index, counter in enumerate(scheme.counters):
        for family in counter.families:
            if family not in FAMILIES:
                wrong(f"{at}.counters[{index}]", f"no family {family!r}", did_you_mean(family, FAMILIES))
    for index, node in enumerate(scheme.nodes):
        here = f"{at}.nodes[{index}]"
        _check_step(file, node.measure, node.days, here, wrong)
        if node.counter not in counters:
            wrong(here, f"no counter {node.counter!r}", did_you_mean(node.counter, counters) or ", ".join(counters))
    _nodes_rise(file, scheme, at, wrong)


def _nodes_rise(file: PenaltyFile, scheme: Scheme, at: str, wrong: _Wrong) -> None:
    ranks = {measure.id: measure.rank for measure in file.ladder}
    seen: dict[str, tuple[int, int]] = {}
    for index, node in enumerate(scheme.nodes):
        here = (node.at, ranks.get(node.measure, 0))
        before = seen.get(node.counter, (0, 0))
        if here[0] <= before[0] or here[1] < before[1]:
            wrong(f"{at}.nodes[{index}]", "nodes do not rise", "more points, and never a milder measure")
        seen[node.counter] = here


def _points(points: object) -> Iterator[tuple[int, Severity]]:
    for severity in SEVERITIES:
        yield getattr(points, severity), severity
