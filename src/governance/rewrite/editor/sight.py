"""What the editor sees of a charged line: its clauses, where it was charged, and how ill each clause sounds."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from typing import NamedTuple

from governance.model import READS, Finding
from governance.rewrite.calm import Calm
from governance.rewrite.editor.pieces import pieces_of
from governance.rewrite.places import touching

NONE, READ, RULE, BOTH = "none", "read", "rule", "both"
_NEAR = 200  # characters on either side of a clause that it is heard with
_MOST = 6.0  # log-odds beyond which the reader is only sure


class Sight(NamedTuple):
    """One line. ``pieces`` are the places of its clauses; the lists have an entry a clause.

    ``odds``: the reader's log-odds that a clause by itself breaks a rule; ``without``: how much those of the talk
    around it rise without it; ``joined``: how much worse a clause and the next one sound together than the worse of
    them (one entry fewer). ``hits``: whether a rule, the reader, both or none charge it. ``family`` is what weighs most
    in the line.
    """

    line: str
    kind: str
    category: str
    family: str
    pieces: list[tuple[int, int]]
    words: list[str]
    odds: list[float]
    without: list[float]
    joined: list[float]
    hits: list[str]


def look(line: str, charges: Collection[Finding], calm: Calm, *, kind: str, category: str, family: str) -> Sight:
    """See a line that was charged at these places of it."""
    pieces = pieces_of(line)
    words = [line[start:end] for start, end in pieces]
    near = [(max(start - _NEAR, 0), end + _NEAR) for start, end in pieces] if len(pieces) > 1 else []
    wholes = [line[a:b] for a, b in near]
    rests = [line[a:start] + line[end + 1 : b] for (a, b), (start, end) in zip(near, pieces, strict=False)]
    pairs = [line[here[0] : then[1]] for here, then in pairwise(pieces)]
    calm.hear([*words, *wholes, *rests, *pairs])

    def odds_of(said: str) -> float:
        return bounded(calm.odds(said))

    odds = [odds_of(one) for one in words]
    joined = [odds_of(pair) - max(odds[at], odds[at + 1]) for at, pair in enumerate(pairs)]
    without = [odds_of(rest) - odds_of(whole) for rest, whole in zip(rests, wholes, strict=True)] or [0.0] * len(pieces)
    hits = [_hit(start, end, charges) for start, end in pieces]
    return Sight(line, kind, category, family, pieces, words, odds, without, joined, hits)


def bounded(odds: float, most: float = _MOST) -> float:
    """Log-odds, no further from nothing than ``most``."""
    return max(-most, min(most, odds))


def _hit(start: int, end: int, charges: Collection[Finding]) -> str:
    by = {READ if one.rule.endswith(READS) else RULE for one in touching(charges, start, end)}
    return BOTH if len(by) > 1 else by.pop() if by else NONE
