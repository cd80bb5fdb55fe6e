"""A merchant as facts that gates can ask for: numbers, words, yes and no."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from governance.cases.standing import standing_of
from governance.cases.state import Fold
from governance.rulebook.admission import WINDOWED, Condition, Value
from governance.trust.board import Board
from governance.trust.conduct import party_of, severity_of

SEVERE = ("critical",)
LEDGER = ("standing", *WINDOWED)  # what a ledger tells without figures


def facts_of(board: Board, merchant: str, conditions: Iterable[Condition] = ()) -> dict[str, Value]:
    """Everything known of a merchant, by :attr:`Condition.key`; windowed counts for the conditions asked."""
    score = board.score(merchant)
    row = board.row(merchant)
    facts: dict[str, Value] = {
        "score": score.score / 100, "index": score.points / 100, "tier": score.tier, "level": score.level,
        "trade": score.trade, "standing": score.record.tier or "good",
    }  # fmt: skip
    for name in board.policy.measures:
        facts[name] = float(board.measure(name).rate[row])
    # A share of all streams is counted, not estimated: one stream not reviewed is one too many.
    if "prechecked" in board.policy.measures:
        of, over = (values[row] for values in board.counted("prechecked"))
        facts["prechecked-share"] = float(of / over) if over else None
    if board.promised is not None:
        facts["promises-kept"] = float(board.placed["promises"].rate[row])
    opened = board.table["opened_on"][row]
    facts["tenure-days"] = float(max((board.day - opened).days, 0)) if opened is not None else None
    for fact, column in (("deposit-paid", "deposit_paid"), ("licences-valid", "licences_valid"), ("inspected",) * 2):
        facts[fact] = board.table[column][row]
    for one in conditions:
        if one.fact in WINDOWED and one.days is not None:
            facts[one.key] = float(
                _cases(board.fold, board.shops_of(merchant), board.at, one.days, severe=one.fact == "severe-cases")
            )
    return facts


def standing_facts(fold: Fold, merchant: str, at: str, conditions: Iterable[Condition] = ()) -> dict[str, Value]:
    """What the ledger alone tells of a merchant at ``at`` (a stamp): its standing, and windowed counts of cases."""
    facts: dict[str, Value] = {"standing": standing_of(fold, party_of(merchant), at).tier or "good"}
    for one in conditions:
        if one.fact in WINDOWED and one.days is not None:
            facts[one.key] = float(_cases(fold, [merchant], at, one.days, severe=one.fact == "severe-cases"))
    return facts


def _cases(fold: Fold, shops: Iterable[str], at: str, days: int, *, severe: bool) -> int:
    """Cases of these shops whose penalty stands and was decided within so many days."""
    now = datetime.fromisoformat(at)
    count = 0
    for shop in shops:
        for case in fold.of_party(party_of(shop)):
            if case.stands and 0 <= (now - datetime.fromisoformat(case.decided_at)).total_seconds() <= days * 86_400:
                count += not severe or severity_of(case) in SEVERE
    return count
