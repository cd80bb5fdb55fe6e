"""Terms that have ended, as events for the record. They change nothing: what stands at an instant is computed from the
decisions, with or without them, so that a clock that nobody wound cannot prolong a penalty."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from governance.cases.standing import appeal_until, measures_of
from governance.cases.state import Case, Fold
from governance.ledger import Event, stamp


def expired(fold: Fold, at: str) -> list[Event]:
    """An event for each measure whose term ended by ``at``, and for points that have faded to nothing, as far as the
    record does not have it yet; in order of time, dated at the end of the term. Content decides the id: written twice
    they are there once."""
    found: list[Event] = []
    for party in fold.parties():
        stands = [case for case in fold.of_party(party) if case.stands and case.decided_at <= at]
        for case in stands:
            told = [entry.event.payload for entry in case.events if entry.event.kind == "expired"]
            for until, payload in _ended(case, stands, at):
                if payload not in told:
                    found.append(Event(kind="expired", event_time=until, parties=(case.party,), document=case.document,
                                       case=case.id, payload=payload))  # fmt: skip
    return sorted(found, key=lambda event: (event.event_time, event.case, str(event.payload)))


def _ended(case: Case, stands: list[Case], at: str) -> list[tuple[str, dict[str, Any]]]:
    ids = frozenset(one.id for one in stands)
    ended: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {}
    # Most measures run from the decision; those that wait for the re-examination from its answer.
    for since in {case.decided_at, case.reexamined_at or appeal_until(case)}:
        for held in measures_of(case, stands, ids, since) if since <= at else ():
            if held.until and held.until <= at and not held.pending:
                payload = {"measure": held.measure, "since": held.since, "until": held.until}
                ended[held.measure, held.since] = held.until, payload
    faded = next((fade.after_days for fade in case.ticket.terms.decay if fade.percent == 0), None) if case.ticket else 0
    if faded:
        until = stamp((datetime.fromisoformat(case.decided_at) + timedelta(days=faded)).isoformat())
        if until <= at:
            ended["points", until] = until, {"points": "faded", "since": case.decided_at, "until": until}
    return list(ended.values())
