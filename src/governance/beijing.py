"""Days as the law and the platforms count them: they end at midnight in Beijing, in whatever zone a stamp is."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))


def beijing(at: str) -> datetime:
    """An ISO stamp with a zone as Beijing time. Raises ValueError."""
    return datetime.fromisoformat(at).astimezone(BEIJING)


def day_of(at: str | None) -> str | None:
    """The Beijing day (ISO date) of an ISO date or time; one without a zone is Beijing time already. None when it is
    neither."""
    if not at:
        return None
    try:
        moment = datetime.fromisoformat(at)
        return (moment if moment.tzinfo is None else moment.astimezone(BEIJING)).date().isoformat()
    except (ValueError, OverflowError):
        return None


def today() -> str:
    """Today's date (ISO) in Beijing."""
    return datetime.now(BEIJING).date().isoformat()
