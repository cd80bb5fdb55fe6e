"""Who and what may run, as data: ``rules/admission.yaml``, and the conditions of ``rules/entitlements.yaml``.

Items of a claim sheet go through rules, the first that fits decides; a merchant meets the conditions of a gate.
A condition names a fact and what it must be. Facts are numbers, words or yes and no; a fact that nobody knows does
not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import msgspec

from governance.errors import UsageError, did_you_mean
from governance.model import CATEGORIES, FAMILIES, Severity
from governance.rulebook.policyfile import PolicyFile
from governance.rulebook.schema import Bilingual, Confidence, Day, Identifier, Term

Wrong = Callable[[str, str, str], None]
Outcome = Literal["supported", "too-narrow", "expired", "contradicted", "missing", "forbidden", "doubtful", "advice"]
Level = Literal["pass", "condition", "hold", "refuse"]
LEVELS: tuple[Level, ...] = ("pass", "condition", "hold", "refuse")

NUMBERS: tuple[str, ...] = (
    "score", "index", "tenure-days", "severe-cases", "cases", "prechecked-share", "promises-kept", "repeat", "praise",
    "bad-ratings", "quality-refunds", "after-sales", "replies", "logistics", "reports", "complaints", "merchant-fault",
    "trust-orders",
)  # fmt: skip
WORDS: tuple[str, ...] = ("tier", "level", "trade", "standing")
FLAGS: tuple[str, ...] = ("deposit-paid", "licences-valid", "inspected")
WINDOWED: tuple[str, ...] = ("severe-cases", "cases")  # these count within so many `days`

Value = float | str | bool | None


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"is_": "is"}, omit_defaults=True):
    """A fact and what it must be: a number within bounds, one of some words, or yes or no."""

    fact: str
    at_least: float | None = None
    at_most: float | None = None
    one_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    is_: bool | None = None
    days: Term | None = None

    @property
    def key(self) -> str:
        """The name under which the fact is looked up: a windowed one carries its days."""
        return f"{self.fact}@{self.days}" if self.days is not None else self.fact


class Gate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who may pass: whoever meets every condition."""

    id: Identifier
    title: Bilingual
    requires: Annotated[tuple[Condition, ...], msgspec.Meta(min_length=1)]


class ItemWhen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an item must be; an empty list asks nothing."""

    outcome: tuple[Outcome, ...] = ()
    severity: tuple[Severity, ...] = ()
    kind: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    read: bool | None = None  # whether only the trained reader charges it
    longest: Annotated[int, msgspec.Meta(ge=1, le=1000)] | None = None  # characters of the quote at most


class ItemRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first rule whose ``when`` fits an item says what becomes of it."""

    id: Identifier
    why: Bilingual
    when: ItemWhen
    then: Level


class Items(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Items of a claim sheet, one by one; a sheet is as bad as its worst item, a batch as its worst sheet."""

    rules: Annotated[tuple[ItemRule, ...], msgspec.Meta(min_length=1)]
    otherwise: Level
    fail_at: Level


class Merchants(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The gate that the merchant of a claim sheet must pass, and what becomes of the sheet when a condition is not met,
    or nothing is known of it where somebody looked."""

    gate: Identifier
    unmet: Level
    unknown: Level


class AdmissionFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of ``rules/admission.yaml``."""

    version: str
    date: Day
    source: str
    confidence: Confidence
    default: str
    items: Items
    merchants: Merchants
    gates: Annotated[tuple[Gate, ...], msgspec.Meta(min_length=1)]

    def gate(self, name: str | None = None) -> Gate:
        """A gate by id, or the default one. Raises UsageError with the nearest right name."""
        wanted = name or self.default
        for gate in self.gates:
            if gate.id == wanted:
                return gate
        ids = [gate.id for gate in self.gates]
        raise UsageError.of(f"no gate {wanted!r}", mend=did_you_mean(wanted, ids) or ", ".join(ids))


class Checked(NamedTuple):
    """A condition, what the fact is, and whether it holds."""

    condition: Condition
    value: Value
    holds: bool


def check_all(conditions: Sequence[Condition], facts: Mapping[str, Value]) -> list[Checked]:
    """Every condition against the facts (by :attr:`Condition.key`)."""
    return [Checked(one, facts.get(one.key), holds(one, facts.get(one.key))) for one in conditions]


def holds(condition: Condition, value: Value) -> bool:
    """Whether a value meets the condition; an unknown one never does."""
    if value is None:
        return False
    if isinstance(value, bool):
        return condition.is_ is value
    if isinstance(value, str):
        return (not condition.one_of or value in condition.one_of) and value not in condition.none_of
    above = condition.at_least is None or value >= condition.at_least
    return above and (condition.at_most is None or value <= condition.at_most)


def check_condition(one: Condition, at: str, wrong: Wrong) -> None:
    """Refuse a condition that could never be looked up, or that asks nothing."""
    known = (*NUMBERS, *WORDS, *FLAGS)
    if one.fact not in known:
        wrong(f"{at}.fact", f"no fact {one.fact!r}", did_you_mean(one.fact, known) or ", ".join(known))
        return
    bounds, words = (one.at_least, one.at_most) != (None, None), bool(one.one_of or one.none_of)
    asked = {"number": bounds, "word": words, "flag": one.is_ is not None}
    kind = "number" if one.fact in NUMBERS else "word" if one.fact in WORDS else "flag"
    if [name for name, given in asked.items() if given] != [kind]:
        mend = {"number": "at_least or at_most", "word": "one_of or none_of", "flag": "is"}[kind]
        wrong(at, f"{one.fact!r} is a {kind}", f"ask with {mend}, and nothing else")
    if (one.days is not None) != (one.fact in WINDOWED):
        wrong(at, f"{one.fact!r} {'needs' if one.fact in WINDOWED else 'has no'} days", "see docs/trust.md")


def check(file: AdmissionFile, wrong: Wrong) -> None:
    """Everything wrong with an admission policy."""
    ids = [gate.id for gate in file.gates]
    for at, name in (("$.default", file.default), ("$.merchants.gate", file.merchants.gate)):
        if name not in ids:
            wrong(at, f"no gate {name!r}", did_you_mean(name, ids) or ", ".join(ids))
    for index, gate in enumerate(file.gates):
        if ids.index(gate.id) != index:
            wrong(f"$.gates[{index}]", f"gate {gate.id!r} stands twice", "rename one")
        for number, one in enumerate(gate.requires):
            check_condition(one, f"$.gates[{index}].requires[{number}]", wrong)
    rules = [rule.id for rule in file.items.rules]
    for index, rule in enumerate(file.items.rules):
        if rules.index(rule.id) != index:
            wrong(f"$.items.rules[{index}]", f"rule {rule.id!r} stands twice", "rename one")
        for key, names, known in (("family", rule.when.family, FAMILIES), ("category", rule.when.category, CATEGORIES)):
            for name in names:
                if name not in known:
                    wrong(f"$.items.rules[{index}].when.{key}", f"no {key} {name!r}", did_you_mean(name, known))


def read_admission(overlays: tuple[Path, ...] = (), path: Path | None = None) -> AdmissionFile:
    """The admission policy at ``path``, else the last overlay that has one, else the shipped. Raises RulebookError."""
    read = PolicyFile(path, AdmissionFile) if path else PolicyFile.latest("admission.yaml", overlays, AdmissionFile)
    check(read.content, read.wrong)
    return read.done()
