"""The worker dies and comes back; the answers stay the same."""

from __future__ import annotations

import os
import signal

import pytest

from governance.decide.choose import engine_for
from governance.decide.engine import Fact
from governance.decide.reference import ReferenceEngine
from governance.decide.rules import read_decisions
from governance.errors import UsageError

worker = pytest.importorskip("governance.decide.worker")
pytest.importorskip("durable", reason="durable-rules needs Python below 3.13")

FILE = read_decisions()["charges"]
FACTS: list[Fact] = [
    {"kind": "case", "id": "case", "weak": "yes", "minor": "no", "warned": "yes"},
    {"kind": "charge", "id": "c0", "severity": "low", "status": "violation", "scene": 0, "corrected": "no"},
]
EXPECTED = ReferenceEngine(FILE).run(FACTS)


def test_a_killed_worker_is_started_anew() -> None:
    engine = worker.WorkerEngine(FILE)
    try:
        assert engine.run(FACTS) == EXPECTED
        os.kill(engine.pid, signal.SIGKILL)
        assert engine.run(FACTS) == EXPECTED
        assert engine.starts == 2
    finally:
        engine.close()


def test_a_worn_out_worker_is_replaced_and_a_hanging_one_given_up() -> None:
    engine = worker.WorkerEngine(FILE, worn_out=1)
    try:
        assert [engine.run(FACTS) for _ in range(2)] == [EXPECTED] * 2
        assert engine.starts == 2
        engine.patience = 0.0  # nothing answers in no time: the reference decides
        assert engine.run(FACTS) == EXPECTED
        assert engine.starts > 2
        assert engine.pid is None
    finally:
        engine.close()


def test_the_engine_is_chosen_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINOCCHIO_ENGINE", "reference")
    assert isinstance(engine_for(FILE), ReferenceEngine)
    monkeypatch.setenv("PINOCCHIO_ENGINE", "refrence")
    with pytest.raises(UsageError, match="did you mean 'reference'"):
        engine_for(FILE)
