"""What may be forgotten, and when: nothing before the term of the law, and nothing that a case still rests on."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from governance.cases.standing import appeal_until, standing_of
from governance.cases.state import Fold
from governance.decide.penalties.policy import Policy
from governance.errors import UsageError
from governance.ledger import Entry, stamp

_TERM = re.compile(r"([1-9]\d{0,4})([yd])")


def cutoff(term: str, at: str, policy: Policy) -> str:
    """The stamp before which events are old: ``3y`` or ``1100d`` before ``at``. Raises UsageError for too short."""
    read = _TERM.fullmatch(term)
    if read is None:
        raise UsageError.of(f"--older-than {term!r} is no term", mend="write it as 3y or 1100d")
    retention = policy.file.retention
    count = int(read[1])
    before = years_before(at, count) if read[2] == "y" else _days_before(at, count)
    if before > years_before(at, retention.years):
        raise UsageError.of(f"--older-than {term}: records are kept at least {retention.years} years",
                            mend=f"{retention.years}y or more ({retention.basis})")  # fmt: skip
    return before


def still_needed(fold: Fold, at: str) -> Callable[[Entry], bool]:
    """Tell whether something at ``at`` still rests on an entry: a case undecided, under appeal or still appealable, a
    penalty whose points or measures run, or the scans of such a case."""
    cases: set[str] = set()
    documents: set[str] = set()
    for party in fold.parties():
        standing = standing_of(fold, party, at)
        running = {measure.case for measure in standing.measures if not measure.until or measure.until > at}
        for case in fold.of_party(party):
            waiting = case.status in ("open", "proposed", "appealed")
            appealable = case.status == "penalised" and appeal_until(case) >= at
            if waiting or appealable or case.id in running or (case.stands and standing.total):
                cases.add(case.id)
                documents.add(case.document)
    return lambda entry: entry.event.case in cases or (not entry.event.case and entry.event.document in documents)


def years_before(at: str, years: int) -> str:
    """The same day so many years ago; 29 February becomes 28."""
    moment = datetime.fromisoformat(at)
    try:
        return stamp(moment.replace(year=moment.year - years).isoformat())
    except ValueError:
        if moment.year <= years:
            return stamp("0001-01-02")
        return stamp(moment.replace(year=moment.year - years, day=28).isoformat())


def _days_before(at: str, days: int) -> str:
    return stamp((datetime.fromisoformat(at) - timedelta(days=days)).isoformat())
