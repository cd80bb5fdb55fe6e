"""Forget the content of old events and keep the chain: the ids and links stay, a tombstone says what went."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import sqlalchemy as sa

from governance.ledger.event import Entry, Event
from governance.ledger.ledger import Ledger
from governance.ledger.tables import events, parties

_ASK = 500


class Pruned(NamedTuple):
    """How many events were emptied, and how many old ones were kept because something still rests on them."""

    events: int
    kept: int


def prune(ledger: Ledger, before: str, keep: Callable[[Entry], bool], *, by: str, dry_run: bool = False) -> Pruned:
    """Empty the events that both happened and were recorded before ``before`` (a stamp), but for those ``keep`` names.

    The tombstone is written first and the content goes after it in the same order, so a kill in between leaves a ledger
    that verifies: events named by a tombstone may still have their content.
    """
    old = [
        entry
        for entry in ledger.iterate(until=before, known_at=before)
        if entry.at < before and entry.recorded_time < before and entry.event.kind != "pruned"
    ]
    gone = [entry.seq for entry in old if not keep(entry)]
    if gone and not dry_run:
        payload = {"before": before, "by": by, "events": len(gone), "ranges": _ranges(gone)}
        ledger.append([Event(kind="pruned", payload=payload)])
        with ledger.database.writing() as connection:
            for start in range(0, len(gone), _ASK):
                some = gone[start : start + _ASK]
                connection.execute(
                    sa.update(events).where(events.c.seq.in_(some)).values(body=None, document="", case_id="")
                )
                connection.execute(sa.delete(parties).where(parties.c.seq.in_(some)))
    return Pruned(len(gone), len(old) - len(gone))


def _ranges(numbers: list[int]) -> list[list[int]]:
    out: list[list[int]] = []
    for number in numbers:
        if out and out[-1][1] == number - 1:
            out[-1][1] = number
        else:
            out.append([number, number])
    return out
