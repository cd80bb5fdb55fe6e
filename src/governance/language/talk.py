"""How talk usually runs: what a character costs after the two before it, as our own lines have it.

A trigram model with back-off (Katz 1987, in the plain form of Brants et al. 2007, "Stupid backoff"), over the number
of lines in which each run of one to three characters stands; counted by ``scripts/count_talk.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from governance.language.grams import BETWEEN, LONGEST, Grams, codes_of

CONTEXT = LONGEST - 1  # characters on either side that tell what a reading costs
DISCOUNT = 0.9  # taken from each count: a run may come up by one line alone
BACK = 1.7  # bits for leaving a character of the context out
UNSEEN = 0.3  # the count of a character that stands in no line

Floats = NDArray[np.float64]


class Talk:
    """``seen[n]``: in how many lines the run number ``n`` of ``grams`` stands; ``seen[0]`` is not asked for."""

    def __init__(self, grams: Grams, seen: NDArray[np.uint16]) -> None:
        self._grams = grams
        counts = seen.astype(np.float64)
        counts[0] = UNSEEN
        self._own = np.log2(np.maximum(counts - DISCOUNT, 0.1))  # as what comes next
        self._whole = np.log2(counts)  # as what stands before
        self._total = float(np.log2(counts[1:].sum()))

    def bits(self, texts: Sequence[str], leads: Sequence[int]) -> Floats:
        """What each text costs from its character ``lead`` on, given those before it; shape (texts,)."""
        # No run reaches over the marks between two texts.
        runs = self._grams.runs(codes_of(BETWEEN * LONGEST + BETWEEN.join(texts)))
        one, two, three = runs[0], np.roll(runs[1], 1), np.roll(runs[2], 2)  # by where they end
        before, further = np.roll(one, 1), np.roll(two, 1)
        cost = self._total - self._whole[one]
        cost = np.where((two > 0) & (before > 0), self._whole[before] - self._own[two], cost + BACK)
        cost = np.where((three > 0) & (further > 0), self._whole[further] - self._own[three], cost + BACK)
        sums = np.concatenate(([0.0], np.cumsum(np.maximum(cost, 0.0))))
        sizes = np.array([len(text) for text in texts], dtype=np.int64)
        ends = LONGEST + np.cumsum(sizes + 1) - 1
        result: Floats = sums[ends] - sums[ends - sizes + np.asarray(leads, dtype=np.int64)]
        return result

    def readings(self, text: str, readings: Sequence[tuple[int, int, str]]) -> tuple[Floats, Floats]:
        """What ``text[start:end]`` costs among the characters beside it, as it stands and with another wording in its
        place; one pair of numbers for each ``(start, end, wording)``."""
        said, meant, leads = [], [], []
        for start, end, wording in readings:
            left, right = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
            said.append(left + text[start:end] + right)
            meant.append(left + wording + right)
            leads.append(len(left))
        costs = self.bits(said + meant, leads * 2)
        return costs[: len(said)], costs[len(said) :]


@cache
def talk() -> Talk:
    """The counts that come with the package; read when something is first weighed."""
    path = resources.files("governance.language") / "data" / "talk.npz"
    with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
        return Talk(Grams(str(data["grams"])), data["seen"])
