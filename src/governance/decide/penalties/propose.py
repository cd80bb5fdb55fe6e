"""From a case and its history to a proposal: charges, measures within their bounds, basis, reasons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from governance.decide.penalties.charges import ChargeRules, Circumstances, Found
from governance.decide.penalties.policy import Policy
from governance.decide.penalties.schema import Node
from governance.decide.penalties.ticket import Charge, Held, Terms, Ticket, case_points, history_of
from governance.model import SEVERITIES, LawRef, Severity
from governance.rulebook.schema import Bilingual


class Past(NamedTuple):
    """What stands against the party on the day: cases within the first-offence window and, by family, within the
    window for repeats; and hundredths of points by counter over ``counted`` cases."""

    prior: tuple[str, ...] = ()
    repeats: dict[str, tuple[str, ...]] = {}  # noqa: RUF012 (never changed)
    counted: tuple[str, ...] = ()
    points: dict[str, int] = {}  # noqa: RUF012


class Accused(NamedTuple):
    """Who is charged: party, role, share in percent, the arrangement it comes from, verdict, day of conduct."""

    party: str
    role: str
    share: int
    arrangement: str
    verdict: str
    day: str


def propose(accused: Accused, found: Sequence[Found], about: Circumstances, past: Past, *, policy: Policy,
            rules: ChargeRules, in_force: Callable[[str, str], tuple[LawRef, ...]]) -> Ticket | None:  # fmt: skip
    """The penalty that the policy calls for, or None when nothing is left to charge or no article is in force.

    ``in_force`` resolves an article such as ``LIVE_117:12`` to those in force on a day.
    """
    charges = tuple(
        charge
        for charge in rules.weigh(found, about, policy)
        if charge.base and (charge.factors.first or charge.factors.later or charge.factors.repeat)
    )
    basis = _basis(charges, policy, accused.day, in_force)
    if not charges or not basis:
        return None
    worst: Severity = max((charge.severity for charge in charges), key=SEVERITIES.index)
    scheme = policy.scheme
    ticket = Ticket(
        party=accused.party, role=accused.role, share=accused.share, arrangement=accused.arrangement,
        scheme=policy.scheme_name, policy=policy.file.version, day=accused.day, severity=worst, charges=charges,
        prior=past.prior, repeats={f: past.repeats[f] for f in sorted(past.repeats)}, counted=past.counted,
        measures=(), fen=_money(charges, policy, accused.share), basis=basis, reasons=(),
        terms=Terms(scheme.case_cap, scheme.month_cap, scheme.reset, scheme.decay, scheme.tiers, scheme.severe,
                    scheme.credits),
        reviewers=policy.file.reviewers.block if accused.verdict == "block" else 1,
        appeal_days=policy.file.appeal.days,
    )  # fmt: skip
    measures = _measures(ticket, policy, past)
    if any(policy.measure(held.measure).second_reviewer for held in measures):
        ticket = replace(ticket, reviewers=2)
    return replace(ticket, measures=measures, reasons=_reasons(ticket, past, rules))


def _measures(ticket: Ticket, policy: Policy, past: Past) -> tuple[Held, ...]:
    """What the worst finding calls for, and every node of points reached, each within the bound of proportion."""
    weight = policy.weight(ticket.severity)
    out = [_held(policy, step.measure, step.days) for step in weight.measures]
    own = case_points(ticket, set(ticket.prior) | {c for cases in ticket.repeats.values() for c in cases})
    for node in policy.scheme.nodes:
        total = past.points.get(node.counter, 0) + own.get(node.counter, 0)
        if total >= node.at * 100:
            out.append(_node(policy, node, weight.bound))
    return tuple(dict.fromkeys(out))


def _node(policy: Policy, node: Node, bound: int) -> Held:
    measure = policy.measure(node.measure)
    days = node.days
    if measure.rank > bound:
        # Points cannot carry a slight case further than its own gravity allows: the highest rung within the bound.
        measure = max((m for m in policy.file.ladder if 0 < m.rank <= bound), key=lambda m: m.rank)
        days = min(measure.max_days, days or measure.max_days) if measure.max_days else None
    return Held(measure.id, measure.rank, days, node.counter, node.at, measure.after_reexamination,
                measure.term == "permanent")  # fmt: skip


def _held(policy: Policy, name: str, days: int | None) -> Held:
    measure = policy.measure(name)
    return Held(name, measure.rank, days, after_reexamination=measure.after_reexamination,
                permanent=measure.term == "permanent")  # fmt: skip


def _basis(charges: Sequence[Charge], policy: Policy, day: str,
           in_force: Callable[[str, str], tuple[LawRef, ...]]) -> tuple[LawRef, ...]:  # fmt: skip
    refs: dict[LawRef, None] = {}
    for ref in policy.file.basis:
        refs.update(dict.fromkeys(in_force(ref, day)))
    for charge in charges:
        for law in charge.law:
            if in_force(f"{law.act}:{law.article}", day):
                refs[law] = None
    return tuple(refs)


def _money(charges: Sequence[Charge], policy: Policy, share: int) -> int:
    money = policy.file.money
    if not money.enabled:
        return 0
    worst: int = max(getattr(money.amounts, charge.severity) for charge in charges)
    return min(worst * share // 100, money.case_cap)


def _reasons(ticket: Ticket, past: Past, rules: ChargeRules) -> tuple[Bilingual, ...]:
    """Why the charges weigh what they weigh, each reason once."""
    standing = {*past.prior, *(case for cases in past.repeats.values() for case in cases)}
    spoke: dict[str, None] = {}
    for charge in ticket.charges:
        spoke.update(dict.fromkeys(getattr(charge.why, history_of(ticket, charge, standing))))
    return tuple(Bilingual(*rules.why(rule)) for rule in spoke)
