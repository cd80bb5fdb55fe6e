"""The known grams of a text, and what those inside a passage say, summed: a subtraction for every passage."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from governance.language.grams import Found, Numbers
from governance.language.wordlists import Places

Floats = NDArray[np.float32]


class Sums:
    """The grams of a text in order of where they begin, with running sums of what they say in that order and in the
    order of where they end: a passage has what ends by its end, less what begins before it."""

    __slots__ = ("_begin_sums", "_end_sums", "_ends", "_in_order", "_longest", "_numbers", "_starts", "_table")

    def __init__(self, found: Found, table: Floats) -> None:
        """``table``: what each gram says, shape (grams, columns); gram 0 is none."""
        rows, places = np.nonzero(found.rows)
        listed = found.listed
        starts = np.concatenate((places, listed.starts))
        ends = np.concatenate((places + (np.array(found.reach) + 1)[rows], listed.ends))
        numbers = np.concatenate((found.rows[rows, places], listed.numbers))
        order = np.argsort(starts, kind="stable")
        self._starts, self._ends, self._numbers = starts[order], ends[order], numbers[order]
        by_end = np.argsort(self._ends, kind="stable")
        said = table[self._numbers]
        self._table = table
        self._in_order = self._ends[by_end]
        self._begin_sums = np.zeros((len(said) + 1, table.shape[1]))
        self._end_sums = np.zeros_like(self._begin_sums)
        np.cumsum(said, axis=0, dtype=np.float64, out=self._begin_sums[1:])
        np.cumsum(said[by_end], axis=0, dtype=np.float64, out=self._end_sums[1:])
        self._longest = int((self._ends - self._starts).max(initial=0))

    def inside(self, starts: NDArray[np.int64], stops: NDArray[np.int64]) -> NDArray[np.float64]:
        """The sums over the grams wholly inside each passage, shape (passages, columns)."""
        begun = self._begin_sums[np.searchsorted(self._starts, starts)]
        out: NDArray[np.float64] = self._end_sums[np.searchsorted(self._in_order, stops, "right")] - begun
        # What reaches beyond a passage at both sides was taken off without having been counted.
        for number in np.flatnonzero(stops - starts < self._longest).tolist():
            start, stop = int(starts[number]), int(stops[number])
            before = slice(*np.searchsorted(self._starts, (stop - self._longest, start)).tolist())
            beyond = self._numbers[before][self._ends[before] > stop]
            if len(beyond):
                out[number] += self._table[beyond].sum(axis=0, dtype=np.float64)
        return out

    def grams(self, start: int, stop: int) -> tuple[Numbers, Places]:
        """The grams wholly inside a passage, and where each begins."""
        near = slice(*np.searchsorted(self._starts, (start, stop)).tolist())
        within = self._ends[near] <= stop
        return self._numbers[near][within], self._starts[near][within]
