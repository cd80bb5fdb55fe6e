"""What a reviewer may change of a proposal: drop a measure, take a milder one, shorten a term. Never the other way.

The policy says what a case calls for at most; a person who knows more of it may only be kinder (过罚相当).
What was changed stays in the ticket beside what was proposed, so that it can be explained and appealed against.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from governance.decide.penalties.policy import Policy
from governance.decide.penalties.schema import Measure
from governance.decide.penalties.ticket import Adjustment, Held, Ticket
from governance.errors import UsageError, did_you_mean


def adjusted(ticket: Ticket, changes: Sequence[Adjustment], policy: Policy) -> Ticket:
    """The ticket with the changes made in order. Raises UsageError for one that is no mitigation."""
    if not changes:
        return ticket
    measures = list(ticket.measures)
    for change in changes:
        names = [held.measure for held in measures]
        if change.measure not in names:
            mend = did_you_mean(change.measure, names) or f"it has {', '.join(dict.fromkeys(names)) or 'none'}"
            raise UsageError.of(f"the proposal has no measure {change.measure!r}", mend=mend)
        if change.change == "drop":
            measures = [held for held in measures if held.measure != change.measure]
        elif change.change == "shorten":
            measures = _shortened(measures, change)
        else:
            measures = _replaced(measures, change, policy)
    if not measures:
        raise UsageError.of("no measure would be left", mend="--replace one by warning, or --dismiss the case")
    return replace(ticket, measures=tuple(dict.fromkeys(measures)), proposed=ticket.measures, adjusted=tuple(changes))


def _shortened(measures: list[Held], change: Adjustment) -> list[Held]:
    days = change.days or 0
    longest = max((held.days or 0 for held in measures if held.measure == change.measure), default=0)
    if not 1 <= days < longest:
        mend = f"1 to {longest - 1} days" if longest > 1 else "drop it, or replace it by a milder one"
        raise UsageError.of(f"{change.measure!r} cannot be shortened to {days} days", mend=mend)
    return [
        replace(held, days=days) if held.measure == change.measure and (held.days or 0) > days else held
        for held in measures
    ]


def _replaced(measures: list[Held], change: Adjustment, policy: Policy) -> list[Held]:
    ladder = {measure.id: measure for measure in policy.file.ladder}
    milder = ladder.get(change.to)
    if milder is None:
        raise UsageError.of(f"no measure {change.to!r}", mend=did_you_mean(change.to, ladder) or ", ".join(ladder))
    rank = min(held.rank for held in measures if held.measure == change.measure)
    if not 0 < milder.rank < rank:
        below = [name for name, measure in ladder.items() if 0 < measure.rank < rank]
        mend = f"one of {', '.join(below)}" if below else "drop it, or shorten its term"
        raise UsageError.of(f"{change.to!r} is no milder than {change.measure!r}", mend=mend)
    return [_instead(held, milder) if held.measure == change.measure else held for held in measures]


def _instead(held: Held, measure: Measure) -> Held:
    """The milder measure for no longer than the one it stands for, and no longer than its own cap."""
    days = None
    if measure.term == "days":
        days = min(measure.max_days or 1, held.days or measure.max_days or 1)
    return Held(measure.id, measure.rank, days, held.counter, held.at, measure.after_reexamination,
                measure.term == "permanent")  # fmt: skip


def changes_of(drop: Sequence[str], replace_: Sequence[str], shorten: Sequence[str]) -> tuple[Adjustment, ...]:
    """Options as changes: ``MEASURE``, ``MEASURE=MILDER``, ``MEASURE=DAYS``. Raises UsageError."""
    changes = [Adjustment("drop", name) for name in drop]
    for text in replace_:
        measure, equals, to = text.partition("=")
        if not (measure and equals and to):
            raise UsageError.of(f"--replace {text!r}", mend="write it as suspend-stream=limit-traffic")
        changes.append(Adjustment("replace", measure, to=to))
    for text in shorten:
        measure, _, days = text.partition("=")
        if not measure or not days.isascii() or not days.isdigit() or len(days) > 5:
            raise UsageError.of(f"--shorten {text!r}", mend="write it as limit-traffic=2 (days)")
        changes.append(Adjustment("shorten", measure, days=int(days)))
    return tuple(changes)
