"""Talk held against a certificate: claims that were not among the words reviewed and passed."""

from __future__ import annotations

import re
from typing import Any

from governance.language.fold import fold
from governance.model import Finding, Scan

_MARKS = re.compile(r"[，。\s]")


def departures(scan: Scan, certificate: dict[str, Any]) -> list[Finding]:
    """Claims of a scan, open or cleared by evidence, that no reviewed sheet supports word for word.

    A claim departs unless its words stand in a reviewed part and were not left open by that review. Cleared claims
    count too: evidence attached later was not looked at by the reviewer.
    """
    reviewed = [_plain(text) for sheet in certificate["sheets"] for text in sheet["words"].values()]
    opened = {_plain(item["quote"]) for sheet in certificate["sheets"] for item in sheet["open"] if item["quote"]}
    claims = [*scan.findings, *(one for one in scan.cleared if (one.cleared_by or "").startswith("evidence:"))]
    out = []
    for claim in sorted(claims, key=lambda one: (one.start, one.end, one.rule)):
        said = _plain(claim.quote)
        if said in opened or not any(said in text for text in reviewed):
            out.append(claim)
    return out


def _plain(text: str) -> str:
    return _MARKS.sub("", fold(text).folded)
