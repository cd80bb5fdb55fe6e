"""What a live room says: a warning, or that something about one has changed."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from governance.model import Finding
from governance.report.jsonl import finding_record

What = Literal["warned", "retracted", "corrected", "escalated"]


class LiveEvent(NamedTuple):
    """``warned``: a claim was made. ``retracted``: the recogniser changed the words under it. ``corrected``: the host
    took it back in time (LIVE_117 Art. 31). ``escalated``: said again and again, or graver than first heard.
    """

    event: What
    stream: str
    at_ms: int | None
    nose: int
    finding: Finding
    times: int = 1

    def record(self) -> dict[str, Any]:
        """The event as the contract prints it."""
        said = finding_record(self.finding)
        return {
            "event": self.event, "stream": self.stream, "at_ms": self.at_ms, "nose": self.nose,
            "say_instead": self.finding.suggestion, "times": self.times, **said,
        }  # fmt: skip
