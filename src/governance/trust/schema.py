"""What ``rules/trust.yaml`` may say. Weights are in thousandths and sum to 1000, so that scores add up exactly."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from governance.model import Severity
from governance.rulebook.schema import Bilingual, Confidence, Day, Identifier, Term

Days = Annotated[int, msgspec.Meta(ge=0, le=3650)]
Weight = Annotated[int, msgspec.Meta(ge=0, le=1000)]
Points = Annotated[int, msgspec.Meta(ge=0, le=100)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Positive = Annotated[float, msgspec.Meta(gt=0, le=1_000_000)]
Amount = Annotated[float, msgspec.Meta(ge=0, le=1000)]
Column = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,63}$")]

COMPONENTS: tuple[str, ...] = ("conduct", "index", "promises", "complaints", "voice", "tenure")


class Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rate: the column ``of`` over the column ``over``, summed from T-``window[0]`` to T-``window[1]``."""

    title: Bilingual
    of: Column
    over: Column
    window: tuple[Term, Days]
    good: Literal["high", "low"]


class Dimension(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the index: measures with their weights."""

    title: Bilingual
    weights: Annotated[dict[str, Weight], msgspec.Meta(min_length=1)]


class LowRepeat(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Trades where people seldom buy twice are measured by something else."""

    trades: tuple[str, ...]
    instead: dict[str, str]


class Index(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A dated preset of the returning buyers' index."""

    title: Bilingual
    date: Day
    source: str
    confidence: Confidence
    dimensions: Annotated[dict[Identifier, Dimension], msgspec.Meta(min_length=1)]
    low_repeat: LowRepeat = LowRepeat((), {})


class Shrink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The prior of a trade: bounds of its strength in observations, shops below which all trades lend theirs, the z
    of the
    interval shown, and how many spreads of the trade reach the ends of the scale."""

    strength: tuple[Positive, Positive]
    min_shops: Annotated[int, msgspec.Meta(ge=1)]
    interval: Positive
    reach: Positive


class Thin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A window with less than ``share`` of what the ``days`` before it bring in as many days is filled up to it from
    them."""

    share: Share
    days: Term


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From so many points on, this level of the index."""

    at: Points
    level: Identifier


class Voice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """回头客说. ``replies`` is the weight in thousandths of answering within ``reply_hours``."""

    days: Term
    purchases: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    half_life: Term
    strength: Positive
    replies: Weight
    reply_hours: Term
    same_text: Annotated[int, msgspec.Meta(ge=1)]
    bought_cost: Points


class PraiseCap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From so many bought favourable reviews on, and so large a share of them and of those by regulars, the score is at
    most ``cap``."""

    bought: Annotated[int, msgspec.Meta(ge=1, le=10_000)]
    share: Share
    cap: Points


class Praise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What bought praise costs beside its voice, with date and source of the thresholds.

    ``regular``: earlier purchases from which on a buyer is one.
    """

    date: Day
    source: Annotated[str, msgspec.Meta(min_length=4)]
    confidence: Confidence
    regular: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    caps: tuple[PraiseCap, ...] = ()


class Prior(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is thought of somebody of whom nothing is known, as evidence."""

    good: Positive
    bad: Positive


class Pending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an undecided case weighs, by its worst finding, and for how many days after it was recorded."""

    days: Days
    points: dict[Severity, Amount]


class Conduct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Beta reputation: evidence of a good day and of a penalty point, forgetting in days, spreads below the mean."""

    prior: Prior
    day: Amount
    point: Amount
    half_life: Term
    days: Term
    bound: Annotated[float, msgspec.Meta(ge=0, le=3)]
    pending: Pending
    caps: dict[str, Points]


class Promises(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Promises kept, in days; the share that gives nothing and the share that gives everything."""

    days: Term
    zero_at: Share
    full_at: Share


class Tenure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Half of the points after so many days, three quarters after twice as many."""

    half_life: Term


class Tier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From so many points on, this tier."""

    at: Points
    tier: Identifier
    title: Bilingual


class TrustFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of ``rules/trust.yaml``."""

    version: str
    date: Day
    source: str
    confidence: Confidence
    index: str
    measures: Annotated[dict[Identifier, Measure], msgspec.Meta(min_length=1)]
    indices: Annotated[dict[Identifier, Index], msgspec.Meta(min_length=1)]
    shrink: Shrink
    credible: Annotated[float, msgspec.Meta(ge=1, le=100)]
    thin: Thin
    levels: Annotated[tuple[Level, ...], msgspec.Meta(min_length=1)]
    voice: Voice
    praise: Praise
    conduct: Conduct
    promises: Promises
    tenure: Tenure
    weights: dict[str, Weight]
    tiers: Annotated[tuple[Tier, ...], msgspec.Meta(min_length=1)]
    attacks: dict[str, Annotated[float, msgspec.Meta(ge=0, le=100)]] = {}
