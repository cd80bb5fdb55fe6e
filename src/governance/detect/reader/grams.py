"""Runs of one to three characters as numbers, found by table for a whole text at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

LONGEST = 3
BITS = 19  # slots of the table; with 30,000 grams one in twenty is lost to a more frequent one
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio: spreads neighbouring keys (Knuth, TAOCP 6.4)
_STEP = np.uint64(0x110000)  # one more than the largest code point
_LOW = np.uint64(0xFFFFFFFF)

Codes = NDArray[np.uint64]
Slots = NDArray[np.int64]


def codes_of(text: str) -> Codes:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)


class Grams:
    """A fixed list of grams and the table that finds them. Gram 0 is none: a text's unknown runs are 0."""

    def __init__(self, grams: Sequence[str]) -> None:
        """``grams``: one to three characters each, the ones to keep first where two want the same slot."""
        padded = np.array(["", *grams], dtype=f"U{LONGEST}")
        codes: Any = padded.view(np.uint32).reshape(-1, LONGEST).astype(np.uint64)
        lengths = (codes != 0).sum(axis=1)
        keys = codes[:, 0]
        for place in range(1, LONGEST):
            keys = np.where(lengths > place, keys * _STEP + codes[:, place], keys)
        mixed = keys * _MIX
        slots = (mixed >> np.uint64(64 - BITS)).astype(np.int64)
        self.numbers: NDArray[np.int32] = np.zeros(1 << BITS, np.int32)
        self._check: NDArray[np.uint32] = np.zeros(1 << BITS, np.uint32)
        # Written from the last to the first, so that the earlier gram keeps a slot that two want.
        order = np.arange(len(padded) - 1, 0, -1)
        self.numbers[slots[order]] = order
        self._check[slots[order]] = (mixed[order] & _LOW).astype(np.uint32)
        self.texts: tuple[str, ...] = ("", *grams)

    def find(self, codes: Codes) -> list[NDArray[np.int32]]:
        """For each length, the number of the gram that starts at each place (0 where it is unknown).

        Shapes: ``len(codes)``, ``len(codes) - 1``, ``len(codes) - 2``, none below 0.
        """
        out = []
        keys = codes
        for length in range(1, LONGEST + 1):
            if length > 1:
                keys = keys[:-1] * _STEP + codes[length - 1 :]
            mixed = keys * _MIX
            slots = (mixed >> np.uint64(64 - BITS)).astype(np.int64)
            known = self._check[slots] == (mixed & _LOW).astype(np.uint32)
            out.append(np.where(known, self.numbers[slots], 0))
        return out
