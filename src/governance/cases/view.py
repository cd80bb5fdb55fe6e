"""Cases as plain records: what the command prints as JSON, and what the faces for people are made of."""

from __future__ import annotations

from typing import Any

import msgspec

from governance.cases.docket import Desk
from governance.cases.standing import Standing, appeal_until, standing_of
from governance.cases.state import Case, Fold
from governance.decide.penalties.charges import Found
from governance.decide.penalties.ticket import Ticket, case_points, charged, history_of
from governance.model import SEVERITIES


def number(centi: int) -> int | float:
    """Hundredths as a number for people."""
    return centi // 100 if centi % 100 == 0 else centi / 100


def row(case: Case, fold: Fold) -> dict[str, Any]:
    """One line of ``case list``. ``points`` are those that stand for this case, before they fade."""
    worst = max((f.severity for f in case.first.findings), key=SEVERITIES.index, default="low")
    points = 0
    if case.ticket is not None and case.stands:
        points = sum(case_points(case.ticket, fold.standing(case.party)).values())
    return {
        "case": case.id, "party": case.party, "role": case.role, "document": case.document, "status": case.status,
        "verdict": case.first.verdict, "nose": case.first.nose, "severity": worst,
        "findings": len(case.first.findings), "points": number(points), "at": case.at,
        "suggests": suggests(case),
    }  # fmt: skip


def suggests(case: Case) -> str | None:
    """``review`` when a later scan no longer makes any of the findings: a person should look again."""
    gone = bool(case.first.findings) and len(case.lost) == len(case.first.findings)
    return "review" if gone and case.status not in ("dismissed", "overturned") else None


def standing_record(standing: Standing, no_tier: str) -> dict[str, Any]:
    """A party at an instant."""
    return {
        "party": standing.party,
        "points": number(standing.total),
        "counters": {name or "points": number(value) for name, value in standing.points.items()},
        "credit": number(standing.credit),
        "tier": standing.tier or no_tier,
        "measures": [
            {"case": m.case, "measure": m.measure, "since": m.since, "until": m.until or None, "pending": m.pending,
             "why": m.why}
            for m in standing.measures
        ],
    }  # fmt: skip


def show(case: Case, desk: Desk, at: str) -> dict[str, Any]:
    """Everything about a case at an instant."""
    fold = desk.fold
    standing = standing_of(fold, case.party, at)
    proposal = desk.proposal(case, at) if case.ticket is None and case.status != "dismissed" else None
    record = row(case, fold)
    record["rulebook"] = case.first.entry.event.rulebook
    record["category"] = case.first.category
    record["claims"] = [_claim(finding, case) for finding in case.first.findings]
    record["penalty"] = penalty(case.ticket, fold.standing(case.party)) if case.ticket is not None else None
    record["decided_at"] = case.decided_at or None
    record["appeal_until"] = appeal_until(case) if case.ticket is not None else None
    record["proposal"] = penalty(proposal, frozenset(desk.past(case, at).counted)) if proposal is not None else None
    record["standing"] = standing_record(standing, desk.policy.scheme.tiers[0].tier)
    record["as_of"] = at
    record["events"] = [
        {"at": entry.at, "recorded": entry.recorded_time, "kind": entry.event.kind, "id": entry.id,
         "by": entry.event.payload.get("by"),
         "words": entry.event.payload.get("reason") or entry.event.payload.get("text") or None}
        for entry in (*_scans(case), *case.events)
    ]  # fmt: skip
    return record


def penalty(ticket: Ticket, standing: frozenset[str]) -> dict[str, Any]:
    """What a ticket comes to, given the cases that stand."""
    changed = {
        "proposed": [{"measure": held.measure, "days": held.days} for held in ticket.proposed],
        "adjusted": [msgspec.to_builtins(change) for change in ticket.adjusted],
    } if ticket.adjusted else {}  # fmt: skip
    return {
        **changed,
        "points": number(sum(case_points(ticket, standing).values())),
        "scheme": ticket.scheme, "policy": ticket.policy, "share": ticket.share, "arrangement": ticket.arrangement,
        "measures": [
            {"measure": held.measure, "days": held.days,
             "because": f"{held.counter or 'points'} ≥ {held.at}" if held.at else ticket.severity}
            for held in ticket.measures
        ],
        "fen": ticket.fen,
        "basis": [msgspec.to_builtins(ref) for ref in ticket.basis],
        "reasons": [msgspec.to_builtins(reason) for reason in ticket.reasons],
        "reviewers": ticket.reviewers, "appeal_days": ticket.appeal_days,
    }  # fmt: skip


def chain(case: Case, desk: Desk, at: str) -> dict[str, Any]:
    """From finding to penalty, step by step: the same numbers that made it, none computed anew in another way."""
    ticket = case.ticket or desk.proposal(case, at)
    past = desk.past(case, at)
    standing = desk.fold.standing(case.party)
    if case.ticket is None:
        standing = frozenset(past.counted)
    record: dict[str, Any] = {
        "case": case.id, "party": case.party, "status": case.status, "verdict": case.first.verdict,
        "decided": case.ticket is not None, "stands": case.stands, "charges": [],
    }  # fmt: skip
    if ticket is None:
        record["nothing"] = "no known party" if not case.known_party else "nothing to charge, or no article in force"
        return record
    kept = {(charge.fingerprint, charge.counter) for charge, _ in charged(ticket, standing)}
    for charge in ticket.charges:
        history = history_of(ticket, charge, standing)
        factor = getattr(charge.factors, history)
        counts = (charge.fingerprint, charge.counter) in kept
        rules = []
        for rule in getattr(charge.why, history):
            zh, en = desk.rules.why(rule)
            rules.append({"rule": rule, "zh": zh, "en": en})
        record["charges"].append(
            {
                "finding": charge.rule, "quote": charge.quote, "status": charge.status, "severity": charge.severity,
                "facts": {"history": history, "family": charge.family, "overlaps": charge.once,
                          "category": case.first.category},
                "rules": rules, "base": charge.base, "percent": factor, "counter": charge.counter or None,
                "counts": counts, "points": number(charge.base * factor) if counts else 0,
                "law": [msgspec.to_builtins(ref) for ref in charge.law],
            }
        )  # fmt: skip
    whole = sum(weight for _, weight in charged(ticket, standing))
    total = sum(case_points(ticket, standing).values())
    record["sum"] = {
        "charged": number(whole), "share": ticket.share, "arrangement": ticket.arrangement,
        "case_cap": ticket.terms.case_cap, "points": number(total), "scheme": ticket.scheme, "policy": ticket.policy,
        "prior": list(ticket.prior), "repeats": {f: list(cases) for f, cases in ticket.repeats.items()},
    }  # fmt: skip
    record["penalty"] = penalty(ticket, standing)
    record["rulebook"] = case.first.entry.event.rulebook
    return record


def _claim(finding: Found, case: Case) -> dict[str, Any]:
    record: dict[str, Any] = msgspec.to_builtins(finding)
    record["found"] = finding.fingerprint not in case.lost
    record["corrected"] = finding.corrected or finding.fingerprint in case.corrected
    return record


def _scans(case: Case) -> list[Any]:
    seen = {case.first.entry.id: case.first.entry, case.scan.entry.id: case.scan.entry}
    return list(seen.values())
