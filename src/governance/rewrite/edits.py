"""What was done to a document, change by change, and what was left to a person."""

from __future__ import annotations

import msgspec


class Edit(msgspec.Struct, frozen=True):
    """One change: the line it is in (from 1), the words before and after, why, and what else would have done. A
    ``draft`` is a line written anew of which the editor is not sure: to be read before it is used."""

    line: int
    rule: str
    family: str
    step: str
    before: str
    after: str
    reason: str
    alternatives: tuple[str, ...] = ()
    draft: bool = False


class ForAPerson(msgspec.Struct, frozen=True):
    """A line (from 1) that is left as it was, because every rewrite of it would be one that nobody says, or because
    only sure ones were asked for; then with its ``draft``."""

    line: int
    reason: str
    draft: str = ""
