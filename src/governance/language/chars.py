"""Character for character by array: an order of magnitude faster than ``str.translate`` on Han text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

CharTable = npt.NDArray[np.uint32]
PLANE = 0x10000  # what lies beyond the first plane stands for itself


def char_table(mapping: Mapping[int, int]) -> CharTable:
    """An array of what each code point of the first plane becomes."""
    table = np.arange(PLANE, dtype=np.uint32)
    for before, after in mapping.items():
        if before < PLANE:
            table[before] = after
    return table


def translate(text: str, table: CharTable) -> str:
    """``text`` with every character replaced by its entry; the length never changes, lone surrogates pass."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if not codes.size:
        return text
    if codes.max() < PLANE:
        return table[codes].tobytes().decode("utf-32-le", "surrogatepass")
    inside = codes < PLANE
    out = codes.copy()
    out[inside] = table[codes[inside]]
    return out.tobytes().decode("utf-32-le", "surrogatepass")


def translate_all(words: Iterable[str], table: CharTable) -> list[str]:
    """Each word by :func:`translate`, many at once; a word holds no line break."""
    joined = "\n".join(words)
    return translate(joined, table).split("\n") if joined else []
