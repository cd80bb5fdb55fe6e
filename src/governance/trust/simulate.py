"""Two policies side by side, in consequences: tiers, traffic, benefits, wrong and missed punishments, and an estimate
of sales."""

from __future__ import annotations

from collections import Counter
from typing import Any

from governance.rulebook.admission import AdmissionFile, check_all
from governance.trust.benefits import EntitlementFile, Flow
from governance.trust.board import Board
from governance.trust.facts import facts_of
from governance.trust.windows import sum_name

MONTH = (30, 1)
HONEST = ("honest", "new")
CHEATS = ("dishonest", "brushing")
LOW, HIGH = ("behind", "level"), ("good", "leading")
ASSUMPTIONS = {
    "zh": "假设：总流量不变，只在商家间重新分配；停留时长、单位时间下单、客单价、复购频次各商家不变；不计促销与季节。",
    "en": "Assumes that all traffic is what it was and only moves between merchants; that minutes watched, orders a "
    "minute, basket and repeat frequency of each merchant stay; no season, no promotion.",
}


class Side:
    """A policy at work: every merchant's tier, benefits, share of traffic, and the gates that stand open."""

    def __init__(self, board: Board, file: EntitlementFile, admission: AdmissionFile) -> None:
        self.board = board
        self.tiers = {name: board.tier(int(board.scores[row])) for name, row in board.rows.items()}
        self.benefits: set[tuple[str, str]] = set()
        self.open: set[tuple[str, str]] = set()
        self.flow: dict[str, float] = {}
        gates = [one for gate in admission.gates for one in gate.requires]
        asked = [one for benefit in file.benefits for one in file.required(benefit)]
        for name in board.names:
            facts = facts_of(board, name, [*asked, *gates])
            age = facts["tenure-days"]
            stage = [s for s in file.traffic.stages if (age if isinstance(age, float) else 0.0) >= s.from_days][-1]
            tier = file.traffic.tiers.get(self.tiers[name], Flow(100, 100))
            self.flow[name] = stage.basic * tier.basic / 10_000
            for benefit in file.benefits:
                fits = not benefit.trades or facts["trade"] in benefit.trades
                if fits and all(one.holds for one in check_all(file.required(benefit), facts)):
                    self.benefits.add((name, benefit.id))
            for gate in admission.gates:
                if all(one.holds for one in check_all(list(gate.requires), facts)):
                    self.open.add((name, gate.id))


def compare(old: Side, new: Side) -> dict[str, Any]:
    """What changes when ``old`` gives way to ``new``."""
    names = old.board.names
    moved = {name: (old.tiers[name], new.tiers[name]) for name in names if old.tiers[name] != new.tiers[name]}
    visits, before, after = _traffic(old, new)
    total = sum(visits.values()) or 1
    return {
        "merchants": len(names), "as_of": old.board.at,
        "tiers": {"old": dict(sorted(Counter(old.tiers.values()).items())),
                  "new": dict(sorted(Counter(new.tiers.values()).items()))},
        "moved": [{"merchant": name, "from": one, "to": two} for name, (one, two) in sorted(moved.items())],
        "traffic": {"visits": sum(visits.values()),
                    "moved_share": round(sum(abs(after[n] - visits[n]) for n in names) / 2 / total, 6)},
        "benefits": _changed(old.benefits, new.benefits), "admission": _changed(old.open, new.open),
        "punished": {"old": _judged(old), "new": _judged(new)},
        "gmv": {"formula": "UV × content time × orders per unit time × basket × repeat frequency",
                "old_fen": round(sum(before.values())),
                "new_fen": round(sum(_gmv(new.board, n, after[n]) for n in names)), "assumptions": ASSUMPTIONS},
    }  # fmt: skip


def _changed(old: set[tuple[str, str]], new: set[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """How many merchants gain and lose each benefit or gate."""
    return {side: dict(sorted(Counter(what for _, what in pairs).items()))
            for side, pairs in (("gained", new - old), ("lost", old - new))}  # fmt: skip


def _traffic(old: Side, new: Side) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """Visits as they are, sales as they are, and visits as they would be: weighed anew, the sum unchanged."""
    column = old.board.table[sum_name("visits", MONTH)].to_list()
    visits = {name: float(column[row]) for name, row in old.board.rows.items()}
    weighed = {name: count * new.flow[name] / (old.flow[name] or 1.0) for name, count in visits.items()}
    scale = sum(visits.values()) / (sum(weighed.values()) or 1.0)
    after = {name: count * scale for name, count in weighed.items()}
    return visits, {name: _gmv(old.board, name, visits[name]) for name in visits}, after


def _gmv(board: Board, name: str, visits: float) -> float:
    """Sales in fen by the formula, with the merchant's own factors of the last 30 days."""
    row = board.rows[name]
    had, watched, buyers, orders, fen = (
        float(board.table[sum_name(column, MONTH)][row])
        for column in ("visits", "watch_minutes", "buyers", "orders", "gmv_fen")
    )
    if not (had and watched and buyers and orders):
        return 0.0
    time, pace, basket, repeat = watched / had, buyers / watched, fen / orders, orders / buyers
    return visits * time * pace * basket * repeat


def _judged(side: Side) -> dict[str, Any] | None:
    """Who is treated against the truth; None where the figures carry no truth (``kind``)."""
    kinds = dict(side.board.table.select("merchant", "kind").iter_rows())
    if not any(kinds.values()):
        return None
    wrong = sorted(name for name, kind in kinds.items() if kind in HONEST and side.tiers[name] in LOW)
    missed = sorted(name for name, kind in kinds.items() if kind in CHEATS and side.tiers[name] in HIGH)
    return {"honest": sum(kind in HONEST for kind in kinds.values()), "honest_low": len(wrong),
            "cheats": sum(kind in CHEATS for kind in kinds.values()), "cheats_high": len(missed),
            "honest_low_names": wrong[:20], "cheats_high_names": missed[:20]}  # fmt: skip
