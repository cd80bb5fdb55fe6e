"""What would raise a merchant, by how much, and by when: the same formula with other figures, never another formula.

A rate changes for good when its window has filled with the new behaviour; points fade by the penalty policy; nothing
here promises that the rest of the trade stands still.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

import numpy as np

from governance.ledger import stamp
from governance.trust.board import Board
from governance.trust.conduct import cap_of, party_of, record_of, reputation
from governance.trust.explain import head
from governance.trust.place import FULL
from governance.trust.policy import WHOLE, index_of
from governance.trust.schema import COMPONENTS
from governance.trust.windows import GOOD_DAYS

TARGET = 80  # percentile of the trade taken as within reach
HORIZONS = (30, 60, 90, 120, 180, 270, 365)


class Lever(NamedTuple):
    """A change of behaviour: what it does to the components (hundredths), and after how many days it shows in full."""

    name: str
    now: float
    target: float
    parts: dict[str, int]
    days: int


def improve(board: Board, merchant: str) -> dict[str, Any]:
    """Levers by what they gain, a shortest plan to the next tier, and what keeping clean alone brings."""
    score = board.score(merchant)
    steps = [tier for tier in board.policy.tiers if tier.at * 100 > score.score]
    levers = sorted(_levers(board, merchant), key=lambda one: (-_gain(board, merchant, [one]), one.name))
    levers = [one for one in levers if _gain(board, merchant, [one]) > 0]
    clean = [{"by": _day(board, days), "score": _project(board, merchant, [], days) / 100} for days in HORIZONS]
    plan: list[Lever] = []
    reached = None
    if steps:
        reached = _when(board, merchant, plan, steps[0].at * 100)
        for lever in levers:
            if reached is not None:
                break
            plan.append(lever)
            reached = _when(board, merchant, plan, steps[0].at * 100)
    return {
        **head(board, score), "next_tier": steps[0].tier if steps else None,
        "missing": (steps[0].at * 100 - score.score) / 100 if steps else 0.0,
        "levers": [{"lever": one.name, "now": round(one.now, 6), "target": round(one.target, 6),
                    "gain": _gain(board, merchant, [one]) / 100, "by": _day(board, one.days)} for one in levers],
        "plan": {"levers": [one.name for one in plan], "reaches": reached is not None,
                 "by": _day(board, reached) if reached is not None else None} if steps else None,
        "keeping_clean": clean,
    }  # fmt: skip


def _levers(board: Board, merchant: str) -> list[Lever]:
    score, row = board.score(merchant), board.row(merchant)
    inside = board.trades == board.trades[row]
    out = []
    weights: dict[str, tuple[str, int]] = {"complaints": ("complaints", WHOLE)}
    for dimension in index_of(board.policy).dimensions.values():
        for name, weight in dimension.weights.items():
            weights[board.measure_of(name, score.trade)] = ("index", weight)
    for name, (part, weight) in weights.items():
        placed, measure = board.measure(name), board.policy.measures[name]
        high = measure.good == "high"
        target = float(np.percentile(placed.rate[inside], TARGET if high else 100 - TARGET))
        now = float(placed.rate[row])
        if (target - now) * (1 if high else -1) <= 0:
            continue
        mean, strength = float(placed.trade[row]), float(placed.strength[row])
        z = (target - mean) / np.sqrt(mean * (1 - mean) / (strength + 1)) * (1 if high else -1)
        points = int(FULL / 2 * (1 + np.clip(z / board.policy.shrink.reach, -1, 1)) + 1e-6)
        gained = points - int(placed.points[row])
        out.append(Lever(name, now, target, {part: weight * gained // WHOLE}, measure.window[0]))
    kept = score.parts["promises"]
    if board.promised is not None and kept < FULL:
        out.append(Lever("promises", float(board.placed["promises"].rate[row]), 1.0, {"promises": FULL - kept},
                         board.policy.promises.days))  # fmt: skip
    if board.said is not None and board.said.bought[row]:
        cost = board.policy.voice.bought_cost * 100 * int(board.said.bought[row]) // int(board.said.reviews[row])
        out.append(Lever("no-bought-reviews", float(board.said.bought[row]), 0.0,
                         {"voice": min(cost, FULL - score.parts["voice"])}, board.policy.voice.days))  # fmt: skip
    return out


def _gain(board: Board, merchant: str, levers: list[Lever]) -> int:
    """What levers alone add to the score before any cap, in hundredths."""
    parts = board.score(merchant).parts
    return sum(_shares(board, _with(parts, levers)).values()) - sum(_shares(board, parts).values())


def _with(parts: dict[str, int], levers: list[Lever]) -> dict[str, int]:
    out = dict(parts)
    for lever in levers:
        for part, gained in lever.parts.items():
            out[part] = min(out[part] + gained, FULL)
    return out


def _shares(board: Board, parts: dict[str, int]) -> dict[str, int]:
    return {part: board.policy.weights[part] * parts[part] // WHOLE for part in COMPONENTS}


def _project(board: Board, merchant: str, levers: list[Lever], days: int) -> int:
    """The score so many days on without a new violation, business going on as it is, with the levers that show by
    then."""
    at = _later(board, days)
    records = [record_of(board.fold, party_of(shop), at, board.policy.conduct) for shop in board.shops_of(merchant)]
    against = sum(one.points + one.pending for one in records)
    cap = min(cap_of(one.tier, board.policy.conduct) for one in records)
    if not any(one.name == "no-bought-reviews" and one.days <= days for one in levers):
        cap = min(cap, int(board.praise_caps[board.row(merchant)]))  # a year of honest reviews, and it is gone
    good = board.table[GOOD_DAYS].to_numpy()[board.row(merchant)]
    parts = _with(board.score(merchant).parts, [one for one in levers if one.days <= days])
    parts["conduct"] = int(reputation(np.array([good]), np.array([against]), board.policy.conduct)[0])
    open_left = FULL - parts["tenure"]  # halves every half-life
    parts["tenure"] = FULL - int(open_left * 2 ** (-days / board.policy.tenure.half_life))
    return min(sum(_shares(board, parts).values()), cap)


def _when(board: Board, merchant: str, levers: list[Lever], needed: int) -> int | None:
    days = sorted({*HORIZONS, *(lever.days for lever in levers)})
    return next((one for one in days if _project(board, merchant, levers, one) >= needed), None)


def _later(board: Board, days: int) -> str:
    return stamp((datetime.fromisoformat(board.at) + timedelta(days=days)).isoformat())


def _day(board: Board, days: int) -> str:
    return (board.day + timedelta(days=days)).isoformat()
