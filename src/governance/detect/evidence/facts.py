"""One piece of evidence made easy to ask: its words, its numbers by name, its dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from governance.detect.evidence.dates import plain_ranges
from governance.detect.evidence.figures import mask
from governance.language.fold import fold
from governance.language.numbers import Quantity, parse, quantities, ungrouped

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?")
MAX_TEXT = 20_000  # characters of one paper
MAX_LEAVES = 500  # evidence is untrusted; nobody attaches more by hand


class Facts:
    """``text`` is every word of the evidence, folded; ``numbers`` its numeric fields by lower-case name."""

    def __init__(self, item: dict[str, Any]) -> None:
        self.item = item
        self.type = str(item.get("type", ""))
        self.numbers: dict[str, float] = {}
        self.words: dict[str, str] = {}
        total = 0
        for count, (key, value) in enumerate(_leaves(item)):
            total += len(value) if isinstance(value, str) else 1
            if count >= MAX_LEAVES or total > MAX_TEXT:
                break
            if isinstance(value, bool):
                self.words[key] = "是" if value else "否"
            elif isinstance(value, (int, float)):
                self.numbers[key] = float(value)
            elif isinstance(value, str):
                # 、 parts a list and no statements: 未见泡水、火烧 denies both
                self.words[key] = "、".join(fold(part).folded for part in _written(value[:2000]).split("、"))
                number = parse(value.strip().rstrip("元件单个%")) if len(value) < 16 else None
                if number is not None and not _DATE.search(value):
                    self.numbers[key] = number
        self.text = "。".join(value for key, value in self.words.items() if key != "type")
        # Dates are no quantities: the 20 of 2026-11-20 is not twenty of anything.
        self.quantities: list[Quantity] = quantities(mask(self.text))

    def number(self, *names: str) -> float | None:
        """The first numeric field whose name holds one of ``names``."""
        for name in names:
            for key, value in self.numbers.items():
                if name in key:
                    return value
        return None

    def word(self, *names: str) -> str:
        """The text of every field whose name holds one of ``names``, joined."""
        return "。".join(v for k, v in self.words.items() if any(name in k for name in names))

    def day(self, *names: str) -> date | None:
        """The first date in a field whose name holds one of ``names``."""
        return read_day(self.word(*names))


_FACTOR = re.compile("(?<=[sSuU][pP][fF])[ :：]+(?=[0-9>≥])")
_ABOVE, _BELOW = re.compile("[>＞](?= ?[0-9])"), re.compile("[<＜](?= ?[0-9])")
_DEGREES = re.compile("(?<=[0-9])[℃°](?=[ ]?[~～—–至])")  # -20℃～120℃ is one range
_TO = re.compile("(?<=[0-9])[ ]?[~～—–][ ]?(?=[0-9])")


def _written(text: str) -> str:
    """120,483 as 120483, 8.2~8.9 as 8.2至8.9, UPF 32 as UPF32, >50 as ≥50, ranges of dates as two days.

    Folding or reading would take them apart.
    """
    text = _DEGREES.sub("", text)
    text = _BELOW.sub("≤", _ABOVE.sub("≥", ungrouped(plain_ranges(text))))  # folding takes > and < for breaks
    return _FACTOR.sub("", _TO.sub("至", text))


def read_day(text: str) -> date | None:
    """The first date in a text, of a range its first day; a month without a day counts as its first."""
    match = _DATE.search(plain_ranges(text))
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return None


def _leaves(value: Any, key: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{key}.{name}".strip(".").lower(), depth + 1)
    elif isinstance(value, (list, tuple)):
        if not value:
            yield f"{key}.count", 0
        for index, inner in enumerate(value):
            yield from _leaves(inner, f"{key}.{index}", depth + 1)
    else:
        yield key, value
