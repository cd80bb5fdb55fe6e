"""``--record``: scans to the ledger while they go by, and one line on what came of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING

from governance.errors import Problem
from governance.model import Scan

if TYPE_CHECKING:
    from governance.cases.recorder import Recorder


class Recording:
    """Takes scans; without a ledger (None) it does nothing. On leaving, whatever the reason, finished work is kept.

    ``refused``: scans that could not be recorded, each complained of.
    """

    def __init__(self, ledger: str | None, complain: Callable[[Problem], None]) -> None:
        self.refused = 0
        self._ledger = ledger
        self._complain = complain
        self._recorder: Recorder | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Recording:
        if self._ledger is not None:
            from governance.cases.recorder import Recorder
            from governance.ledger import Ledger

            self._recorder = Recorder(self._stack.enter_context(Ledger(self._ledger, create=True)), self._complain)
        return self

    def add(self, scan: Scan) -> None:
        """Record one scan."""
        if self._recorder is not None:
            self._recorder.add(scan)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        with self._stack:
            if self._recorder is None:
                return
            done = self._recorder.close()
            self.refused = done.refused
            said = f"{done.added} events recorded, {done.known} known already; {done.cases} cases"
            nobody = f", {done.nobody} of them without a known party (no points)" if done.nobody else ""
            print(f"pinocchio: {said}{nobody}", file=sys.stderr)  # noqa: T201
