"""What stands against a party at an instant: points that fade, measures in force, and the tier they make.

Pure: tickets and times in, numbers out. Each rule is monotone, so that taking a case away never makes anyone worse off:
points of a calendar month are summed, then capped; credits are taken off the sum; a node holds only while the cases
that were counted for it still stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from governance.beijing import beijing
from governance.cases.dates import end_of_day
from governance.cases.state import Case, Fold
from governance.decide.penalties.ticket import Held, Terms, Ticket, case_points
from governance.ledger import stamp
from governance.model import SEVERITIES


class InForce(NamedTuple):
    """A measure with its term; ``until`` is empty for a permanent one. ``pending``: waits for the appeal window or the
    answer to the appeal (a blacklisting takes effect only then, Order 117 Art. 14)."""

    case: str
    measure: str
    rank: int
    since: str
    until: str
    pending: bool
    why: str


class Standing(NamedTuple):
    """A party at an instant. ``points`` in hundredths, by counter; ``tier`` is empty when nothing was ever decided."""

    party: str
    points: dict[str, int]
    credit: int
    tier: str
    measures: tuple[InForce, ...]
    cases: int
    standing: int

    @property
    def total(self) -> int:
        """Hundredths of points over all counters, credits taken off."""
        return max(0, sum(self.points.values()) - self.credit)


def standing_of(fold: Fold, party: str, at: str) -> Standing:
    """What stands against the party at ``at`` (a stamp), by the entries in the fold."""
    cases = fold.of_party(party)
    stands = [case for case in cases if case.stands and case.decided_at <= at]
    ids = frozenset(case.id for case in stands)
    points = points_at(stands, ids, at)
    if not stands:
        return Standing(party, {}, 0, "", (), len(cases), 0)
    newest = max(stands, key=lambda case: (case.decided_at, case.id))
    terms = _terms(newest)
    credit = _credit(fold.credits(party), stands, ids, at, terms)
    measures = tuple(held for case in stands for held in measures_of(case, stands, ids, at))
    total = max(0, sum(points.values()) - credit)
    return Standing(party, points, credit, _tier(terms, total, stands, at), measures, len(cases), len(stands))


def points_at(stands: Sequence[Case], ids: frozenset[str], at: str) -> dict[str, int]:
    """Hundredths of points by counter: faded, summed by calendar month (Beijing), each month capped."""
    months: dict[tuple[str, str], int] = {}
    caps: dict[tuple[str, str], int] = {}
    for case in stands:
        ticket = _ticket(case)
        percent = _faded(ticket.terms, case.decided_at, at)
        for counter, value in case_points(ticket, ids).items():
            key = (counter, beijing(case.decided_at).strftime("%Y-%m"))
            months[key] = months.get(key, 0) + value * percent // 100
            caps[key] = max(caps.get(key, 0), ticket.terms.month_cap * 100)
    out: dict[str, int] = {}
    for (counter, month), value in sorted(months.items()):
        out[counter] = out.get(counter, 0) + min(value, caps[counter, month])
    return out


def measures_of(case: Case, stands: Sequence[Case], ids: frozenset[str], at: str) -> list[InForce]:
    """The measures of a case that run at ``at``: what its gravity calls for, and the nodes of points reached.

    Strictest wins: one that another, as strict or stricter, outlasts is left out.
    """
    ticket = _ticket(case)
    counted = [other for other in stands if other.id in ticket.counted or other.id == case.id]
    reached = points_at(counted, ids, case.decided_at)
    own = [held for held in ticket.measures if not held.at]
    nodes = [held for held in ticket.measures if held.at and reached.get(held.counter, 0) >= held.at * 100]
    found: list[InForce] = []
    for held in sorted((*own, *nodes), key=lambda held: (-held.rank, not held.permanent, -(held.days or 0))):
        term = _term(case, held, at)
        if term is None:
            continue
        since, until, pending = term
        if held.rank and any(other.rank and not other.pending and _outlasts(other.until, until) for other in found):
            continue
        why = f"{held.counter or 'points'} ≥ {held.at}" if held.at else ticket.severity
        found.append(InForce(case.id, held.measure, held.rank, since, until, pending, why))
    return found


def _outlasts(until: str, other: str) -> bool:
    return not until or (bool(other) and until >= other)


def appeal_until(case: Case) -> str:
    """The last instant of the appeal window: the end, in Beijing, of the last of so many natural days."""
    return end_of_day(case.decided_at, _ticket(case).appeal_days)


def _term(case: Case, held: Held, at: str) -> tuple[str, str, bool] | None:
    since, pending = case.decided_at, False
    if held.after_reexamination:
        since = case.reexamined_at or appeal_until(case)
        pending = case.status == "appealed" or since > at
    until = ""
    if held.days is not None:
        until = stamp((datetime.fromisoformat(since) + timedelta(days=held.days)).isoformat())
    elif not held.permanent:
        until = end_of_day(since, 0)  # done once: told on the day
    return None if until and until <= at and not pending else (since, until, pending)


def _faded(terms: Terms, since: str, at: str) -> int:
    if terms.reset == "yearly" and beijing(since).year != beijing(at).year:
        return 0
    days = (datetime.fromisoformat(at) - datetime.fromisoformat(since)).days
    return [fade.percent for fade in terms.decay if fade.after_days <= max(0, days)][-1]


def _credit(given: Sequence[tuple[str, int]], stands: Sequence[Case], ids: frozenset[str], at: str,
            terms: Terms) -> int:  # fmt: skip
    """Learning credits of this calendar year, capped; none while a case too grave for them stands."""
    if terms.credits is None:
        return 0
    grave = any(sum(case_points(_ticket(case), ids).values()) > terms.credits.not_above * 100 for case in stands)
    year = beijing(at).year
    earned = sum(points for when, points in given if when <= at and beijing(when).year == year)
    return 0 if grave else min(earned, terms.credits.year_cap) * 100


def _tier(terms: Terms, total: int, stands: Sequence[Case], at: str) -> str:
    order = [step.tier for step in terms.tiers]
    reached = [step.tier for step in terms.tiers if total >= step.at * 100][-1]
    for case in stands:
        ticket = _ticket(case)
        severe = ticket.terms.severe
        age = datetime.fromisoformat(at) - datetime.fromisoformat(case.decided_at)
        grave = SEVERITIES.index(ticket.severity) >= SEVERITIES.index(severe.severity)
        if grave and age < timedelta(days=severe.days) and severe.tier in order:
            reached = max(reached, severe.tier, key=order.index)
    return reached


def _terms(case: Case) -> Terms:
    return _ticket(case).terms


def _ticket(case: Case) -> Ticket:
    assert case.ticket is not None
    return case.ticket
