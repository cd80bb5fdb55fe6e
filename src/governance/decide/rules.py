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
    "total": ("many", "weak", "families", "category"),
    "charge": (
        "family", "status", "severity", "category", "evaded", "scene", "rule", "history", "corrected", "found",
        "overlaps",
    ),
    "case": ("role", "history", "minor", "weak", "warned", "audience", "category"),
    "mark": ("name", "scene"),
}  # fmt: skip
"""Kinds of facts and their fields: what ``facts.py`` and ``penalties/charges.py`` assert, and marks, which rules do."""

RULESETS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "findings": (("finding", "total", "mark"), ("severity", "status", "mark")),
    "verdict": (("finding", "total", "mark"), ("verdict", "nose", "mark")),
    "charges": (("charge", "case", "mark"), ("aggravate", "mitigate", "charge", "mark")),
}
"""What each ruleset may ask about, and what it may conclude."""

THRESHOLDS: dict[str, tuple[str, ...]] = {
    "findings": ("scene_ms", "scene_chars", "many", "weak", "weak_families"),
    "verdict": ("scene_ms", "scene_chars", "many", "weak", "weak_families"),
    "charges": ("scene_ms", "scene_chars", "weak", "weak_families"),
}
"""Numbers a ruleset must give for the fields that are computed before it runs."""


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
    thresholds: dict[str, Annotated[int, msgspec.Meta(ge=1, le=MAX_NUMBER)]] = {}


_SCALES: dict[str, tuple[str, ...]] = {
    "verdict": VERDICTS, "severity": SEVERITIES, "status": STATUSES, "charge": ("once", "no"),
}  # fmt: skip
_PERCENT = {"nose": 99, "aggravate": 200, "mitigate": 100}  # whole numbers from 1 to this
_PENALTIES = "penalties.yaml"  # in the same folder, but no ruleset: `penalties/policy.py` reads it


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
        if rule.when[0].fact == "mark":
            wrong("the first condition asks for a mark", "put first the fact that the conclusion is said of")
        for condition in rule.when:
            per_kind[condition.fact] = per_kind.get(condition.fact, 0) + 1
            for what, mend in _check_condition(condition):
                wrong(what, mend)
        for field, value in rule.then.items():
            for what, mend in _check_conclusion(field, value):
                wrong(what, mend)
        if not rule.then:
            wrong("concludes nothing", "say `then: {verdict: review}`, for one")
    problems.extend(_check_ruleset(file, places))
    problems.extend(_check_loops(file, places))
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
    if field in _PERCENT:
        if isinstance(value, int) and 0 < value <= _PERCENT[field]:
            return []
        return [(f"{field} {value!r}", f"a whole number from 1 to {_PERCENT[field]}")]
    if field == "mark":
        named = isinstance(value, str) and 0 < len(value) <= MAX_TEXT
        return [] if named else [(f"mark {value!r}", "a short name")]
    scale = _SCALES.get(field)
    if scale is None:
        known = [*_SCALES, *_PERCENT, "mark"]
        return [(f"cannot conclude {field!r}", did_you_mean(field, known) or ", ".join(known))]
    if value not in scale:
        return [(f"no {field} {value!r}", did_you_mean(str(value), scale) or ", ".join(scale))]
    return []


def _check_ruleset(file: DecisionFile, places: dict[str, Place]) -> list[Problem]:
    """What depends on which ruleset it is: the facts it is given and what its reader listens to."""
    known = RULESETS.get(file.ruleset)
    if known is None:
        mend = did_you_mean(file.ruleset, RULESETS) or ", ".join(RULESETS)
        return [Problem(f"no ruleset {file.ruleset!r}", next(iter(places.values()), Place()), mend)]
    kinds, conclusions = known
    out: list[Problem] = []
    for rule in file.rules:
        place = places.get(rule.id, Place())
        for number, condition in enumerate(rule.when):
            if condition.fact in FACT_KINDS and condition.fact not in kinds:
                what = f"decision rule {rule.id!r}: {file.ruleset!r} has no {condition.fact!r} facts"
                out.append(Problem(what, place, ", ".join(kinds)))
            if number and condition.fact == "charge" and "history" in (*condition.where, *condition.same):
                # A penalty is kept for every history it may come to have, charge by charge (penalties/ticket.py).
                what = f"decision rule {rule.id!r}: asks the history of a second charge"
                out.append(Problem(what, place, "ask it in the first condition, or of the case"))
        out.extend(
            Problem(f"decision rule {rule.id!r}: {file.ruleset!r} cannot conclude {field!r}", place,
                    ", ".join(conclusions))
            for field in rule.then
            if (field in _SCALES or field in _PERCENT) and field not in conclusions
        )  # fmt: skip
    return out


def _check_loops(file: DecisionFile, places: dict[str, Place]) -> list[Problem]:
    """Marks: one that nobody makes is never there, one that leads back to itself would run for ever."""
    makes = {rule.id: rule.then["mark"] for rule in file.rules if "mark" in rule.then}
    asks: dict[str, set[Value]] = {}
    for rule in file.rules:
        for condition in rule.when:
            if condition.fact == "mark":
                names = condition.where.get("name")
                wanted = set(makes.values()) if names is None else set(names if isinstance(names, tuple) else (names,))
                asks.setdefault(rule.id, set()).update(wanted)
    out = [
        Problem(f"decision rule {rule_id!r}: no rule makes the mark {name!r}", places.get(rule_id, Place()),
                did_you_mean(str(name), map(str, makes.values())) or "let a rule conclude it")
        for rule_id, names in asks.items()
        for name in sorted(names - set(makes.values()), key=str)
    ]  # fmt: skip
    after = {maker: [other for other, names in asks.items() if mark in names] for maker, mark in makes.items()}
    for rule in file.rules:
        seen: set[str] = set()
        queue = list(after.get(rule.id, ()))
        while queue:
            here = queue.pop()
            if here not in seen:
                seen.add(here)
                queue.extend(after.get(here, ()))
        if rule.id in seen:
            what = f"decision rule {rule.id!r}: would loop: its mark {makes[rule.id]!r} leads back to it"
            out.append(Problem(what, places.get(rule.id, Place()), "take the mark out of one of the conditions"))
    return out


def read_decisions(overlays: tuple[Path, ...] = ()) -> dict[str, DecisionFile]:
    """The decision rulesets by name; in an overlay a file of the same ruleset replaces the shipped one.

    Raises RulebookError with every problem, each with its line.
    """
    files: dict[str, DecisionFile] = {}
    problems: list[Problem] = []
    for folder in (shipped(), *overlays):
        for path in sorted((folder / "decisions").glob("*.y*ml")):
            if path.name == _PENALTIES:
                continue
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
            for name in THRESHOLDS.get(file.ruleset, ()):
                if name not in file.thresholds:
                    what = f"ruleset {file.ruleset!r} lacks the threshold {name!r}"
                    problems.append(Problem(what, Place(str(path), 1, 1), "give it under `thresholds:`"))
            files[file.ruleset] = file
    if problems:
        raise RulebookError(*problems)
    return files
