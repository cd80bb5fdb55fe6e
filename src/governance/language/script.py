"""Simplified and traditional characters, as OpenCC turns one into the other."""

from __future__ import annotations

from functools import cache
from typing import Any


def convert(how: str, words: str) -> str:
    """``words`` in another script; ``how`` is one of OpenCC's ways (t2s, s2t, s2tw)."""
    return str(_converter(how).convert(words))


@cache
def _converter(how: str) -> Any:
    from opencc import OpenCC  # loads its tables, which most texts never need

    return OpenCC(how)
