"""顶级 → 頂級: traditional characters."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("s2t")


def disguise(word: str, random: Random) -> str:
    """The word in traditional characters."""
    return str(_converter().convert(word))
