"""Where a merchant stands in its trade: rates drawn to the trade by a Beta prior fitted to the *other* merchants.

Leaving oneself out keeps the law that one more returning buyer never lowers anybody's own index: the yardstick does not
move with what it measures. The prior is fitted by moments weighted by size (Kleinman 1973, JASA 68); the moments are
whole
numbers, so leaving out is exact and equal records stand equal.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from governance.trust.schema import Shrink

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_FIXED = 1024  # fractions of k²/n
_LARGEST = 1 << 20  # a shop beyond this counts as this large in its trade's moments: the sums stay within 64 bits
FULL = 10_000  # 100.00 points


class Placed(NamedTuple):
    """Arrays by merchant. ``rate`` is drawn to the trade, with its interval; ``trade`` is the others' mean,
    ``strength`` how
    many observations it weighs; ``z`` counts spreads above (good) or below the trade; ``points`` are hundredths, 0 to
    10000."""

    k: Ints
    n: Ints
    rate: Floats
    low: Floats
    high: Floats
    trade: Floats
    strength: Floats
    z: Floats
    points: Ints


class _Moments(NamedTuple):
    shops: Ints
    n: Ints
    k: Ints
    square: Ints
    spread: Ints

    def over(self, codes: Ints, groups: int) -> _Moments:
        """Sums by group, seen from each member."""
        out = []
        for values in self:
            total = np.zeros(groups, dtype=np.int64)
            np.add.at(total, codes, values)
            out.append(total[codes])
        return _Moments(*out)

    def without(self, own: _Moments) -> _Moments:
        """The others' moments."""
        return _Moments(*(all_ - mine for all_, mine in zip(self, own, strict=True)))


def carried(n: Ints, visits: Ints, trades: Ints, factor: float) -> Ints:
    """How much of ``n`` the visits can carry: ``factor`` times what the other merchants of the trade get out of theirs.

    Somebody who keeps no count of visits, or has no neighbours to compare with, is not held to it.
    """
    groups = int(trades.max(initial=0)) + 1
    counted = np.where(visits > 0, n, 0)
    others = _Moments(counted, visits, n, n, n).over(trades, groups).without(_Moments(counted, visits, n, n, n))
    held = (visits > 0) & (others.n > 0) & (others.shops > 0)
    most = np.floor(factor * visits * (others.shops / np.maximum(others.n, 1)) + 1e-6).astype(np.int64)
    return np.where(held, np.maximum(most, 1), n)


def trimmed(k: Ints, n: Ints, most: Ints, *, good_high: bool) -> tuple[Ints, Ints]:
    """Of ``n`` only ``most`` can be true; whatever is beyond is taken to be made up, and in the merchant's favour."""
    counted = np.minimum(n, most)
    return np.maximum(k - (n - counted), 0) if good_high else np.minimum(k, counted), counted


def filled(k: Ints, n: Ints, old_k: Ints, old_n: Ints, share: float) -> tuple[Ints, Ints]:
    """A thin window filled up from the days before it, at their own rate: going silent after bad weeks washes nothing
    off.

    ``share`` is how much of ``old_n`` a usual window holds at least. One more good observation never lowers the rate:
    in a filled window it takes the place of an average one.
    """
    wanted = np.clip(np.floor(share * old_n + 1e-9).astype(np.int64) - n, 0, old_n)
    return k + old_k * wanted // np.maximum(old_n, 1), n + wanted


def place(k: Ints, n: Ints, trades: Ints, shrink: Shrink, *, good_high: bool) -> Placed:
    """Place ``k`` of ``n`` in the trades (codes from 0)."""
    mean, strength = _prior(k, n, trades, shrink)
    rate = (k + mean * strength) / (n + strength)
    error = np.sqrt(rate * (1 - rate) / (n + strength + 1))
    spread = np.sqrt(mean * (1 - mean) / (strength + 1))
    z = (rate - mean) / spread * (1 if good_high else -1)
    points = np.floor(FULL / 2 * (1 + np.clip(z / shrink.reach, -1, 1)) + 1e-6).astype(np.int64)
    low, high = (np.clip(rate + sign * shrink.interval * error, 0, 1) for sign in (-1, 1))
    return Placed(k, n, rate, low, high, mean, strength, z, points)


def _prior(k: Ints, n: Ints, trades: Ints, shrink: Shrink) -> tuple[Floats, Floats]:
    size = np.minimum(n, _LARGEST)
    hits = np.where(n > _LARGEST, np.floor(k / np.maximum(n, 1) * size), k).astype(np.int64)
    own = _Moments(
        (size > 0).astype(np.int64), size, hits, size * size, hits * hits * _FIXED // np.maximum(size, 1)
    )  # fmt: skip
    groups = int(trades.max(initial=0)) + 1
    trade = own.over(trades, groups).without(own)
    world = own.over(np.zeros_like(trades), 1).without(own)
    few = trade.shops < shrink.min_shops
    use = _Moments(*(np.where(few, w, t) for t, w in zip(trade, world, strict=True)))
    total = np.maximum(use.n, 1)
    mean = (use.k + 0.5) / (use.n + 1.0)
    between = use.spread / _FIXED - use.k * (use.k / total)
    within = mean * (1 - mean)
    free = np.maximum(use.shops - 1, 0)
    room = within * (use.n - use.square / total - free)
    rho = np.divide(between - within * free, room, out=np.zeros(len(n)), where=room > 0)
    rho = np.clip(rho, 1 / (1 + shrink.strength[1]), 1 / (1 + shrink.strength[0]))
    return mean, 1 / rho - 1
