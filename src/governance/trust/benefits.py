"""What a merchant's trust opens: benefits, traffic, deposit, admission; each with the conditions that decide.

A benefit is *due* when its conditions hold now and *held* when the ledger last granted it. :func:`changes` are the
events
that bring the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from governance.errors import did_you_mean
from governance.ledger import Entry, Event
from governance.rulebook.admission import AdmissionFile, Checked, Condition, check_all, check_condition
from governance.rulebook.schema import Bilingual, Confidence, Day, Identifier
from governance.trust.board import Board
from governance.trust.conduct import party_of
from governance.trust.facts import facts_of
from governance.trust.policy import Wrong, read_file
from governance.trust.schema import Days

Percent = Annotated[int, msgspec.Meta(ge=0, le=200)]


class Benefit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that buyers get from a trusted shop. ``trades`` empty is every trade."""

    id: Identifier
    group: Literal["trust-buy", "trust-card"]
    title: Bilingual
    trades: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    requires: tuple[Condition, ...] = ()


class Flow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Percent of basic and of key traffic."""

    basic: Percent
    key: Percent


class Stage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stage of a shop's life, from so many days after it opened."""

    id: Identifier
    title: Bilingual
    from_days: Days
    basic: Percent
    key: Percent


class Traffic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights by stage and tier; they multiply."""

    stages: Annotated[tuple[Stage, ...], msgspec.Meta(min_length=1)]
    tiers: dict[str, Flow]


class EntitlementFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of ``rules/entitlements.yaml``."""

    version: str
    date: Day
    source: str
    confidence: Confidence
    conditions: dict[Identifier, tuple[Condition, ...]]
    benefits: tuple[Benefit, ...]
    traffic: Traffic
    deposits: dict[str, Percent]

    def required(self, benefit: Benefit) -> list[Condition]:
        """Every condition of a benefit."""
        shared = [one for name in benefit.uses for one in self.conditions[name]]
        return [*shared, *benefit.requires]


def read_entitlements(overlays: tuple[Path, ...] = ()) -> EntitlementFile:
    """The entitlements of the shipped rulebook, or of the last overlay that has them. Raises RulebookError."""
    return read_file("entitlements.yaml", EntitlementFile, overlays, check)


def check(file: EntitlementFile, wrong: Wrong) -> None:
    """Everything wrong with a file of entitlements."""
    for name, conditions in file.conditions.items():
        for number, one in enumerate(conditions):
            check_condition(one, f"$.conditions.{name}[{number}]", wrong)
    ids = [benefit.id for benefit in file.benefits]
    for index, benefit in enumerate(file.benefits):
        at = f"$.benefits[{index}]"
        if ids.index(benefit.id) != index:
            wrong(at, f"benefit {benefit.id!r} stands twice", "rename one")
        for used in benefit.uses:
            if used not in file.conditions:
                wrong(f"{at}.uses", f"no conditions {used!r}", did_you_mean(used, file.conditions) or "define them")
        if not benefit.uses and not benefit.requires:
            wrong(at, f"benefit {benefit.id!r} asks for nothing", "give it conditions")
        for number, one in enumerate(benefit.requires):
            check_condition(one, f"{at}.requires[{number}]", wrong)
    starts = [stage.from_days for stage in file.traffic.stages]
    if starts[0] != 0 or starts != sorted(set(starts)):
        wrong("$.traffic.stages", "stages are not in order from day 0", "start with from_days: 0 and go up")


def held(entries: Iterable[Entry], merchant: str) -> dict[str, Entry]:
    """The last word of the ledger on each benefit of a merchant: granted or withdrawn."""
    party = party_of(merchant)
    last: dict[str, Entry] = {}
    for entry in entries:
        if entry.event.kind in ("granted", "withdrawn") and party in entry.event.parties:
            name = str(entry.event.payload.get("benefit", ""))
            if name not in last or (entry.at, entry.seq) >= (last[name].at, last[name].seq):
                last[name] = entry
    return last


def benefits(board: Board, file: EntitlementFile, merchant: str, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Every benefit of the merchant's trade: due or not and why, held or not and since when."""
    asked = [one for benefit in file.benefits for one in file.required(benefit)]
    facts = facts_of(board, merchant, asked)
    said = held(entries, merchant)
    out = []
    for benefit in file.benefits:
        if benefit.trades and facts["trade"] not in benefit.trades:
            continue
        checked = check_all(file.required(benefit), facts)
        word = said.get(benefit.id)
        out.append(
            {"benefit": benefit.id, "group": benefit.group,
             "title": {"zh": benefit.title.zh, "en": benefit.title.en}, "due": all(one.holds for one in checked),
             "held": word is not None and word.event.kind == "granted", "since": word.at if word else None,
             "conditions": [told(one) for one in checked]}
        )  # fmt: skip
    return out


def told(one: Checked) -> dict[str, Any]:
    """A checked condition as a record."""
    asked = msgspec.to_builtins(one.condition)
    value = round(one.value, 6) if isinstance(one.value, float) else one.value
    return {**asked, "value": value, "holds": one.holds}


def flow(board: Board, file: EntitlementFile, merchant: str) -> dict[str, Any]:
    """Stage of life and percent of basic and key traffic."""
    days = facts_of(board, merchant)["tenure-days"]
    age = float(days) if isinstance(days, (int, float)) else 0.0
    stage = [one for one in file.traffic.stages if age >= one.from_days][-1]
    tier = file.traffic.tiers.get(board.score(merchant).tier, Flow(100, 100))
    return {"stage": stage.id, "basic": stage.basic * tier.basic / 100, "key": stage.key * tier.key / 100}


def entitlements(board: Board, file: EntitlementFile, admission: AdmissionFile, merchant: str,
                 entries: Iterable[Entry]) -> dict[str, Any]:  # fmt: skip
    """Everything that is open to a merchant, and what is not, with the reasons."""
    score = board.score(merchant)
    gates = []
    for gate in admission.gates:
        checked = check_all(gate.requires, facts_of(board, merchant, gate.requires))
        gates.append({"gate": gate.id, "title": {"zh": gate.title.zh, "en": gate.title.en},
                      "open": all(one.holds for one in checked),
                      "conditions": [told(one) for one in checked]})  # fmt: skip
    return {
        "merchant": merchant, "trade": score.trade, "score": score.score / 100, "tier": score.tier,
        "index": score.points / 100, "level": score.level, "as_of": board.at, "figures_to": board.day.isoformat(),
        "benefits": benefits(board, file, merchant, entries), "traffic": flow(board, file, merchant),
        "deposit_percent": file.deposits.get(score.tier, 100), "admission": gates, "policy": file.version,
    }  # fmt: skip


def changes(record: dict[str, Any], at: str, by: str, rulebook: str) -> list[Event]:
    """The events that grant what is due and withdraw what is not any more."""
    events = []
    for one in record["benefits"]:
        if one["due"] != one["held"]:
            failing = [condition for condition in one["conditions"] if not condition["holds"]]
            payload = {"benefit": one["benefit"], "policy": record["policy"], "score": f"{record['score']:.2f}",
                       "tier": record["tier"], "failing": failing, "by": by}  # fmt: skip
            events.append(Event(kind="granted" if one["due"] else "withdrawn", event_time=at, payload=payload,
                                parties=(party_of(record["merchant"]),), rulebook=rulebook))  # fmt: skip
    return events
