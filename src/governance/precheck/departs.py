"""Talk held against a certificate: claims that were not among the words reviewed and passed."""

from __future__ import annotations

import re
from typing import Any

from governance.language.fold import fold
from governance.model import Finding, Scan, paper_of

_MARKS = re.compile(r"[，。\s]")


class Reviewed:
    """The words of a certificate. A claim departs unless its words stand in a reviewed part and were not left open."""

    def __init__(self, certificate: dict[str, Any]) -> None:
        self._parts = [_plain(text) for sheet in certificate["sheets"] for text in sheet["words"].values()]
        self._open = {
            _plain(item["quote"]) for sheet in certificate["sheets"] for item in sheet["open"] if item["quote"]
        }

    def departs(self, claim: Finding) -> bool:
        """Whether nobody passed these words."""
        said = _plain(claim.quote)
        return said in self._open or not any(said in text for text in self._parts)

    def departures(self, scan: Scan) -> list[Finding]:
        """Claims of a scan, open or cleared by evidence, that no reviewed sheet supports word for word.

        Cleared claims count too: evidence attached later was not looked at by the reviewer.
        """
        claims = [*scan.findings, *(one for one in scan.cleared if paper_of(one.cleared_by))]
        return [
            claim for claim in sorted(claims, key=lambda one: (one.start, one.end, one.rule)) if self.departs(claim)
        ]


def _plain(text: str) -> str:
    return _MARKS.sub("", fold(text).folded)
