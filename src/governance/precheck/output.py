"""A review as a plain record: what ``precheck --format json`` prints and every face shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from governance.precheck.gate import worst
from governance.precheck.review import Review
from governance.precheck.words import parts_of
from governance.rulebook.admission import LEVELS


def review_record(review: Review) -> dict[str, Any]:
    """Every item with part, offsets in code points into the part, outcome, law and gate; nulls left out nowhere."""
    return {
        "id": review.sheet.id,
        "level": review.level,
        "category": review.category,
        "merchant": review.sheet.merchant,
        "source": review.sheet.source,
        "items": [_item(one) for one in review.items],
        "parts": dict(parts_of(review.sheet)),
        "rulebook": msgspec.to_builtins(review.rulebook),
    }


def admitted(record: dict[str, Any], gate: dict[str, Any]) -> dict[str, Any]:
    """The record with the merchant's ``gate``; where somebody looked, the sheet is as bad as the worse of the two."""
    level = worst((record["level"], gate["level"])) if gate["level"] is not None else record["level"]
    return {**record, "level": level, "admission": gate}


def _item(item: Any) -> dict[str, Any]:
    record: dict[str, Any] = msgspec.to_builtins(item)
    record["law"] = [{"act": ref.act, "article": ref.article, "penalty": ref.penalty} for ref in item.law]
    return record


def batch_record(records: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The batch: its level, and how many sheets came to each."""
    levels = [record["level"] for record in records]
    return {"level": worst(levels), "sheets": len(levels), "levels": {level: levels.count(level) for level in LEVELS}}
