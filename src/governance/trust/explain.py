"""Why this score: from the middle of the trade to the merchant, bar by bar, each with the events and rates behind it.

Nothing here computes a score: the bars are differences of the whole numbers the board is made of, so they add up.
"""

from __future__ import annotations

from typing import Any

from governance.trust.board import Board, Score
from governance.trust.conduct import CaseWeight, cap_of
from governance.trust.policy import WHOLE, index_of
from governance.trust.schema import COMPONENTS


def points(hundredths: int) -> float:
    """Hundredths as points."""
    return hundredths / 100


def show(board: Board, merchant: str) -> dict[str, Any]:
    """A merchant at an instant: score, tier, the waterfall from the trade's median, and the index with its rates."""
    score = board.score(merchant)
    medians = board.medians(score.trade)
    weights = board.policy.weights
    base = {part: weights[part] * medians[part] // WHOLE for part in COMPONENTS}
    bars = [
        {"part": part, "delta": points(score.shares[part] - base[part]), "points": points(score.parts[part]),
         "median": points(medians[part]), "weight": weights[part] / WHOLE, "because": because(board, score, part)}
        for part in COMPONENTS
    ]  # fmt: skip
    whole = sum(score.shares.values())
    if score.cap < whole:
        bars.append({"part": "cap", "delta": points(score.score - whole), "points": points(score.cap),
                     "because": _capped_by(board, score)})  # fmt: skip
    return {
        **head(board, score), "median": points(sum(base.values())), "bars": bars,
        "index_of": {"preset": board.policy.index, "points": points(score.points), "level": score.level,
                     "dimensions": dimensions(board, score)},
        "policy": board.policy.version,
    }  # fmt: skip


def _capped_by(board: Board, score: Score) -> list[dict[str, Any]]:
    """What holds a score down: bought praise, or the standing with its cases; both where they hold alike."""
    row, out = board.row(score.merchant), []
    if int(board.praise_caps[row]) == score.cap:
        out += because(board, score, "voice")
    if cap_of(score.record.tier, board.policy.conduct) == score.cap:
        out.append({"standing": score.record.tier, "cases": [o.case for o in score.record.cases if not o.pending]})
    return out


def head(board: Board, score: Score) -> dict[str, Any]:
    """The first lines of every answer."""
    return {
        "merchant": score.merchant, "trade": score.trade, "score": points(score.score), "tier": score.tier,
        "index": points(score.points), "level": score.level, "as_of": board.at, "figures_to": board.day.isoformat(),
    }  # fmt: skip


def dimensions(board: Board, score: Score) -> list[dict[str, Any]]:
    """The dimensions of the index with the rates they are made of."""
    row = board.row(score.merchant)
    out = []
    for name, dimension in index_of(board.policy).dimensions.items():
        value = int(board.dimensions[name][row])
        if any(board.measure_of(measure, score.trade) != measure for measure in dimension.weights):
            total = sum(dimension.weights.values())
            value = sum(
                weight * int(board.measure(board.measure_of(measure, score.trade)).points[row])
                for measure, weight in dimension.weights.items()
            ) // total  # fmt: skip
        measures = [rate(board, board.measure_of(measure, score.trade), row) for measure in dimension.weights]
        out.append({"dimension": name, "points": points(value), "level": board.level(value), "measures": measures})
    return out


def rate(board: Board, name: str, row: int) -> dict[str, Any]:
    """One rate of a merchant, drawn to its trade, with its interval."""
    placed = board.measure(name)
    return {
        "measure": name, "of": int(placed.k[row]), "over": int(placed.n[row]),
        "rate": round(float(placed.rate[row]), 6), "low": round(float(placed.low[row]), 6),
        "high": round(float(placed.high[row]), 6), "trade": round(float(placed.trade[row]), 6),
        "points": points(int(placed.points[row])), "level": board.level(int(placed.points[row])),
    }  # fmt: skip


def because(board: Board, score: Score, part: str) -> list[dict[str, Any]]:
    """The events or figures behind a component."""
    row = board.row(score.merchant)
    if part == "conduct":
        days = int(board.table["good_days_ppm"][row])
        return [{"days": round(days / 1_000_000, 2), "standing_points": points(score.record.points),
                 "pending_points": points(score.record.pending)},
                *(case(one) for one in score.record.cases)]  # fmt: skip
    if part == "index":
        names = {
            board.measure_of(measure, score.trade)
            for dimension in index_of(board.policy).dimensions.values()
            for measure in dimension.weights
        }
        return sorted((rate(board, name, row) for name in names), key=lambda one: (one["points"], one["measure"]))
    if part == "complaints":
        return [rate(board, part, row)]
    if part == "promises" and board.promised is not None:
        due, kept = (int(values[row]) for values in board.promised)
        return [{"due": due, "kept": kept, "broken": due - kept}]
    if part == "voice" and board.said is not None:
        said = board.said
        return [{"reviews": int(said.reviews[row]), "bought": int(said.bought[row]),
                 "answered": int(said.answered[row])}]  # fmt: skip
    if part == "tenure":
        opened = board.table["opened_on"][row]
        return [{"opened_on": opened.isoformat() if opened is not None else None}]
    return []


def case(one: CaseWeight) -> dict[str, Any]:
    """A case that weighs on the conduct."""
    return {"case": one.case, "party": one.party, "document": one.document, "at": one.at, "status": one.status,
            "severity": one.severity, "points": points(one.points), "pending": one.pending,
            "findings": list(one.findings)}  # fmt: skip


def why(before: Board, after: Board, merchant: str) -> dict[str, Any]:
    """What changed a score between two instants: each bar a difference, with what came, went or faded."""
    old, new = before.score(merchant), after.score(merchant)
    bars: list[dict[str, Any]] = []
    for part in COMPONENTS:
        delta = new.shares[part] - old.shares[part]
        changes = _changes(before, after, old, new, part)
        if delta or (part == "conduct" and changes):
            bars.append({"part": part, "delta": points(delta), "because": changes})
    capped = (new.score - sum(new.shares.values())) - (old.score - sum(old.shares.values()))
    if capped:
        cases = [one.case for one in (*new.record.cases, *old.record.cases) if not one.pending]
        because_ = [{"standing": new.record.tier or "good", "before": old.record.tier or "good",
                     "cases": sorted(set(cases))}]  # fmt: skip
        if _praise_cap(before, merchant) != _praise_cap(after, merchant):
            because_ = because(after, new, "voice") + (because_ if cases else [])
        bars.append({"part": "cap", "delta": points(capped), "because": because_})
    bars.sort(key=lambda bar: (bar["delta"], bar["part"]))
    return {
        "merchant": merchant, "trade": new.trade, "from": head(before, old), "to": head(after, new),
        "delta": points(new.score - old.score), "bars": bars,
    }  # fmt: skip


def _praise_cap(board: Board, merchant: str) -> int:
    """The cap that bought praise sets, in hundredths."""
    return int(board.praise_caps[board.row(merchant)])


def _changes(before: Board, after: Board, old: Score, new: Score, part: str) -> list[dict[str, Any]]:
    if part == "conduct":
        was = {one.case: one for one in old.record.cases}
        now = {one.case: one for one in new.record.cases}
        out = []
        for name in sorted({*was, *now}):
            one, two = was.get(name), now.get(name)
            if one != two:
                last = two or one
                assert last is not None
                found = after.fold.case(name)
                out.append({**case(last), "points": points(two.points if two else 0),
                            "before": points(one.points if one else 0),
                            "status": found.status if found is not None else last.status})  # fmt: skip
        return out
    then, now_ = because(before, old, part), because(after, new, part)
    if part in ("index", "complaints"):
        rates = {one["measure"]: one for one in then}
        moved = [{**one, "before": rates[one["measure"]]["rate"], "points_before": rates[one["measure"]]["points"]}
                 for one in now_ if one["measure"] in rates]  # fmt: skip
        return sorted((one for one in moved if one["points"] != one["points_before"]),
                      key=lambda one: (one["points"] - one["points_before"], one["measure"]))  # fmt: skip
    return [{**two, "before": one} for one, two in zip(then, now_, strict=False) if one != two]
