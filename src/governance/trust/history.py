"""A merchant's score through time: the board at one instant after another, each from what had happened by then."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from governance.errors import UsageError
from governance.ledger import stamp
from governance.trust.explain import head
from governance.trust.world import World

MOST = 400  # points of a curve


def history(world: World, merchant: str, first: str, last: str, step: int) -> list[dict[str, Any]]:
    """Scores from ``first`` to ``last`` (stamps) every ``step`` days, the last always among them.

    Instants before the merchant's first figures are left out. Raises UsageError when nothing is left.
    """
    instants = _instants(first, last, step)
    if len(instants) > MOST:
        raise UsageError.of(f"{len(instants)} points of a curve", mend=f"--step {step * len(instants) // MOST + 1}")
    rows = []
    for at in instants:
        try:
            board = world.board(at)
        except UsageError:
            continue  # before all figures
        if merchant in board.rows:
            rows.append(head(board, board.score(merchant)))
    if not rows:
        world.board(last).row(merchant)  # says which name is near
        raise UsageError.of(f"no figures of {merchant!r} in this time", mend="give an earlier --since or later --as-of")
    return rows


def _instants(first: str, last: str, step: int) -> list[str]:
    at, end = datetime.fromisoformat(first), datetime.fromisoformat(last)
    days = (end - at).days
    return [stamp((end - timedelta(days=back)).isoformat()) for back in range(days - days % step, -1, -step)]
