"""The language of decision rules, and what may be asked of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec

from governance.errors import Place, Problem, RulebookError, did_you_mean
from governance.model import SEVERITIES, STATUSES, VERDICTS
from governance.rulebook.schema import Bilingual, Identifier
from governance.rulebook.source import shipped
from governance.rulebook.yamlsafe import decode

# Measured limits of durable_rules 2.0.28: 513 sibling conditions loop for ever, and more than 64 conditions that
# match one fact lose matches. Kept well below both.
MAX_CONDITIONS = 380
MAX_ON_ONE_KIND = 60
MAX_JOINED = 3
MAX_TEXT = 64
MAX_NUMBER = 2**31 - 1

Value = str | int
FACT_KINDS: dict[str, tuple[str, ...]] = {
    "finding": ("family", "status", "severity", "category", "evaded", "scene", "rule"),
    "total": ("many", "families", "category"),
}
"""Kinds of facts and their fields: what :mod:`governance.decide.facts` asserts."""


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fact of this kind whose fields equal these values (a list means one of them).

    ``same`` names fields that must equal those of the first condition's fact.
    """

    fact: str
    where: dict[str, Value | tuple[Value, ...]] = {}
    same: tuple[str, ...] = ()


class DecisionRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When different facts match all conditions, ``then`` is concluded of the one that matched the first."""

    id: Identifier
    why: Bilingual
    when: Annotated[tuple[Condition, ...], msgspec.Meta(min_length=1)]
    then: dict[str, Value]


class DecisionFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rules/decisions/<ruleset>.yaml``."""

    ruleset: Identifier
    rules: tuple[DecisionRule, ...]


_SCALES: dict[str, tuple[str, ...]] = {"verdict": VERDICTS, "severity": SEVERITIES, "status": STATUSES}


def check(file: DecisionFile, places: dict[str, Place]) -> list[Problem]:
    """Everything in a ruleset that the engine cannot run safely, with the place and the mend."""
    problems: list[Problem] = []
    seen: set[str] = set()
    per_kind: dict[str, int] = {}
    for rule in file.rules:
        place = places.get(rule.id, Place())

        def wrong(what: str, mend: str, rule: DecisionRule = rule, place: Place = place) -> None:
            problems.append(Problem(f"decision rule {rule.id!r}: {what}", place, mend))

        if rule.id in seen:
            wrong("stands twice", "rename one")
        seen.add(rule.id)
        if len(rule.when) > MAX_JOINED:
            wrong(f"joins {len(rule.when)} facts", f"join at most {MAX_JOINED}; count in Python and assert the count")
        if rule.when[0].same:
            wrong("the first condition has nothing to be the same as", "move `same` to a later one")
        for condition in rule.when:
            per_kind[condition.fact] = per_kind.get(condition.fact, 0) + 1
            for what, mend in _check_condition(condition):
                wrong(what, mend)
        for field, value in rule.then.items():
            for what, mend in _check_conclusion(field, value):
                wrong(what, mend)
        if not rule.then:
            wrong("concludes nothing", "say `then: {verdict: review}`, for one")
    total = sum(per_kind.values())
    if total > MAX_CONDITIONS:
        problems.append(
            Problem(f"ruleset {file.ruleset!r} has {total} conditions", Place(), f"keep below {MAX_CONDITIONS}")
        )
    for kind, count in per_kind.items():
        if count > MAX_ON_ONE_KIND:
            what = f"ruleset {file.ruleset!r}: {count} conditions may match one {kind!r} fact"
            problems.append(Problem(what, Place(), f"keep below {MAX_ON_ONE_KIND}, or split the ruleset"))
    return problems


def _check_condition(condition: Condition) -> list[tuple[str, str]]:
    fields = FACT_KINDS.get(condition.fact)
    if fields is None:
        return [(f"no fact {condition.fact!r}", did_you_mean(condition.fact, FACT_KINDS) or ", ".join(FACT_KINDS))]
    out = [
        (f"a {condition.fact} has no {field!r}", did_you_mean(field, fields) or ", ".join(fields))
        for field in (*condition.where, *condition.same)
        if field not in fields
    ]
    for value in condition.where.values():
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, bool) or (isinstance(one, int) and abs(one) > MAX_NUMBER):
                out.append((f"value {one!r} cannot be tested", "use short text or a small whole number"))
            elif isinstance(one, str) and not 0 < len(one) <= MAX_TEXT:
                out.append((f"value {one[:20]!r} is empty or too long", f"at most {MAX_TEXT} characters"))
    return out


def _check_conclusion(field: str, value: Value) -> list[tuple[str, str]]:
    if field == "nose":
        if isinstance(value, int) and 0 < value < 100:
            return []
        return [(f"nose {value!r}", "a whole number from 1 to 99")]
    scale = _SCALES.get(field)
    if scale is None:
        return [
            (f"cannot conclude {field!r}", did_you_mean(field, [*_SCALES, "nose"]) or "verdict, severity, status, nose")
        ]
    if value not in scale:
        return [(f"no {field} {value!r}", did_you_mean(str(value), scale) or ", ".join(scale))]
    return []


def read_decisions(overlays: tuple[Path, ...] = ()) -> dict[str, DecisionFile]:
    """The decision rulesets by name; in an overlay a file of the same ruleset replaces the shipped one.

    Raises RulebookError with every problem, each with its line.
    """
    files: dict[str, DecisionFile] = {}
    problems: list[Problem] = []
    for folder in (shipped(), *overlays):
        for path in sorted((folder / "decisions").glob("*.y*ml")):
            try:
                file, positions = decode(path, path.read_bytes(), DecisionFile)
            except RulebookError as error:
                problems.extend(error.problems)
                continue
            except OSError as error:
                problems.append(Problem(error.strerror or "cannot be read", Place(str(path)), "check the file"))
                continue
            places = {r.id: Place(str(path), *positions[f"$.rules[{i}]"]) for i, r in enumerate(file.rules)}
            problems.extend(check(file, places))
            files[file.ruleset] = file
    if problems:
        raise RulebookError(*problems)
    return files
