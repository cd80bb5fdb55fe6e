"""A penalty as it is recorded: everything needed to say what it comes to, whatever becomes of the cases before it.

A penalty may lean on earlier ones (a repeat, no longer the first, a node of points reached). When one of those is
overturned on appeal, what leaned on it must fall too, as if it had never been. So a ticket keeps each charge's factor
for every history it may come to have, and which cases made that history; :func:`case_points` answers for the cases that
stand.

Points are hundredths here (``centi``), so that shares and percents stay exact.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

import msgspec

from governance.decide.penalties.schema import Credits, Fade, Severe, TierStep
from governance.model import LawRef, Severity, Status
from governance.rulebook.schema import Bilingual

History = Literal["first", "later", "repeat"]
HISTORIES: tuple[History, ...] = ("first", "later", "repeat")


class Factors(msgspec.Struct, frozen=True):
    """Percent of the base points, for each history."""

    first: int
    later: int
    repeat: int


class Why(msgspec.Struct, frozen=True):
    """The decision rules that spoke of a charge, for each history."""

    first: tuple[str, ...]
    later: tuple[str, ...]
    repeat: tuple[str, ...]


class Charge(msgspec.Struct, frozen=True):
    """One finding as it is charged. ``once``: overlapping words with this mark are charged once."""

    fingerprint: str
    rule: str
    family: str
    status: Status
    severity: Severity
    quote: str
    start: int
    end: int
    base: int
    counter: str
    once: bool
    factors: Factors
    why: Why
    law: tuple[LawRef, ...] = ()


class Held(msgspec.Struct, frozen=True, omit_defaults=True):
    """A measure of a ticket. With ``at``, only while the counter, over the cases that stand, reaches so many points."""

    measure: str
    rank: int
    days: int | None = None
    counter: str = ""
    at: int = 0
    after_reexamination: bool = False
    permanent: bool = False


class Terms(msgspec.Struct, frozen=True):
    """The numbers of the policy that go on working after the decision."""

    case_cap: int
    month_cap: int
    reset: Literal["never", "yearly"]
    decay: tuple[Fade, ...]
    tiers: tuple[TierStep, ...]
    severe: Severe
    credits: Credits | None


class Adjustment(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a reviewer changed of the proposal: a measure dropped, replaced by a milder one, or its term shortened."""

    change: Literal["drop", "replace", "shorten"]
    measure: str
    to: str = ""
    days: int | None = None


class Ticket(msgspec.Struct, frozen=True, omit_defaults=True):
    """The penalty of one party in one case. Where a reviewer was milder than the policy, ``proposed`` are the measures
    it called for and ``adjusted`` what was changed of them."""

    party: str
    role: str
    share: int
    arrangement: str
    scheme: str
    policy: str
    day: str
    severity: Severity
    charges: tuple[Charge, ...]
    prior: tuple[str, ...]
    repeats: dict[str, tuple[str, ...]]
    counted: tuple[str, ...]
    measures: tuple[Held, ...]
    fen: int
    basis: tuple[LawRef, ...]
    reasons: tuple[Bilingual, ...]
    terms: Terms
    reviewers: int
    appeal_days: int
    proposed: tuple[Held, ...] = ()
    adjusted: tuple[Adjustment, ...] = ()


def history_of(ticket: Ticket, charge: Charge, standing: Collection[str]) -> History:
    """What history the charge has, given the cases that stand."""
    if any(case in standing for case in ticket.repeats.get(charge.family, ())):
        return "repeat"
    return "later" if any(case in standing for case in ticket.prior) else "first"


def charged(ticket: Ticket, standing: Collection[str]) -> list[tuple[Charge, int]]:
    """The charges that count, with their points in hundredths, before share and caps."""
    weighed: list[tuple[Charge, int]] = []
    for charge in ticket.charges:
        factor: int = getattr(charge.factors, history_of(ticket, charge, standing))
        weighed.append((charge, charge.base * factor))
    chosen = [pair for pair in weighed if not pair[0].once]
    # Each counter is a book of its own: choosing across them could put into the stricter book what a lie more kept out.
    for counter in sorted({charge.counter for charge, _ in weighed}):
        chosen += heaviest_apart([(c, w) for c, w in weighed if c.once and c.counter == counter])
    return sorted(chosen, key=lambda pair: (pair[0].start, pair[0].end, pair[0].rule))


def heaviest_apart(weighed: Sequence[tuple[Charge, int]]) -> list[tuple[Charge, int]]:
    """The heaviest choice of charges of which no two overlap (weighted interval scheduling).

    Anything simpler is unfair: charging the heaviest of each heap of overlaps, a party could be better off for having
    said one more lie that bridges two others. This choice never grows when a charge is taken away.
    """
    order = sorted(weighed, key=lambda pair: (pair[0].end, pair[0].start, pair[0].rule, pair[0].fingerprint))
    best: list[int] = [0]
    before: list[int] = []
    for index, (charge, weight) in enumerate(order):
        fits = index
        while fits and order[fits - 1][0].end > charge.start:
            fits -= 1
        before.append(fits)
        best.append(max(best[index], best[fits] + weight))
    chosen: list[tuple[Charge, int]] = []
    index = len(order)
    while index:
        charge, weight = order[index - 1]
        if weight and best[before[index - 1]] + weight == best[index]:
            chosen.append((charge, weight))
            index = before[index - 1]
        else:
            index -= 1
    return chosen


def case_points(ticket: Ticket, standing: Collection[str]) -> dict[str, int]:
    """Hundredths of points by counter, after share and the cap of a case (which holds for each counter)."""
    sums: dict[str, int] = {}
    for charge, weight in charged(ticket, standing):
        sums[charge.counter] = sums.get(charge.counter, 0) + weight * ticket.share // 100
    return {counter: min(points, ticket.terms.case_cap * 100) for counter, points in sorted(sums.items())}
