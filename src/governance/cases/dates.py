"""Stamps and Beijing days: the platforms' months, years and appeal windows end at midnight there."""

from __future__ import annotations

from datetime import timedelta

from governance.beijing import beijing
from governance.errors import UsageError
from governance.ledger import stamp


def end_of_day(at: str, days: int) -> str:
    """The last instant of the Beijing day so many days after the day of ``at``."""
    day = beijing(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=days + 1)
    return stamp((day - timedelta(microseconds=1)).isoformat())


def instant(text: str | None, option: str) -> str:
    """An option's date or time as a stamp, empty when not given; a date is its last instant. Raises UsageError."""
    if not text:
        return ""
    try:
        at = stamp(text)
    except ValueError:
        raise UsageError.of(f"{option} {text!r} is no date or time",
                            mend="write it as 2026-11-22 or 2026-11-22T20:00:00+08:00") from None  # fmt: skip
    return end_of_day(at, 0) if len(text) == len("2026-11-22") else at
