"""Prices, gifts, stock and draws of a sheet against the arithmetic, the records and the limits of law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from governance.detect.evidence.facts import Facts, read_day
from governance.language.numbers import NUMBER, parse
from governance.precheck.arithmetic import base_allowed, payable, raised_before
from governance.precheck.item import Item
from governance.precheck.notes import Notes
from governance.precheck.sheet import Paid, Sheet
from governance.precheck.values import yuan
from governance.precheck.words import folded
from governance.rulebook.admission import Outcome

_RECOMMENDED = re.compile(r"建议零售价|厂商指导价|指导价|专柜|门店价|吊牌价")
_PRICE_PAPERS = ("price_history", "counter_price", "price_list")
_STOCK_PAPERS = ("stock_log", "stock_record")
_SUM = rf"{NUMBER}(?:[元块][0-9一二两三四五六七八九](?![0-9一二三四五六七八九十百千万]))?"  # 二十九块九
_CHANGED = "(?<=[元块][0-9一二两三四五六七八九])"
_SAID_FINAL = re.compile(
    rf"(?:到手|券后)价?(?:仅需|只要|只需|才|仅|是|为|就)?，?(?P<n>{_SUM})(?:元|块|米|，|。| |$|{_CHANGED})"
)
_SAID_LIMIT = re.compile(
    rf"(?:限量|仅限|库存|只有|仅有|仅剩|只剩)，?(?P<n>{NUMBER})(?:件|份|套|盒|瓶|单|个|台|双|条|箱|包|袋)"
)


def checks(sheet: Sheet, notes: Notes) -> Iterator[Item]:
    """Every item of price, gift, stock and draw, in a fixed order."""
    yield from _price(sheet, notes)
    yield from _said(sheet, notes)
    for number, gift in enumerate(sheet.gifts):
        part = f"gifts[{number}]"
        if gift.count is None or not gift.spec:
            yield notes.check("gift/terms", "missing", part=part, quote=gift.name, name=gift.name)
        if gift.stated is not None and gift.price is None:
            yield notes.check("gift/value", "missing", part=part, quote=gift.name, name=gift.name,
                              stated=yuan(gift.stated), price="?")  # fmt: skip
        elif gift.stated is not None and gift.price is not None:
            outcome: Outcome = "contradicted" if gift.stated > gift.price else "supported"
            yield notes.check("gift/value", outcome, part=part, quote=gift.name, name=gift.name,
                              stated=yuan(gift.stated), price=yuan(gift.price))  # fmt: skip
    yield from _stock(sheet, notes)
    limit = notes.file.limits.top_prize_yuan
    for number, draw in enumerate(sheet.draws):
        part = f"draws[{number}]"
        if draw.value is not None and draw.value > limit * 100:
            yield notes.check("draw/top-prize", "forbidden", part=part, quote=draw.prize, prize=draw.prize,
                              value=yuan(draw.value), limit=str(limit))  # fmt: skip
        absent = [
            name
            for name, there in (
                ("价值", draw.value is not None),
                ("中奖名额", draw.winners),
                ("概率", draw.probability),
                ("参与条件", draw.conditions),
                ("开奖时间", draw.ends),
            )
            if not there
        ]
        if absent:
            yield notes.check("draw/terms", "missing", part=part, quote=draw.prize, prize=draw.prize,
                              absent="、".join(absent))  # fmt: skip


def _price(sheet: Sheet, notes: Notes) -> Iterator[Item]:
    offer, limits = sheet.offer, notes.file.limits
    due = payable(offer)
    if offer.final is not None and due is not None:
        sum_up: Outcome = "contradicted" if offer.final + limits.rounding_fen < due else "supported"
        yield notes.check("price/final", sum_up, quote=yuan(offer.final), final=yuan(offer.final), due=yuan(due),
                          pieces=str(offer.quantity))  # fmt: skip
    if offer.list_price is None:
        return
    listed = yuan(offer.list_price)
    lowest = min(p for p in (offer.price, offer.final, offer.list_price) if p is not None)
    if offer.price is not None and offer.price > offer.list_price:
        yield notes.check("price/above-list", "contradicted", quote=listed, list=listed, price=yuan(offer.price))
    elif lowest == offer.list_price and offer.list_price == offer.price:
        return  # nothing is compared
    if _RECOMMENDED.search(offer.reference):
        proved = any(
            _states(Facts(one), offer.list_price) for one in sheet.evidence if one.get("type") in _PRICE_PAPERS
        )
        yield notes.check("price/reference", "supported" if proved else "missing", quote=listed, list=listed,
                          reference=offer.reference)  # fmt: skip
        return
    history = (*offer.history, *_recorded(sheet))
    base = base_allowed(history, notes.day, limits.base_days)
    if base is None:
        paper = _lowest_on_paper(sheet)
        base = paper
    if base is None:
        yield notes.check("price/no-history", "missing", quote=listed, list=listed, days=str(limits.base_days))
        return
    outcome: Outcome = "contradicted" if offer.list_price > base else "supported"
    yield notes.check("price/base", outcome, quote=listed, list=listed, base=yuan(base), days=str(limits.base_days))
    rise = raised_before(history, notes.day, limits.rise_days)
    if rise is not None and offer.price is not None and offer.price < rise[1]:
        yield notes.check("price/raised", "contradicted", quote=listed, before=yuan(rise[0]), after=yuan(rise[1]),
                          days=str(limits.rise_days))  # fmt: skip


def _said(sheet: Sheet, notes: Notes) -> Iterator[Item]:
    """到手价 in title, copy and talk must be the one that the offer comes to."""
    due = payable(sheet.offer)
    allowed = {fen for fen in (sheet.offer.final, due, sheet.offer.price) if fen is not None}
    if not allowed:
        return
    for part, text in folded(sheet).items():
        for match in _SAID_FINAL.finditer(text):
            number = parse(match["n"])
            fen = round(number * 100) if number is not None else None
            if fen is not None and fen + notes.file.limits.rounding_fen < min(allowed):
                yield notes.check("price/words", "contradicted", part=part, quote=match.group().strip("，。"),
                                  said=yuan(fen), due=yuan(min(allowed)))  # fmt: skip


def _stock(sheet: Sheet, notes: Notes) -> Iterator[Item]:
    """A limit that is below the stock is no limit (NET_AUC 9(1), CPL 20)."""
    said = [] if sheet.limited is None else [("offer", f"{sheet.limited}", sheet.limited)]
    for part, text in folded(sheet).items():
        for match in _SAID_LIMIT.finditer(text):
            number = parse(match["n"])
            if number is not None:
                said.append((part, match.group(), int(number)))
    papers = [Facts(one) for one in sheet.evidence if one.get("type") in _STOCK_PAPERS]
    stock = sheet.stock
    if stock is None:
        stock = next((int(n) for one in papers if (n := one.number("stock", "remaining", "库存")) is not None), None)
    for part, quote, limit in said:
        if stock is None:
            yield notes.check("stock/unproved", "missing", part=part, quote=quote, limit=str(limit))
        else:
            outcome: Outcome = "contradicted" if stock > limit else "supported"
            yield notes.check("stock/limited", outcome, part=part, quote=quote, limit=str(limit), stock=str(stock))


def _recorded(sheet: Sheet) -> Iterator[Paid]:
    """Days and prices in the price histories among the evidence: ``records: [{date, price}]``."""
    for one in sheet.evidence:
        records = one.get("records")
        if one.get("type") == "price_history" and isinstance(records, list):
            for record in records[:1000]:
                if isinstance(record, dict) and isinstance(record.get("price"), (int, float)):
                    day = read_day(str(record.get("date") or record.get("day") or ""))
                    if day is not None and record["price"] >= 0:
                        yield Paid(day.isoformat(), round(record["price"] * 100))


def _lowest_on_paper(sheet: Sheet) -> int | None:
    for one in sheet.evidence:
        if one.get("type") == "price_history":
            number = Facts(one).number("lowest_7d", "lowest", "min_7d")
            if number is not None:
                return round(number * 100)
    return None


def _states(facts: Facts, fen: int) -> bool:
    return any(round(number * 100) >= fen for name, number in facts.numbers.items() if "sold" not in name)
