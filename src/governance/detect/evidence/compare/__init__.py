"""The comparisons by name: each lays one thing of a claim beside one thing of a paper."""

from __future__ import annotations

from collections.abc import Callable

from governance.detect.evidence.answer import Answer
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.compare.figures import figure, measure, number, sample, stock, term, winner
from governance.detect.evidence.compare.goods import category, function, region, share
from governance.detect.evidence.compare.papers import (
    about,
    expiry,
    issuer,
    kind,
    limits,
    name,
    opposite,
    result,
    wording,
)
from governance.detect.evidence.compare.trade import gift, period, price, scope
from governance.detect.evidence.facts import Facts

Comparison = Callable[[Claim, Facts], Answer | None]

ALWAYS: dict[str, Comparison] = {
    "result": result, "expiry": expiry, "kind": kind, "limits": limits, "gift": gift, "sample": sample,
    "measure": measure,
}  # fmt: skip
CHOSEN: dict[str, Comparison] = {
    "number": number, "share": share, "material": share, "scope": scope, "region": region, "period": period,
    "category": category, "function": function, "stock": stock, "price": price, "issuer": issuer, "winner": winner,
    "name": name, "figure": figure, "term": term, "opposite": opposite, "about": about, "wording": wording,
}  # fmt: skip
"""Comparisons by the name a rule uses in ``compare``; expiry, results and kinds of paper always count."""
