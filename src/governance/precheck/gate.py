"""What may run: each item through the gate's rules, first rule first; a sheet is as bad as its worst item."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from governance.model import READS
from governance.precheck.item import Item
from governance.rulebook.admission import LEVELS, Items, ItemWhen, Level


def through(gate: Items, item: Item, category: str) -> Item:
    """The item with its level and the rule that gave it."""
    for rule in gate.rules:
        if _fits(rule.when, item, category):
            return msgspec.structs.replace(item, gate=rule.then, gate_rule=rule.id)
    return msgspec.structs.replace(item, gate=gate.otherwise, gate_rule="otherwise")


def worst(levels: Iterable[Level]) -> Level:
    """The worst of some levels; ``pass`` of none."""
    return max(levels, key=LEVELS.index, default="pass")


def _fits(when: ItemWhen, item: Item, category: str) -> bool:
    if when.read is not None and when.read != item.rule.endswith(READS):
        return False
    if when.longest is not None and len(item.quote) > when.longest:
        return False
    return all(
        not wanted or value in wanted
        for wanted, value in (
            (when.outcome, item.outcome), (when.severity, item.severity), (when.kind, item.kind),
            (when.rule, item.rule), (when.family, item.family), (when.category, category),
        )
    )  # fmt: skip
