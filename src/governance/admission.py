"""The merchant of a claim sheet before the gate of a promotion: what the ledger and the figures say of it.

The same conditions decide who takes part in a promotion (``pinocchio trust entitlements``). What nobody looked at is
said so, and is never taken for met.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from governance.cases.state import Fold
from governance.ledger import now
from governance.precheck.gate import worst
from governance.rulebook.admission import AdmissionFile, Condition, Level, Value, holds
from governance.trust.board import Board
from governance.trust.facts import LEDGER, facts_of, standing_facts
from governance.trust.world import open_world, read_ledger


class Merchants:
    """What is known of merchants: the ledger, the figures, both or neither."""

    def __init__(self, file: AdmissionFile, *, fold: Fold | None = None, board: Board | None = None,
                 at: str = "") -> None:  # fmt: skip
        self.file = file
        self.gate = file.gate(file.merchants.gate)
        self.fold = fold
        self.board = board
        self.at = at
        self._seen: dict[str, dict[str, Any]] = {}

    def look(self, merchant: str | None) -> dict[str, Any]:
        """The gate with every condition: ``result`` is ``met``, ``unmet``, ``unknown`` (somebody looked, there was
        nothing) or ``not-looked-at``; ``level`` is what becomes of the sheet, None when nobody looked."""
        key = merchant or ""
        if key not in self._seen:
            self._seen[key] = self._look(key)
        return self._seen[key]

    def _look(self, merchant: str) -> dict[str, Any]:
        looked = self.fold is not None or self.board is not None
        facts = self._facts(merchant) if looked and merchant else {}
        told = [self._told(one, facts, looked) for one in self.gate.requires]
        levels: dict[str, Level] = {"unmet": self.file.merchants.unmet, "unknown": self.file.merchants.unknown}
        found: Iterable[Level] = (levels[one["result"]] for one in told if one["result"] in levels)
        return {
            "merchant": merchant or None, "gate": self.gate.id, "title": msgspec.to_builtins(self.gate.title),
            "level": worst(found) if looked else None, "conditions": told,
        }  # fmt: skip

    def _facts(self, merchant: str) -> dict[str, Value]:
        if self.board is not None and merchant in self.board.rows:
            return facts_of(self.board, merchant, self.gate.requires)
        return standing_facts(self.fold, merchant, self.at, self.gate.requires) if self.fold is not None else {}

    def _told(self, one: Condition, facts: dict[str, Value], looked: bool) -> dict[str, Any]:
        value = facts.get(one.key)
        if not looked or (self.board is None and one.fact not in LEDGER):
            result = "not-looked-at"
        elif value is None:
            result = "unknown"
        else:
            result = "met" if holds(one, value) else "unmet"
        asked = msgspec.to_builtins(one)
        return {**asked, "value": round(value, 6) if isinstance(value, float) else value, "result": result}


def open_merchants(file: AdmissionFile, db: str | None, metrics: Path | None, rules: tuple[Path, ...] = (),
                   at: str | None = None) -> Merchants:  # fmt: skip
    """Open what is given. Figures bring score, tier and the rest; a ledger alone brings standing and cases.

    Raises PinocchioError, RulebookError.
    """
    at = at or now()
    if metrics is not None:
        world = open_world(metrics, db, rules)
        return Merchants(file, fold=world.fold(at), board=world.board(at), at=at)
    if db is None:
        return Merchants(file)
    fold = Fold()
    for entry in read_ledger(db):
        if entry.at <= at:
            fold.add(entry)
    return Merchants(file, fold=fold, at=at)
