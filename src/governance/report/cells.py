"""Words of users in the cells of a workbook."""

from __future__ import annotations

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

_LONGEST = 32_000  # a cell takes 32,767 characters


def fit(text: str, longest: int = _LONGEST) -> str:
    """Text that a workbook can hold: no control characters, no lone surrogates, not too long."""
    plain = text[:longest].encode("utf-8", "replace").decode("utf-8")
    return ILLEGAL_CHARACTERS_RE.sub(" ", plain)
