"""What stands against a merchant in the ledger, and the reputation it leaves: a Beta posterior, by its lower bound.

Good evidence are days of business, which are forgotten; bad evidence are the points that stand, which fade by the
penalty
policy and by nothing else: silence loses the good days and keeps the points. All shops of one owner answer together,
so a
new shop is no clean sheet.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from governance.cases.standing import points_at, standing_of
from governance.cases.state import Case, Fold
from governance.model import SEVERITIES, Severity
from governance.trust.place import FULL, Floats, Ints
from governance.trust.schema import Conduct
from governance.trust.windows import PPM

WAITING = ("open", "proposed", "appealed")


class CaseWeight(NamedTuple):
    """What one case weighs now, in hundredths of points. ``pending``: it is not decided yet."""

    case: str
    party: str
    document: str
    at: str
    status: str
    severity: str
    points: int
    pending: bool
    findings: tuple[str, ...]


class Record(NamedTuple):
    """A party at an instant: hundredths of points that stand and that are pending, the tier of the penalty policy,
    the cases."""

    points: int
    pending: int
    tier: str
    credit: int
    cases: tuple[CaseWeight, ...]


CLEAN = Record(0, 0, "", 0, ())


def party_of(merchant: str) -> str:
    """The ledger's name of a merchant."""
    return f"merchant:{merchant}"


def record_of(fold: Fold, party: str, at: str, policy: Conduct) -> Record:
    """What the fold knows of the party at ``at`` (a stamp)."""
    cases = fold.of_party(party)
    if not cases:
        return CLEAN
    standing = standing_of(fold, party, at)
    stands = [case for case in cases if case.stands and case.decided_at <= at]
    ids = frozenset(case.id for case in stands)
    weights = [
        _weight(case, sum(points_at([case], ids, at).values()), False) for case in stands
    ]  # what each adds before the month's cap and credits
    weights += [_weight(case, points, True) for case in cases if (points := _pending(case, at, policy))]
    waiting = sum(one.points for one in weights if one.pending)
    return Record(standing.total, waiting, standing.tier, standing.credit, tuple(weights))


def severity_of(case: Case) -> Severity:
    """The worst finding of the scan that opened the case."""
    return max((f.severity for f in case.first.findings), key=SEVERITIES.index, default="low")


def _pending(case: Case, at: str, policy: Conduct) -> int:
    if case.status not in WAITING or case.ticket is not None:
        return 0
    opened = next(entry.recorded_time for entry in case.events if entry.event.kind == "opened")
    age = (datetime.fromisoformat(at) - datetime.fromisoformat(opened)).days
    if age >= policy.pending.days:
        return 0
    return round(100 * policy.pending.points.get(severity_of(case), 0.0))


def _weight(case: Case, points: int, pending: bool) -> CaseWeight:
    rules = tuple(sorted({finding.rule for finding in case.first.findings}))
    return CaseWeight(
        case.id, case.party, case.document, case.at, case.status, severity_of(case), points, pending, rules
    )


def reputation(good_days: Ints, points: Ints, policy: Conduct) -> Ints:
    """Hundredths (0 to 10000) from days of business (millionths) and points (hundredths): mean less ``bound`` spreads
    of
    the Beta posterior (Jøsang and Ismail 2002, "The Beta Reputation System").

    It falls in points and rises in days wherever it is above 0: with μ = good/n and σ² = μ(1-μ)/(n+1), dμ/d(bad) = -μ/n
    and dσ/d(bad) > -σ/n, so that d(μ - bσ)/d(bad) < -(μ - bσ)/n for every ``bound`` b; below 0 it is cut off.
    """
    good: Floats = policy.prior.good + policy.day * good_days.astype(np.float64) / PPM
    bad: Floats = policy.prior.bad + policy.point * points.astype(np.float64) / 100
    n = good + bad
    mean = good / n
    bound: NDArray[np.float64] = mean - policy.bound * np.sqrt(mean * (1 - mean) / (n + 1))
    return np.floor(FULL * np.clip(bound, 0, 1) + 1e-6).astype(np.int64)


def cap_of(tier: str, policy: Conduct) -> int:
    """The most a score may be, in hundredths, for a party of this standing."""
    return 100 * policy.caps.get(tier, 100)
