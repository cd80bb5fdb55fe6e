"""The frozen records that everyone passes on. Offsets are code points, times milliseconds."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from governance.beijing import day_of

Kind = Literal["speech", "copy"]
Status = Literal["violation", "needs-evidence", "advisory"]
Severity = Literal["low", "medium", "high", "critical"]
VerdictName = Literal["pass", "notice", "review", "block"]
Label = Literal["violation", "needs-evidence", "clean"]
Lang = Literal["zh", "en"]

STATUSES: tuple[Status, ...] = ("advisory", "needs-evidence", "violation")
SEVERITIES: tuple[Severity, ...] = ("low", "medium", "high", "critical")
READS = "/reads-like"  # how the ids of rules end that only the trained reader speaks for
VERDICTS: tuple[VerdictName, ...] = ("pass", "notice", "review", "block")

CATEGORIES: tuple[str, ...] = (
    "food", "health-food", "cosmetic", "medical-device", "drug", "jewelry", "apparel",
    "electronics", "home", "alcohol", "tobacco", "infant", "education", "finance",
    "second-hand", "agri", "service", "real-estate", "general",
)  # fmt: skip

FAMILIES: tuple[str, ...] = (
    "absolute", "medical", "efficacy", "price", "sales-data", "authority", "credential",
    "authenticity", "guarantee", "scarcity", "disparagement", "diversion", "after-sales",
    "persona", "inducement", "superstition", "infant", "reviews", "synthetic", "restricted",
    "omission",
)  # fmt: skip

EVASIONS: tuple[str, ...] = (
    "homophone", "filler", "split", "pinyin", "emoji", "traditional", "fullwidth", "spacing",
    "codeword", "digit-letter", "repeat",
)  # fmt: skip


EVIDENCE_TYPES: tuple[str, ...] = (
    "test_report", "inspection_report", "patent", "patent_application", "sales_rank", "survey",
    "price_history", "counter_price", "price_list", "platform_orders", "order_log", "platform_record",
    "platform_reviews", "stock_log", "stock_record", "promotion_log", "promotion_rules",
    "activity_rules", "lottery_rules", "gift_spec", "health_food_approval", "drug_approval",
    "device_registration", "device_filing", "cosmetic_filing", "cosmetic_registration",
    "formula_registration", "variety_approval", "pesticide_registration", "fertilizer_registration",
    "ad_approval", "certificate", "ccc_certificate", "award", "trademark", "standard_grading",
    "official_listing", "authorization", "endorsement_contract", "identity_cert", "origin_proof",
    "gi_authorization", "organic_certificate", "label", "product_spec", "inspection", "license",
    "refund_log", "customs_declaration",
)  # fmt: skip

# What of a claim can be held against what of the evidence.
COMPARISONS: tuple[str, ...] = (
    "number", "share", "scope", "region", "period", "category", "function", "material", "expiry",
    "stock", "price", "issuer", "winner", "name", "figure", "term", "opposite", "about", "wording",
)  # fmt: skip


class Utterance(msgspec.Struct, frozen=True, omit_defaults=True):
    """One stretch of talk. Times are milliseconds from the start of the stream, or None."""

    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    speaker: str | None = None


class Document(msgspec.Struct, frozen=True):
    """A transcript, a claim sheet or a plain text, whatever file it came from.

    ``text`` is the utterances' texts joined by a line feed when there are utterances. ``extra`` keeps
    every field that was not understood; ``source`` says where it was read (``file`` or ``file:line``).
    ``category`` is None when nobody gave one (never guessed here). ``filed``: the evidence is the file of the goods, as
    a claim sheet has it, not brought for just what this text says.
    """

    id: str
    text: str
    kind: Kind = "speech"
    utterances: tuple[Utterance, ...] = ()
    category: str | None = None
    merchant: str | None = None
    streamer: str | None = None
    provider: str | None = None
    occurred_at: str | None = None
    evidence: tuple[dict[str, Any], ...] = ()
    products: tuple[dict[str, Any], ...] = ()
    extra: dict[str, Any] = {}
    source: str = ""
    filed: bool = False

    @property
    def day(self) -> str | None:
        """The Beijing day (ISO date) of ``occurred_at``; None when nobody said when it was."""
        return day_of(self.occurred_at)


class LawRef(msgspec.Struct, frozen=True, omit_defaults=True):
    """The article a finding rests on and the article that sets the penalty."""

    act: str
    article: str
    penalty: str | None = None


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One claim that breaks a rule, or, with ``cleared_by``, one that was let pass and why."""

    rule: str
    family: str
    status: Status
    severity: Severity
    start: int
    end: int
    quote: str
    canonical: str
    evasion: str | None = None
    utterance: int | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    confidence: float = 1.0
    reason: str = ""
    suggestion: str = ""
    law: tuple[LawRef, ...] = ()
    cleared_by: str | None = None
    fingerprint: str = ""


class Stamp(msgspec.Struct, frozen=True):
    """Which rulebook judged: its version, the digest of its bytes, and the day whose law applied."""

    version: str
    digest: str
    as_of: str


class Scan(msgspec.Struct, frozen=True, kw_only=True):
    """What one document came to. ``document`` stays with it for the faces; it is not printed whole.

    ``answers`` says by fingerprint what evidence made of a claim: ``fits``, ``narrow`` or ``contradicts``.
    ``touched``: ids of the rules that had a candidate in it, whatever became of it; no other rule of the book can have
    had a say.
    """

    document: Document
    verdict: VerdictName
    nose: int
    findings: tuple[Finding, ...]
    cleared: tuple[Finding, ...]
    rulebook: Stamp
    category: str = "general"
    category_confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    answers: dict[str, str] = {}
    touched: tuple[str, ...] = ()


_PAPER = "evidence:"


def by_paper(kind: str) -> str:
    """What ``cleared_by`` says where a paper of this type cleared a claim."""
    return _PAPER + kind


def paper_of(cleared_by: str | None) -> str:
    """The type of the paper that cleared a claim; empty where none did."""
    return cleared_by.removeprefix(_PAPER) if cleared_by and cleared_by.startswith(_PAPER) else ""
