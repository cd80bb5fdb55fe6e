"""What people write in a sheet's cells, as values: money in fen, days as ISO dates, counts.

Every reader raises ValueError with one short reason; the caller knows the place.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from governance.language.numbers import parse

MAX_FEN = 10**13  # a hundred billion yuan: anything above is a typing error
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[t ].*)?$")
_TIGHT = re.compile(r"(20\d\d)(\d\d)(\d\d)$")
_EXCEL_FROM, _EXCEL_TO = 36526, 73050  # serial days from 2000 to 2099
_RANGE = re.compile(r"[\d万]元?\s*(?:-|~|—|–|至|到)\s*¥?\d")
_TIMES = {"万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000}
_CHANGE = re.compile(r"(.+?)[块元]([0-9一二两三四五六七八九])(?:角|毛)?$")


def _plain(value: Any) -> str:
    return unicodedata.normalize("NFKC", str(value)[:60]).lower().strip()


def money(value: Any) -> int:
    """Fen of ``99``, ``¥1,299.00``, ``1.2万``, ``九十九块九``. Raises ValueError for a range or no price."""
    if isinstance(value, bool) or value is None:
        raise ValueError("no price")
    if isinstance(value, (int, float, Decimal)):
        return _fen(str(value))
    said = _plain(value).removeprefix("约").strip("¥ ").removeprefix("rmb").strip()
    if _RANGE.search(said):
        raise ValueError("a range, not a price")
    change = _CHANGE.match(said)
    if change:
        return money(change[1]) + int(parse(change[2]) or 0) * 10
    said = re.sub(r"(元|块钱|块|rmb|起|/.{1,3})$", "", said).replace(",", "").replace("，", "").strip()
    times = _TIMES.get(said[-1:], 1)
    plain = said[:-1] if times > 1 and re.fullmatch(r"[\d.]+", said[:-1]) else said
    if re.fullmatch(r"\d+(\.\d+)?", plain):
        return _fen(plain) * (times if plain != said else 1)
    number = parse(said) if said else None
    if number is None:
        raise ValueError("no price")
    return _fen(str(number))


def _fen(plain: str) -> int:
    try:
        fen = Decimal(plain) * 100
        if not fen.is_finite() or fen < 0 or fen > MAX_FEN:
            raise ValueError("no price anyone asks")
        return int(fen.to_integral_value())
    except InvalidOperation:
        raise ValueError("no price") from None


def yuan(fen: int) -> str:
    """``12990`` as ``129.90``, ``9900`` as ``99``."""
    return f"{fen // 100}" if fen % 100 == 0 else f"{fen / 100:.2f}"


def day(value: Any) -> str:
    """ISO date of ``2026-11-22``, ``2026/11/22``, ``2026.11.22``, ``2026年11月22日``, ``20261122`` or a sheet's date.

    Raises ValueError; a date that begins with day or month is refused, since nobody can tell which it is.
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool) and _EXCEL_FROM <= value <= _EXCEL_TO:
        return (date(1899, 12, 30) + timedelta(days=int(value))).isoformat()
    said = _plain(value)
    match = _DAY.match(said) or _TIGHT.match(said)
    if match is None:
        raise ValueError("no date")
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        raise ValueError("no day of the calendar") from None


def count(value: Any) -> int:
    """A whole number of ``500``, ``500件``, ``1.2万``. Raises ValueError."""
    try:
        fen = money(re.sub(r"[件个份套盒瓶包台只双条单名人]$", "", str(value).strip()) or value)
    except ValueError:
        raise ValueError("no count") from None
    if fen % 100:
        raise ValueError("no whole count")
    return fen // 100


def folds(value: Any) -> int:
    """A discount in percent of the price: ``8折`` is 80, ``8.5折`` 85, ``0.8`` 80, ``五折`` 50. Raises ValueError."""
    said = _plain(value)
    number = parse(said.removesuffix("折"))
    if number is None:
        raise ValueError("no discount")
    percent = number * (10 if number >= 1 and number <= 10 else 100 if number < 1 else 1)
    if not 0 < percent <= 100:
        raise ValueError("no discount")
    return round(percent)
