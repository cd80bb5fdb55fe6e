"""What a live room says: a warning, or that something about one has changed."""

from __future__ import annotations

import hashlib
from typing import Any, Literal, NamedTuple

from governance.model import Finding
from governance.report.jsonl import finding_record

What = Literal["warned", "retracted", "corrected", "escalated"]


class LiveEvent(NamedTuple):
    """``warned``: a claim was made. ``retracted``: the recogniser changed the words under it. ``corrected``: the host
    took it back in time (LIVE_117 Art. 31). ``escalated``: said again and again, or graver than first heard.

    ``id`` is the same whenever and by whatever process the same talk is heard: a consumer that meets it twice drops it.
    """

    event: What
    stream: str
    at_ms: int | None
    nose: int
    finding: Finding
    times: int = 1
    id: str = ""

    def record(self) -> dict[str, Any]:
        """The event as the contract prints it."""
        said = finding_record(self.finding)
        return {
            "event": self.event, "event_id": self.id, "stream": self.stream, "at_ms": self.at_ms, "nose": self.nose,
            "say_instead": self.finding.suggestion, "times": self.times, **said,
        }  # fmt: skip


def event_id(stream: str, what: What, about: tuple[str, ...], nth: int) -> str:
    """16 hex digits that tell an event from every other: what became of which claim, the how-manieth time."""
    told = "\0".join((stream, what, *about, str(nth)))
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
