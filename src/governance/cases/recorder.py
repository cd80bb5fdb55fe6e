"""Write scans to a ledger in batches while they go by."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from governance.cases.record import events_of
from governance.errors import Problem
from governance.ledger import Event, Ledger
from governance.model import Scan

BATCH = 500  # scans a transaction


class Recorded(NamedTuple):
    """New events, events known before, cases named by these scans, those without a party, and scans not recorded."""

    added: int
    known: int
    cases: int
    nobody: int
    refused: int


class Recorder:
    """Hand it every scan; it appends in the order they come. Close it, also after an interruption.

    ``with_talk``: the transcripts are kept too, for talk that stands nowhere else.
    """

    def __init__(self, ledger: Ledger, complain: Callable[[Problem], None], *, with_talk: bool = False) -> None:
        self.ledger = ledger
        self.complain = complain
        self._with_talk = with_talk
        self._waiting: list[Event] = []
        self._scans = self._added = self._known = self._nobody = self._refused = 0
        self._cases: set[str] = set()

    def add(self, scan: Scan) -> None:
        """Take one scan; complain when it cannot be recorded."""
        events = events_of(scan, with_talk=self._with_talk)
        if isinstance(events, Problem):
            self._refused += 1
            self.complain(events)
            return
        for event in events:
            if event.kind == "opened" and event.case not in self._cases:
                self._cases.add(event.case)
                self._nobody += event.parties[0].startswith("unknown:")
        self._waiting.extend(events)
        self._scans += 1
        if self._scans % BATCH == 0:
            self.flush()

    def close(self) -> Recorded:
        """Write what is waiting and say what was done."""
        self.flush()
        return Recorded(self._added, self._known, len(self._cases), self._nobody, self._refused)

    def flush(self) -> None:
        """Write what is waiting. Raises PinocchioError, and then it goes on waiting."""
        done = self.ledger.append(self._waiting)
        self._waiting = []
        self._added += done.added
        self._known += done.known
