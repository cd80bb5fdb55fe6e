"""What ``rules/decisions/penalties.yaml`` may say."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from governance.model import Severity
from governance.rulebook.schema import Bilingual, Day, Identifier

Percent = Annotated[int, msgspec.Meta(ge=0, le=200)]
Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Role = Literal["merchant", "streamer", "provider"]


class Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rung of the ladder (rank 1 and up, as Order 117 Art. 12 orders them) or a measure beside it (rank 0)."""

    id: Identifier
    title: Bilingual
    rank: Annotated[int, msgspec.Meta(ge=0, le=20)]
    term: Literal["none", "days", "permanent"]
    max_days: Annotated[int, msgspec.Meta(ge=1, le=3650)] | None = None
    second_reviewer: bool = False
    after_reexamination: bool = False


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A measure taken, for how many days (none where the measure has no term)."""

    measure: str
    days: Count | None = None


class Weight(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a case of this severity calls for, and the highest rank it may reach whatever the points say."""

    measures: Annotated[tuple[Step, ...], msgspec.Meta(min_length=1)]
    bound: Annotated[int, msgspec.Meta(ge=1, le=20)]


class Counter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Points of these families and severities are counted apart; empty is any. The first that fits takes it."""

    id: str
    families: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()


class Node(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When the counter has reached ``at`` points, this measure."""

    at: Annotated[int, msgspec.Meta(ge=1)]
    measure: str
    days: Count | None = None
    counter: str = ""


class Fade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From this many days after the decision, points count so many percent."""

    after_days: Count
    percent: Annotated[int, msgspec.Meta(ge=0, le=100)]


class TierStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From so many points on, this tier."""

    at: Count
    tier: Identifier


class Severe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A case this bad drops the party to this tier at once, for so many days."""

    severity: Severity
    tier: Identifier
    days: Count


class Credits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Learning credits: points they may take off in a year; none while a case above ``not_above`` stands."""

    year_cap: Count
    not_above: Count


class Points(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Points by severity."""

    low: Count
    medium: Count
    high: Count
    critical: Count


class PointsByStatus(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Points of a violation, and of a claim that lacks its evidence. Advice has none."""

    violation: Points
    needs_evidence: Points


class Scheme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way to count, with the date and source it was taken from."""

    title: Bilingual
    date: Day
    source: str
    confidence: Literal["high", "medium", "low"]
    points: PointsByStatus
    case_cap: Count
    month_cap: Count
    decay: Annotated[tuple[Fade, ...], msgspec.Meta(min_length=1)]
    nodes: tuple[Node, ...]
    tiers: Annotated[tuple[TierStep, ...], msgspec.Meta(min_length=1)]
    severe: Severe
    counters: tuple[Counter, ...] = (Counter(""),)
    credits: Credits | None = None
    reset: Literal["never", "yearly"] = "never"


class Arrangement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who bears what share (percent of the points) when exactly these roles are known."""

    id: Identifier
    title: Bilingual
    shares: dict[Role, Annotated[int, msgspec.Meta(ge=1, le=100)]]


class Bounds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Percent that all reasons of one charge together may add or take off."""

    aggravate: Percent
    mitigate: Annotated[int, msgspec.Meta(ge=0, le=100)]


class HistoryWindows(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far back a repeat of the same family, and any penalty at all, counts."""

    repeat_days: Count
    first_days: Count


class Severities(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A weight for each severity."""

    low: Weight
    medium: Weight
    high: Weight
    critical: Weight


class Money(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Contract money in fen: off unless enabled, and never above the cap."""

    enabled: bool
    unit: Literal["fen"]
    case_cap: Annotated[int, msgspec.Meta(ge=1)]
    amounts: Points


class Appeal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long a party may appeal, in natural days after the notice."""

    days: Annotated[int, msgspec.Meta(ge=0, le=365)]


class Reviewers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many people must agree where the verdict is ``block``."""

    block: Annotated[int, msgspec.Meta(ge=1, le=2)]


class Retention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long records are kept, and by which article."""

    years: Annotated[int, msgspec.Meta(ge=0, le=100)]
    basis: str


class PenaltyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rules/decisions/penalties.yaml``."""

    version: str
    date: Day
    source: str
    scheme: str
    ladder: Annotated[tuple[Measure, ...], msgspec.Meta(min_length=1)]
    basis: tuple[str, ...]
    severity: Severities
    bounds: Bounds
    history: HistoryWindows
    schemes: dict[str, Scheme]
    liability: tuple[Arrangement, ...]
    pk_partner: Annotated[int, msgspec.Meta(ge=0, le=100)]
    money: Money
    appeal: Appeal
    reviewers: Reviewers
    retention: Retention
