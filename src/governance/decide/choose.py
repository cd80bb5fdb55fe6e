"""Which engine runs the decision rules here."""

from __future__ import annotations

import os

from governance.decide.engine import DecisionEngine
from governance.decide.reference import ReferenceEngine
from governance.decide.rules import DecisionFile
from governance.errors import UsageError, did_you_mean

ENGINES = ("auto", "durable", "reference", "worker")


def engine_for(file: DecisionFile, wanted: str = "auto") -> DecisionEngine:
    """``durable`` in this process, ``worker`` in one of its own, or ``reference``.

    ``auto`` is what ``PINOCCHIO_ENGINE`` says, else durable-rules where it installs (below Python 3.13), else the
    reference.
    Raises UsageError for an engine that does not exist, ImportError for one that cannot be had here.
    """
    if wanted == "auto":
        wanted = os.environ.get("PINOCCHIO_ENGINE", "auto")
    if wanted not in ENGINES:
        mend = did_you_mean(wanted, ENGINES) or "one of " + ", ".join(ENGINES)
        raise UsageError.of(f"PINOCCHIO_ENGINE {wanted!r} is not known", mend=mend)
    if wanted == "reference":
        return ReferenceEngine(file)
    try:
        if wanted == "worker":
            from governance.decide.worker import WorkerEngine

            return WorkerEngine(file)
        from governance.decide.durable_engine import DurableEngine

        return DurableEngine(file)
    except ImportError:
        if wanted != "auto":
            raise
    return ReferenceEngine(file)
