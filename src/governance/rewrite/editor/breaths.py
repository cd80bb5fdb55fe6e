"""Where talk that was written down without marks takes breath.

A recogniser may leave out every comma. Where one would make the talk run more as talk does, by the counts that the
resolver weighs its readings with (:mod:`governance.language.talk`), a clause ends; the ends that gain most together are
taken. On 356 scripts of ``corpora/sheets`` whose marks were taken out, 0.64 of the ends found were ends, and 0.51 of
all ends were found; so what is cut there is always a draft.
"""

from __future__ import annotations

from itertools import pairwise

from governance.language.fold import SOFT
from governance.language.talk import talk
from governance.rewrite.speech import places_of

LONGEST = 28  # characters of a clause; what runs on longer without a mark has several
_SHORTEST = 5  # characters of one that ends with no mark
_GAIN = 1.0  # bits by which talk must run better with a comma


def breaths(words: str) -> list[tuple[int, int]]:
    """The clauses of words without a mark, in order; they leave nothing between them."""
    size = len(words)
    if size <= LONGEST:
        return [(0, size)]
    ends = [end for _, end in places_of(words) if _SHORTEST <= end <= size - _SHORTEST]
    if not ends:
        return [(0, size)]
    said, paused = talk().readings(words, [(end, end, SOFT) for end in ends])
    gains = dict(zip(ends, (said - paused - _GAIN).tolist(), strict=True))
    best: list[tuple[float, int]] = [(0.0, 0)] * (size + 1)  # by place: the gain up to here, and the end before it
    for at in range(1, size + 1):
        best[at] = best[at - 1]
        if at in gains and best[at - _SHORTEST][0] + gains[at] > best[at][0]:
            best[at] = best[at - _SHORTEST][0] + gains[at], at
    cuts, at = [size], size - _SHORTEST
    while at > 0 and best[at][1]:
        cuts.append(best[at][1])
        at = best[at][1] - _SHORTEST
    cuts.append(0)
    cuts.reverse()
    return list(pairwise(cuts))
