"""How many, how much, how long: the figure a claim states against the one that was counted.

Each comparison returns an answer, or None when it has nothing to say.
"""

from __future__ import annotations

import re

from governance.detect.evidence.answer import Answer
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.facts import Facts
from governance.language.numbers import Quantity, parse, quantities


def number(claim: Claim, facts: Facts) -> Answer | None:
    """A figure the claim states, against the figure that was counted."""
    stated = [q for q in claim.quantities if q.unit in ("count", "", "percent", "倍") and q.value >= 1]
    if not stated or (_OF_STOCK.search(claim.said) and not _speaks_of_stock(claim, facts)):
        return None
    biggest = max(stated, key=lambda q: q.value)
    if biggest.unit == "percent":
        counted = facts.number("rate", "ratio", "percent", "share", "率")
        if counted is not None and counted <= 1:
            counted *= 100
        counted = counted if counted is not None else _largest(facts, "percent")
    elif biggest.unit == "倍":
        counted = _largest(facts, "倍")
    else:
        counted = facts.number(
            "sold", "sales", "orders", "order_count", "count", "quantity", "total", "volume", "units", "buyers",
            "users", "paid", "成交", "销量", "sample",
        )  # fmt: skip
        counted = counted if counted is not None else _counted_alike(biggest, facts)
    if counted is None:
        return None
    if counted >= biggest.value * 0.97:
        return Answer(
            "fits", f"材料显示{counted:g}，与所说{biggest.text}相符。", f"The record shows {counted:g}, as claimed."
        )
    return Answer(
        "contradicts", f"材料显示只有{counted:g}，所说为{biggest.text}。",
        f"The record shows only {counted:g}; the claim says {biggest.text}.",
    )  # fmt: skip


def _largest(facts: Facts, *units: str) -> float | None:
    values = [q.value for q in facts.quantities if q.unit in units and not 1990 <= q.value <= 2035]
    return max(values, default=None)


_OF_STOCK = re.compile(r"剩|库存|现货|名额|限量|最后\s*(?:这|这一|那)?[0-9一二两三四五六七八九十百千]")
_STOCK_WORDS = re.compile(r"库存|仓|现货|剩|限量|名额|余量|可售")
_STOCK_FIELD = re.compile(r"stock|inventory|warehouse|left|remaining|库存")
_SOLD = re.compile(r"sold|sales|rank|order|销|售|成交|排名")
_SORTS = {unit: sort for sort, units in {
    "people": "人名位家户", "goods": "单件个份套盒瓶包箱台条双支袋桶罐颗粒把只组", "times": "次", "kinds": "项",
}.items() for unit in units}  # fmt: skip
_COUNTER = re.compile(r"[0-9一二两三四五六七八九十百千万亿多来余](?P<unit>[一-鿿])$")
_NOT_GOODS = re.compile("仓|店|门店|平台|省|市|城|渠道|类目|品类|品牌|批|月|年|国|地区|产地|基地")
_COUNTED = re.compile("销|售|卖|成交|单|量|人|用户|订单|件|数|共|合计|总|累计|评|库存|剩|余")


def _sort(quantity: Quantity) -> str:
    """What is counted, by the measure word: people, goods, times; empty without one."""
    found = _COUNTER.search(quantity.text)
    return _SORTS.get(found["unit"], "") if found else ""


def _counted_alike(said: Quantity, facts: Facts) -> float | None:
    """The largest number of the paper that counts the same sort of thing.

    A number without a measure word counts where the words before it say that something was counted, or the claim's has
    none either; two warehouses are no goods.
    """
    sort, values = _sort(said), []
    for q in facts.quantities:
        if q.unit not in (said.unit, "count", "") or 1990 <= q.value <= 2035:
            continue
        other = _sort(q)
        if other == "goods" and _NOT_GOODS.match(facts.text, q.end):
            continue
        if not other and sort and not _COUNTED.search(facts.text, max(0, q.start - 8), q.start):
            continue
        if not sort or not other or sort == other:
            values.append(q.value)
    return max(values, default=None)


def _speaks_of_stock(claim: Claim, facts: Facts) -> bool:
    """Whether a paper says how much there is: by its fields, its words, or what its type is known to show."""
    if any(_STOCK_FIELD.search(key) for key in facts.numbers) or _STOCK_WORDS.search(facts.text):
        return True
    if claim.table is None:
        return True
    known = claim.table.file.types.get(facts.type)
    if known is None:  # a type nobody knows: it may be of the stock unless it counts what was sold
        return not _SOLD.search(" ".join((facts.type, *facts.numbers, facts.text)))
    return "scarcity" in known.families


def stock(claim: Claim, facts: Facts) -> Answer | None:
    """Only so many left, against the warehouse."""
    if not _speaks_of_stock(claim, facts):
        return None
    held = facts.number("stock", "inventory", "left", "remaining", "库存", "quantity", "available", "warehouse")
    if held is None and re.search(r"库存|仓|现货|剩", facts.text):
        held = _largest(facts, "count", "")
    if held is None:
        return None
    said = [q.value for q in claim.all_quantities if q.unit in ("count", "") and q.value >= 1]
    left = min((value for value in said if value > 1), default=min(said, default=None))  # 前一百个，每人送一个
    if left is None:
        if held > 200 and re.search(r"最后|没了|抢完|告急|见底|卖完|售罄|断货|仅剩|不多", claim.text):
            return Answer("contradicts", f"库存还有{held:g}件。", f"{held:g} are still in stock.")
        return Answer("fits", f"库存{held:g}件。", f"{held:g} in stock.") if held <= 200 else None
    if held > max(left * 2, left + 10):
        return Answer("contradicts", f"库存还有{held:g}件，所说为{left:g}件。", f"{held:g} are in stock, not {left:g}.")
    return Answer("fits", f"库存{held:g}件，与所说相符。", f"{held:g} in stock, as said.")


def winner(claim: Claim, facts: Facts) -> Answer | None:
    """A draw with winners, and as many as promised."""
    promised = [q.value for q in claim.quantities if q.unit == "percent"]
    chance = _largest(facts, "percent")
    if promised and chance is not None:
        if chance < max(promised) * 0.97:
            return Answer("contradicts", f"规则写的中奖率是{chance:g}%。", f"The rules give a chance of {chance:g}%.")
        return Answer("fits", f"规则写的中奖率是{chance:g}%。", f"The rules give a chance of {chance:g}%.")
    won = facts.number("winner", "won", "drawn", "awarded", "中奖")
    if won is None and re.search(r"无人中奖|没有中奖|未开奖|未抽出|未发放|没有发放|无中奖", facts.text):
        won = 0
    if won is None:
        return None
    if won == 0:
        return Answer("contradicts", "抽奖记录里没有人中奖。", "The draw log shows no winner.")
    entered = facts.number("participant", "entrant", "entered", "joined", "参与")
    if entered and won < entered * 0.95 and re.search(r"人人|必中|百分百|都能中|全中|都有", claim.text):
        return Answer(
            "contradicts", f"{entered:g}人参与，只有{won:g}人中奖。", f"{entered:g} took part, only {won:g} won."
        )
    return Answer("fits", f"记录显示{won:g}人中奖。", f"The log shows {won:g} winners.")


_TIMES = {"秒": 1, "分钟": 60, "小时": 3600, "钟头": 3600, "天": 86400, "日": 86400, "周": 604800}


_FIGURE = re.compile(
    r"([0-9]+(?:[.][0-9]+)?|[一二两三四五六七八九十百千万]+)个?(小时|钟头|分钟|秒|天|日|周|分贝|db|pa|帕|公里|千米|流明|瓦|w|转|公斤|kg)(?![a-z])"
)


_SAME_UNIT = {"db": "分贝", "pa": "帕", "千米": "公里", "w": "瓦", "kg": "公斤"}


def _figures(text: str) -> dict[str, float]:
    """The largest figure of each unit; lengths of time all in seconds, under ``时``."""

    largest: dict[str, float] = {}
    for number_said, unit in _FIGURE.findall(text.lower()):
        value = parse(number_said)
        if value is not None:
            unit, value = ("时", value * _TIMES[unit]) if unit in _TIMES else (_SAME_UNIT.get(unit, unit), value)
            largest[unit] = max(value, largest.get(unit, value))
    return largest


def figure(claim: Claim, facts: Facts) -> Answer | None:
    """A performance figure or a length of time, against the one that was measured in the same unit."""
    measured = _figures(facts.text)
    for unit, value in _figures(claim.said).items():
        if unit in measured:
            if value <= measured[unit] * 1.03:
                return Answer("fits", "与材料上的数值相符。", "The figure agrees with the evidence.")
            return Answer(
                "narrow" if unit == "时" else "contradicts",
                "材料上的数值没有所说的那么大。",
                "The evidence shows a smaller figure than the claim.",
            )
    return None


_YEARS = re.compile(r"([0-9]+|[一二两三四五六七八九十]+)(?:个)?(年|月|天)")


_DAYS = {"年": 365, "月": 30, "天": 1}


def term(claim: Claim, facts: Facts) -> Answer | None:
    """A promise for life or for years, against the term on the warranty card."""
    lengths = [
        (parse(n) or 0) * _DAYS[unit] for n, unit in _YEARS.findall(facts.word("claim", "warranty", "质保", "保修"))
    ]
    if not lengths:
        return None
    said = [(parse(n) or 0) * _DAYS[unit] for n, unit in _YEARS.findall(claim.said)]
    promised = 36500.0 if re.search(r"终身|终生|永久|一辈子", claim.said) else max(said, default=0.0)
    if promised and max(lengths) < promised:
        return Answer("contradicts", "所附材料写的期限短得多。", "The papers give a shorter term.")
    return Answer("fits", "期限相符。", "The term agrees.") if promised else None


def sample(claim: Claim, facts: Facts) -> Answer | None:
    """A share of people that nobody can know from a dozen of them."""
    asked = facts.number("sample", "样本") if facts.type == "survey" else None
    if asked is not None and asked < 100:
        return Answer("narrow", f"只问了{asked:g}人。", f"Only {asked:g} people were asked.")
    return None


# What a quantity measures, and how many of the smallest unit; only what both sides measure is compared.
_MEASURES: dict[str, tuple[str, float]] = {
    "percent": ("share", 1), "倍": ("times", 1), "度": ("degrees", 1),
    "毫克": ("mass", 0.001), "mg": ("mass", 0.001), "克": ("mass", 1), "g": ("mass", 1), "斤": ("mass", 500),
    "kg": ("mass", 1000), "毫升": ("volume", 1), "ml": ("volume", 1), "mm": ("length", 1), "毫米": ("length", 1),
    "cm": ("length", 10), "厘米": ("length", 10), "秒": ("time", 1), "分钟": ("time", 60), "小时": ("time", 3600),
    "个小时": ("time", 3600), "克拉": ("carat", 1),
}  # fmt: skip
_CLOSE = 0.03  # share by which people round


def _measured(values: list[Quantity]) -> dict[str, list[float]]:
    out: dict[str, list[float]] = {}
    for quantity in values:
        if quantity.unit in _MEASURES and quantity.value:
            kind, size = _MEASURES[quantity.unit]
            out.setdefault(kind, []).append(quantity.value * size)
    return out


def measure(claim: Claim, facts: Facts) -> Answer | None:
    """Whatever the claim measures and the paper measures too: more than the paper shows is not true."""
    shown = _measured(facts.quantities)
    fits = None
    for kind, said in _measured(quantities(claim.said)).items():
        if kind not in shown:
            continue
        for value in said:
            if any(abs(value - other) <= _CLOSE * other for other in shown[kind]):
                fits = Answer("fits", "与材料上的数值相符。", "The figure agrees with the evidence.")
            elif kind != "time" and value > max(shown[kind]):
                return Answer(
                    "contradicts", "所说的数值比材料上的大。", "The claim states a larger figure than the evidence."
                )
            elif kind == "time" or value > min(shown[kind]):  # saying less than one could is no lie
                return Answer("narrow", "所说的数值材料上没有。", "The evidence does not show this figure.")
    return fits
