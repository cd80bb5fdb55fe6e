"""Fields of a paper that state something only together: value 0.31 and unit mg/g, a material and its share, a period of
60个月 that is no date."""

from __future__ import annotations

import re

from governance.detect.evidence.dates import read_span
from governance.detect.evidence.facts import Facts

_VALUES = ("value", "result", "数值", "结果", "检测值")
_UNITS = ("unit", "单位")
_OF = ("item", "test", "检测项目")  # what a value is of
_LIST = re.compile("[/、，+]")
_LASTS = re.compile(r"[0-9零一二两三四五六七八九十半]+ ?(?:个?月|年|天|日|周|小时)$")


def joined(facts: Facts) -> dict[str, str]:
    """Names of fields with what they state together; those whose words stand in another's statement state nothing."""
    out: dict[str, str] = {}
    value, unit, thing = _first(facts, _VALUES), _first(facts, _UNITS), _first(facts, _OF)
    if value and (unit or thing):
        out = {unit: "", thing: "", value: _text(facts, thing) + _text(facts, value) + _text(facts, unit)}
    materials, shares = (_LIST.split(_text(facts, name)) for name in ("material", "share"))
    if materials[0] and shares[0] and len(materials) == len(shares):
        out["material"] = "、".join(f"{one}{_percent(share)}" for one, share in zip(materials, shares, strict=True))
        out["share"] = ""
    period = facts.words.get("period", "")
    if _LASTS.search(period) and read_span(period) is None:
        out["period"] = period
    out.pop("", None)
    return out


def _first(facts: Facts, names: tuple[str, ...]) -> str:
    return next((name for name in names if _text(facts, name)), "")


def _text(facts: Facts, name: str) -> str:
    """A field as it is written; a number without words as it is counted."""
    if name in facts.words:
        return facts.words[name]
    return f"{facts.numbers[name]:g}" if name in facts.numbers else ""


def _percent(share: str) -> str:
    """0.95 is 95%."""
    try:
        number = float(share)
    except ValueError:
        return share
    return f"{number * 100 if number <= 1 else number:g}%"
