"""Promotion arithmetic on whole fen: what a buyer pays, and the base a comparison may use. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from governance.precheck.sheet import Offer, Paid


def payable(offer: Offer) -> int | None:
    """Fen to pay for ``quantity`` pieces after discount, 买赠, 满减 and coupon, in this order; None without a price.

    Pieces given free are not paid: with buy 1 give 1, two pieces cost one. No reduction goes below zero, and
    each needs its threshold reached by what is left to pay, as shops compute it.
    """
    if offer.price is None:
        return None
    pieces = paid_pieces(offer.quantity, offer.buy, offer.give)
    due = offer.price * pieces * offer.discount // 100
    due -= reduction(due, offer.over, offer.off, offer.every)
    if due >= offer.coupon_over:
        due -= offer.coupon
    return max(due, 0)


def paid_pieces(quantity: int, buy: int, give: int) -> int:
    """Of ``quantity`` pieces received, those paid for under buy ``buy`` give ``give``: 2 of 3 under buy 2 give 1."""
    if buy <= 0 or give <= 0:
        return quantity
    whole, rest = divmod(quantity, buy + give)
    return whole * buy + min(rest, buy)


def reduction(due: int, over: int, off: int, every: bool = False) -> int:
    """满减: ``off`` for reaching ``over``, or for every full ``over``; never more than is due."""
    if over <= 0 or due < over:
        return 0
    return min(due, off * (due // over if every else 1))


def base_allowed(history: Iterable[Paid], starts: str, days: int) -> int | None:
    """The highest fen a comparison may use: the lowest price paid in the ``days`` before ``starts``.

    Without a sale in those days, the last one before (PRICE_56 Art. 16); None when there is none at all.
    """
    first = date.fromisoformat(starts)
    since = (first - timedelta(days=days)).isoformat()
    before = [paid for paid in history if paid.day < starts]
    near = [paid.fen for paid in before if paid.day >= since]
    if near:
        return min(near)
    return min((paid.fen for paid in before if paid.day == max(p.day for p in before)), default=None)


def raised_before(history: Iterable[Paid], starts: str, days: int) -> tuple[int, int] | None:
    """Prices before and after a rise in the last ``days``, or None: a rise before a discount (PRICE_56 Art. 17)."""
    since = (date.fromisoformat(starts) - timedelta(days=days)).isoformat()
    ordered = sorted((paid for paid in history if paid.day < starts), key=lambda paid: paid.day)
    for before, after in pairwise(ordered):
        if after.day >= since and after.fen > before.fen:
            return before.fen, after.fen
    return None
