"""What the grams inside a passage say, summed: a subtraction for every passage of a text that was summed up once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from governance.language.grams import REACH, Found, Numbers
from governance.language.wordlists import Places

_SHORT = max(REACH)  # characters; a gram may reach over both ends of a passage that is shorter than this

Floats = NDArray[np.float32]


class Sums:
    """Running sums over a text of ``size`` characters, of the grams that begin before each place and of those that end
    by it, both of shape (size + 1, columns of the table)."""

    __slots__ = ("_begun", "_ended", "_found", "_table")

    def __init__(self, found: Found, table: Floats, size: int) -> None:
        """``table``: what each gram says, shape (grams, columns); gram 0, which is none, says nothing."""
        self._found = found
        self._table = table
        begun, ended = np.zeros((2, size + 1, table.shape[1]))
        for row, reach in zip(found.rows, found.reach, strict=True):
            said = table[row]
            begun[1:] += said
            ended[reach + 1 :] += said[: max(size - reach, 0)]
        listed = found.listed
        said = table[listed.numbers]
        np.add.at(begun, listed.starts + 1, said)
        np.add.at(ended, listed.ends, said)
        self._begun, self._ended = begun.cumsum(axis=0), ended.cumsum(axis=0)

    def inside(self, starts: NDArray[np.int64], stops: NDArray[np.int64]) -> NDArray[np.float64]:
        """The sums over the grams wholly inside each passage, shape (passages, columns)."""
        out: NDArray[np.float64] = self._ended[stops] - self._begun[starts]
        # What reaches beyond a passage at both sides was taken off without having been counted.
        listed = self._found.listed
        longest = max(_SHORT, int((listed.ends - listed.starts).max(initial=0)))
        for number in np.flatnonzero(stops - starts < longest).tolist():
            out[number] += self._beyond(int(starts[number]), int(stops[number]))
        return out

    def _beyond(self, start: int, stop: int) -> NDArray[np.float64]:
        """The sums over the grams that begin before a passage and end after it."""
        numbers = [
            row[max(stop - reach, 0) : start]
            for row, reach in zip(self._found.rows, self._found.reach, strict=True)
            if reach > stop - start
        ]
        listed = self._found.listed
        numbers.append(listed.numbers[(listed.starts < start) & (listed.ends > stop)])
        total: NDArray[np.float64] = self._table[np.concatenate(numbers)].sum(axis=0, dtype=np.float64)
        return total


def inside(found: Found, start: int, end: int) -> tuple[Numbers, Places]:
    """The known grams wholly inside a passage, and where each begins."""
    numbers, places = [], []
    for row, reach in zip(found.rows, found.reach, strict=True):
        part = row[start : max(end - reach, start)]
        at = np.flatnonzero(part)
        numbers.append(part[at])
        places.append(at + start)
    listed = found.listed
    within = (listed.starts >= start) & (listed.ends <= end)
    numbers.append(listed.numbers[within])
    places.append(listed.starts[within])
    return np.concatenate(numbers), np.concatenate(places)
