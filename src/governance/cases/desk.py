"""Open a desk on a ledger: fold what is known at an instant, with policy, rules and law of a rulebook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from governance.cases.docket import Desk
from governance.cases.state import Fold
from governance.decide.penalties.charges import ChargeRules
from governance.decide.penalties.policy import read_policy
from governance.ledger import Entry, Ledger
from governance.rulebook.source import read


def open_desk(ledger: Ledger, *, case: str = "", rules: tuple[Path, ...] = (), scheme: str | None = None,
              until: str = "", known_at: str = "") -> Desk:  # fmt: skip
    """Everything needed to show and judge cases; with ``case`` (an id, or how it begins) only what bears on it.

    Raises RulebookError, UsageError.
    """
    policy = read_policy(rules, scheme)
    entries = around(ledger, case, until, known_at) if case else ledger.iterate(until=until, known_at=known_at)
    return Desk(Fold(entries), policy, ChargeRules(rules), read(rules))


def around(ledger: Ledger, case: str, until: str = "", known_at: str = "") -> Iterator[Entry]:
    """The entries that bear on a case: all of its parties, and all of the documents of their cases.

    A ledger of millions of events is not folded for one case; a :class:`Fold` takes an entry twice as once.
    """
    parties: set[str] = set()
    for case_id in ledger.case_ids(case):
        for entry in ledger.iterate(case=case_id, until=until, known_at=known_at):
            parties.update(entry.event.parties)
    documents: set[str] = set()
    for party in sorted(parties):
        for entry in ledger.iterate(party=party, until=until, known_at=known_at):
            if entry.event.case:
                documents.add(entry.event.document)
            yield entry
    for document in sorted(documents):
        yield from ledger.iterate(document=document, until=until, known_at=known_at)
