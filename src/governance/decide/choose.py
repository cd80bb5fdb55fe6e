"""Which engine runs the decision rules here."""

from __future__ import annotations

from governance.decide.engine import DecisionEngine
from governance.decide.reference import ReferenceEngine
from governance.decide.rules import DecisionFile


def engine_for(file: DecisionFile, wanted: str = "auto") -> DecisionEngine:
    """``durable`` or ``reference``; ``auto`` takes durable-rules where it installs (below Python 3.13)."""
    if wanted != "reference":
        try:
            from governance.decide.durable_engine import DurableEngine

            return DurableEngine(file)
        except ImportError:
            if wanted == "durable":
                raise
    return ReferenceEngine(file)
