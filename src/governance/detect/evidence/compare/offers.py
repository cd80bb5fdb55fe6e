"""What an offer takes off, and what a price is compared with: a reduction, a rate, a saving, a price elsewhere."""

from __future__ import annotations

import re

from governance.detect.evidence.answer import Answer
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.figures import BARE, Figure, reader_of
from governance.detect.evidence.paper import Sheet
from governance.language.numbers import NUMBER, parse

_OFF = re.compile(rf"满(?P<from>{NUMBER})[元块]?(?:立|直)?减(?P<off>{NUMBER})")


def reduction(claim: Claim, sheet: Sheet) -> Answer | None:
    """满三百减一百 beside 满300减50."""
    said, shown = _reductions(claim.clause), _reductions(sheet.body)
    for least, off in said.items():
        if least not in shown:
            continue
        if off > shown[least]:
            return Answer("contradicts", f"材料写的是满{least:g}减{shown[least]:g}。",
                          f"The rules take {shown[least]:g} off {least:g}.")  # fmt: skip
        return Answer("fits", "满减与材料相符。", "The reduction agrees with the rules.")
    return None


_RATE = re.compile(r"(?P<n>[0-9](?:\.[0-9])?|[一二三四五六七八九][一二三四五六七八九]?)折|(?P<half>半价)")


def discount(claim: Claim, sheet: Sheet) -> Answer | None:
    """第二件半价 beside 第2件9.5折."""
    said, shown = _rate(claim.clause), _rate(sheet.body)
    if said is None or shown is None:
        return None
    if said < shown:
        return Answer("contradicts", f"材料写的是{shown:g}折。", f"By the rules one pays {shown * 10:g} %.")
    return Answer("fits", "折扣与材料相符。", "The discount agrees with the rules.")


def _rate(text: str) -> float | None:
    """What is still paid, in tenths: 八五折 is 8.5."""
    found = _RATE.search(text)
    if found is None:
        return None
    if found["half"]:
        return 5.0
    digits = [parse(digit) or 0 for digit in found["n"]] if not found["n"][0].isdigit() else []
    return sum(digit / 10**place for place, digit in enumerate(digits)) if digits else float(found["n"])


def _reductions(text: str) -> dict[float, float]:
    return {
        least: off
        for found in _OFF.finditer(text)
        if (least := parse(found["from"])) is not None and (off := parse(found["off"])) is not None
    }


_ELSEWHERE = re.compile(
    "专柜|商场|柜台|超市|免税店|官网|官方价|吊牌|标价|门市|门店|窗口|景区|隔壁|市场价|别处|外面卖|人家卖|药店"
)
_COMPETITOR = re.compile("隔壁|别处|别家|人家卖|外面卖")
_OWN = re.compile("均价|单价|起拍|房价")


def reference(claim: Claim, sheet: Sheet) -> Answer | None:
    """What it is said to cost elsewhere beside what was seen there: 超市卖二十五 beside 标价15.8元; and a price of
    one's own that is said to be lower than it is.
    """
    if sheet.type not in ("counter_price", "price_list") and not (
        sheet.type == "price_history" and _COMPETITOR.search(claim.clause)
    ):
        return None
    elsewhere = _ELSEWHERE.search(claim.clause)
    named = elsewhere or _OWN.search(claim.clause)
    if named is None:
        return None
    told = _sums(claim.figures)
    seen = [p.figure.value for p in sheet.figures if p.figure.measure == "money"]
    said = next((f for f in told if f.start >= named.end()), None)
    if said is None or not seen:
        return None
    slack = 1 + sheet.table.file.rounding
    if (said.value > max(seen) * slack) if elsewhere else (said.value * slack < min(seen)):
        return Answer("contradicts", f"材料上的价格是{max(seen):g}元，所说为{said.text}。",
                      f"The price on record is {max(seen):g}; the claim says {said.text}.")  # fmt: skip
    return Answer("fits", f"价格与材料上的{max(seen):g}元相符。", f"The price agrees with {max(seen):g} on record.")


def _sums(figures: list[Figure]) -> list[Figure]:
    """The figures that may be prices; talk leaves the unit out: 超市卖二十五."""
    return [figure for figure in figures if figure.measure in ("money", BARE) and figure.value >= 1]


_CHEAPER = re.compile("(?:便宜|降|少|省)了?[^，。]{0,2}$")


def saving(claim: Claim, sheet: Sheet) -> Answer | None:
    """比上周便宜六十块 beside last week's price and today's."""
    seen = [p.figure.value for p in sheet.figures if p.figure.measure == "money"]
    said = next((f for f in claim.figures if f.measure == "money" and _CHEAPER.search(claim.clause[: f.start])), None)
    if sheet.type != "price_history" or said is None or len(seen) < 2:
        return None
    saved = max(seen) - min(seen)  # before and now
    if said.value > saved * (1 + sheet.table.file.rounding):
        return Answer("contradicts", f"材料上的价格只差{saved:g}元，所说为{said.text}。",
                      f"The prices on record differ by {saved:g}; the claim says {said.text}.")  # fmt: skip
    return Answer("fits", f"材料上的价格差{saved:g}元。", f"The prices on record differ by {saved:g}.")


_LOWEST = re.compile(
    "最低|没卖过(?:更低|比这低)|卖得最(?:低|便宜)|没有比这更(?:低|便宜)|没低[过于]|没有低[过于]|不低于"
)
_SOLD_AT = re.compile("成交价?[^0-9，。；]{0,4}([0-9]+(?:[.][0-9]+)?)")


def lowest(claim: Claim, sheet: Sheet) -> Answer | None:
    """八十九是一个月里最低的价 beside a sale at 69."""
    if sheet.type != "price_history" or not _LOWEST.search(claim.clause):
        return None
    told = [figure.value for figure in _sums(reader_of(sheet.table).read(claim.sentence))]
    sold = [float(price) for price in _SOLD_AT.findall(sheet.body)]
    if not told or not sold:
        return None
    if min(sold) * (1 + sheet.table.file.rounding) < max(told):
        return Answer("contradicts", f"材料上有{min(sold):g}元的成交价。", f"There were sales at {min(sold):g}.")
    return None
