"""durable-rules in a process of its own, which may crash, hang or be worn out and is started anew.

The native network cannot be pickled and an unforeseen crash would end the whole program. A long-lived server may prefer
to pay for a pipe: choose it with ``PINOCCHIO_ENGINE=worker``. A decision that the worker fails to make twice is made by
the reference evaluator, which a property test holds to the same answers.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable
from multiprocessing.connection import Connection
from typing import Any

from governance.decide.engine import Conclusion, Fact
from governance.decide.reference import ReferenceEngine
from governance.decide.rules import DecisionFile

PATIENCE = 30.0  # seconds for one decision; the slowest measured took milliseconds
WORN_OUT = 50_000  # decisions a process
TRIES = 2


class WorkerEngine:
    """A :class:`DecisionEngine` whose work is done elsewhere. ``starts`` counts the processes it has used."""

    def __init__(self, file: DecisionFile, *, patience: float = PATIENCE, worn_out: int = WORN_OUT) -> None:
        import governance.decide.durable_engine  # noqa: F401  (say at once when it cannot be had)

        self.file = file
        self.patience = patience
        self.worn_out = worn_out
        self.starts = 0
        self._made = 0
        self._process: Any = None
        self._pipe: Connection | None = None

    @property
    def pid(self) -> int | None:
        """The worker's process id while it lives."""
        return self._process.pid if self._process is not None else None

    def run(self, facts: Iterable[Fact]) -> frozenset[Conclusion]:
        """All conclusions of the ruleset from these facts."""
        listed = list(facts)
        for _ in range(TRIES):
            pipe = self._ready()
            try:
                pipe.send(listed)
                if pipe.poll(self.patience):
                    answer: frozenset[Conclusion] = pipe.recv()
                    self._made += 1
                    return answer
            except (EOFError, OSError):
                pass  # it died; start another
            self.close()
        return ReferenceEngine(self.file).run(listed)

    def close(self) -> None:
        """End the worker; the next decision starts another."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None

    def _ready(self) -> Connection:
        if self._pipe is not None and self._made < self.worn_out:
            return self._pipe
        self.close()
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self.file), daemon=True)
        self._process.start()
        theirs.close()
        self._made = 0
        self.starts += 1
        return self._pipe


def _work(pipe: Connection, file: DecisionFile) -> None:
    import signal

    from governance.decide.durable_engine import DurableEngine

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted and ends its worker
    engine = DurableEngine(file)
    while True:
        try:
            facts = pipe.recv()
        except EOFError:
            return
        pipe.send(engine.run(facts))
