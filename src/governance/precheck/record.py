"""A plain record (an object of YAML or JSON, or a row of a table) to a claim sheet, each oddity one problem."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from governance.errors import Place, Problem
from governance.ingest.categories import category_mend, category_of
from governance.precheck import values
from governance.precheck.columns import fact_of, field_of
from governance.precheck.sheet import Draw, Gift, Offer, Paid, Sheet

MAX_TEXT = 200_000  # characters of one field: an hour of talk is 16,000
MAX_ITEMS = 1_000  # evidence, gifts, prices of one sheet
_MONEY = ("price", "list_price", "final", "coupon", "coupon_over", "over", "off")
T = TypeVar("T")


class Reader:
    """Reads one record; afterwards ``problems`` says what could not be used."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.problems: list[Problem] = []
        self.extra: dict[str, Any] = {}

    def sheet(self, record: dict[str, Any], name: str, source: str) -> Sheet | None:
        """The sheet, or None when there are no words in it."""
        known: dict[str, Any] = {}
        prices = record.get("prices")
        if isinstance(prices, dict):
            record = {**{key: value for key, value in record.items() if key != "prices"}, **prices}
        facts: dict[str, Any] = {}
        for key, value in record.items():
            field = field_of(str(key))
            if field is None and (fact := fact_of(str(key))) and value not in (None, "", [], {}):
                facts[fact] = value
            elif field is None or field in known:
                self.extra[str(key)[:80]] = value
            elif value not in (None, "", [], {}):
                known[field] = value
        texts: dict[str, Any] = {field: self._text(known.get(field), field) for field in ("title", "detail", "script")}
        points = self._points(known.get("selling_points"))
        if not points and not any(texts.values()):
            self._say("no words to check", "fill in title, selling_points, detail or script")
            return None
        offer = self._offer(known)
        return Sheet(
            id=self._short(known.get("id")) or name, selling_points=points, **texts,
            category=self._category(known.get("category")), merchant=self._short(known.get("merchant")),
            streamer=self._short(known.get("streamer")),
            starts=self._take(known, "starts", values.day, "write it as 2026-11-22"),
            offer=offer, gifts=self._many(known.get("gifts"), "gifts", self._gift),
            draws=self._many(known.get("draws"), "draws", self._draw),
            stock=self._take(known, "stock", values.count, "a whole number"),
            limited=self._take(known, "limited", values.count, "a whole number"),
            facts={**facts, **self._facts(known.get("facts"))},
            evidence=self._many(known.get("evidence"), "evidence", self._evidence),
            extra=self.extra, source=source,
        )  # fmt: skip

    def _say(self, what: str, mend: str) -> None:
        self.problems.append(Problem(what, self.place, mend))

    def _take(self, known: dict[str, Any], field: str, read: Callable[[Any], T], mend: str) -> T | None:
        if field not in known:
            return None
        try:
            return read(known[field])
        except ValueError as error:
            self._say(f"{field} {str(known[field])[:40]!r}: {error}, left out", mend)
            self.extra[field] = known[field]
            return None

    def _offer(self, known: dict[str, Any]) -> Offer:
        mend = "one price a sheet, as 99 or ¥1,299"
        money = {field: self._take(known, field, values.money, mend) for field in _MONEY}
        counts = {
            field: self._take(known, field, values.count, "a whole number") for field in ("quantity", "buy", "give")
        }
        return Offer(
            price=money["price"], list_price=money["list_price"], final=money["final"], coupon=money["coupon"] or 0,
            coupon_over=money["coupon_over"] or 0, over=money["over"] or 0, off=money["off"] or 0,
            reference=self._short(known.get("reference")) or "",
            every=str(known.get("every", "")).strip().lower() in ("true", "1", "是", "yes"),
            discount=self._take(known, "discount", values.folds, "as 8折 or 0.8") or 100,
            quantity=max(counts["quantity"] or 1, 1), buy=counts["buy"] or 0, give=counts["give"] or 0,
            history=self._many(known.get("history"), "history", self._paid),
        )  # fmt: skip

    def _many(self, value: Any, field: str, read: Callable[[dict[str, Any]], T]) -> tuple[T, ...]:
        if value is None:
            return ()
        items = value if isinstance(value, (list, tuple)) else [value]
        if len(items) > MAX_ITEMS:
            self._say(f"{len(items)} {field}, only the first {MAX_ITEMS} are read", "split the sheet")
        out: list[T] = []
        for number, item in enumerate(items[:MAX_ITEMS], 1):
            if not isinstance(item, dict):
                self._say(
                    f"{field} {number} is no object, left out", "give it fields, see `pinocchio precheck template`"
                )
                continue
            try:
                out.append(read(item))
            except ValueError as error:
                self._say(f"{field} {number}: {error}, left out", "mend it there")
        return tuple(out)

    def _paid(self, item: dict[str, Any]) -> Paid:
        return Paid(values.day(_first(item, "day", "date", "日期")), values.money(_first(item, "price", "fen", "价格")))

    def _gift(self, item: dict[str, Any]) -> Gift:
        name = self._short(_first(item, "name", "gift", "名称"))
        if not name:
            raise ValueError("no name")
        return Gift(
            name,
            self._short(_first(item, "spec", "规格")) or "",
            _maybe(values.count, _first(item, "count", "数量")),
            _maybe(values.money, _first(item, "stated", "value", "价值")),
            _maybe(values.money, _first(item, "price", "现价")),
        )

    def _draw(self, item: dict[str, Any]) -> Draw:
        prize = self._short(_first(item, "prize", "name", "奖品"))
        if not prize:
            raise ValueError("no prize")
        return Draw(
            prize,
            _maybe(values.money, _first(item, "value", "价值")),
            _maybe(values.count, _first(item, "winners", "名额")),
            self._short(_first(item, "probability", "概率")) or "",
            self._short(_first(item, "conditions", "条件")) or "",
            self._short(_first(item, "ends", "开奖时间")) or "",
        )

    @staticmethod
    def _evidence(item: dict[str, Any]) -> dict[str, Any]:
        if not isinstance(item.get("type"), str) or not item["type"].strip():
            raise ValueError("no type")
        return {str(key)[:80]: value for key, value in item.items() if value not in (None, "")}

    def _facts(self, value: Any) -> dict[str, Any]:
        if isinstance(value, dict):
            return {str(key)[:80]: inner for key, inner in value.items()}
        if value is not None:
            self._say("facts is no object, left out", "give names and values")
        return {}

    def _category(self, value: Any) -> str | None:
        if value is None:
            return None
        found = category_of(str(value))
        if found is None:
            self._say(f"category {str(value)[:40]!r} is not known, guessed from the words", category_mend(str(value)))
        return found

    def _points(self, value: Any) -> tuple[str, ...]:
        if isinstance(value, str):
            value = re.split(r"[\n;；|]+", value)
        if not isinstance(value, (list, tuple)):
            return ()
        return tuple(text for one in value[:MAX_ITEMS] if (text := self._text(one, "selling_points").strip()))

    def _text(self, value: Any, field: str) -> str:
        if value is None:
            return ""
        if not isinstance(value, (str, int, float)):
            self._say(f"{field} is no text, left out", "write it as text")
            return ""
        text = str(value).replace("\r\n", "\n").strip()
        if len(text) > MAX_TEXT:
            self._say(f"{field} has {len(text)} characters, only the first {MAX_TEXT} are read", "split the sheet")
        return text[:MAX_TEXT]

    @staticmethod
    def _short(value: Any) -> str | None:
        return str(value).strip()[:500] or None if isinstance(value, (str, int, float)) else None


def _first(item: dict[str, Any], *names: str) -> Any:
    return next((item[name] for name in names if item.get(name) not in (None, "")), None)


def _maybe(read: Callable[[Any], int], value: Any) -> int | None:
    return None if value is None else read(value)
