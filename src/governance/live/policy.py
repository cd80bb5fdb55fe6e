"""``rules/live.yaml``: when a host is told, and how often."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec

from governance.rulebook.policyfile import PolicyFile
from governance.rulebook.schema import Day

Count = Annotated[int, msgspec.Meta(ge=1, le=10_000_000)]


class LivePolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Times are milliseconds of stream time, lengths characters."""

    date: Day
    source: str
    quiet_ms: Count
    escalate_after: Count
    memory_ms: Count
    at_once: Count
    active_chars: Count
    context_chars: Count
    reader_confidence: Annotated[float, msgspec.Meta(ge=0, le=1)]
    reader_waits_chars: Annotated[int, msgspec.Meta(ge=0, le=10_000)]


def load_policy(overlays: tuple[Path, ...] = ()) -> LivePolicy:
    """The policy of the last folder that has one. Raises RulebookError."""
    return PolicyFile.latest("live.yaml", overlays, LivePolicy).done()
