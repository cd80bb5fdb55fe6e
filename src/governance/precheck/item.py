"""One line of a review: a claim or a check, what became of it, and why."""

from __future__ import annotations

import msgspec

from governance.model import LawRef, Severity
from governance.rulebook.admission import Level, Outcome


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """``part`` is where it stands (``title``, ``selling_points[0]``, ``script``, ``offer`` …); ``start`` and ``end``
    are offsets in code points into that part, -1 where it is about no words. ``gate`` is what the gate makes of it.
    """

    rule: str
    kind: str
    outcome: Outcome
    severity: Severity
    part: str
    quote: str = ""
    start: int = -1
    end: int = -1
    family: str = ""
    reason: str = ""
    mend: str = ""
    evidence: str = ""
    law: tuple[LawRef, ...] = ()
    gate: Level = "pass"
    gate_rule: str = ""
