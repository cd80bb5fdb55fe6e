"""A claim sheet: what will be said of one article, at what price, and with what proof. Money is in fen."""

from __future__ import annotations

from typing import Any

import msgspec


class Paid(msgspec.Struct, frozen=True):
    """A day (ISO) and the lowest price at which the article was sold on it."""

    day: str
    fen: int


class Offer(msgspec.Struct, frozen=True):
    """The price as the buyer meets it; every field but ``price`` is optional.

    ``list_price`` is the struck-out price with its ``reference`` (原价, 专柜价, 厂家建议零售价 …). ``final`` is what
    is paid after everything that the sheet claims, for ``quantity`` pieces. ``discount`` is the percent that is paid.
    ``over``/``off`` is 满减 (each full ``over`` when ``every``), ``buy``/``give`` is 买一送一.
    """

    price: int | None = None
    list_price: int | None = None
    reference: str = ""
    final: int | None = None
    coupon: int = 0
    coupon_over: int = 0
    over: int = 0
    off: int = 0
    every: bool = False
    discount: int = 100
    quantity: int = 1
    buy: int = 0
    give: int = 0
    history: tuple[Paid, ...] = ()


class Gift(msgspec.Struct, frozen=True):
    """A gift; ``stated`` is the value the sheet claims, ``price`` what it now sells for, both in fen."""

    name: str
    spec: str = ""
    count: int | None = None
    stated: int | None = None
    price: int | None = None


class Draw(msgspec.Struct, frozen=True):
    """A lottery: the top prize with its value in fen, how many win, and the rules as published."""

    prize: str
    value: int | None = None
    winners: int | None = None
    probability: str = ""
    conditions: str = ""
    ends: str = ""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One claim sheet, whatever file it came from. ``extra`` keeps every field that was not understood.

    ``evidence`` are objects with a ``type`` as in the contract; ``facts`` are typed facts of the article (grade,
    defects, label …). ``digests`` are SHA-256 of the evidence files by the path written in the sheet.
    """

    id: str
    title: str = ""
    selling_points: tuple[str, ...] = ()
    detail: str = ""
    script: str = ""
    category: str | None = None
    merchant: str | None = None
    streamer: str | None = None
    starts: str | None = None
    offer: Offer = Offer()
    gifts: tuple[Gift, ...] = ()
    draws: tuple[Draw, ...] = ()
    stock: int | None = None
    limited: int | None = None
    facts: dict[str, Any] = {}
    evidence: tuple[dict[str, Any], ...] = ()
    digests: dict[str, str] = {}
    unreadable: dict[str, str] = {}
    extra: dict[str, Any] = {}
    source: str = ""
