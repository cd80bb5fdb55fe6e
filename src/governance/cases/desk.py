"""Open a desk on a ledger: fold what is known at an instant, with policy, rules and law of a rulebook."""

from __future__ import annotations

from pathlib import Path

from governance.cases.docket import Desk
from governance.cases.state import Fold
from governance.decide.penalties.charges import ChargeRules
from governance.decide.penalties.policy import read_policy
from governance.ledger import Ledger
from governance.rulebook.source import read


def open_desk(ledger: Ledger, *, rules: tuple[Path, ...] = (), scheme: str | None = None, until: str = "",
              known_at: str = "") -> Desk:  # fmt: skip
    """Everything needed to show and judge cases. Raises RulebookError, UsageError."""
    policy = read_policy(rules, scheme)
    return Desk(Fold(ledger.iterate(until=until, known_at=known_at)), policy, ChargeRules(rules), read(rules))
