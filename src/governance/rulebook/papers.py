"""``rules/evidence.yaml`` as types: the words and numbers by which a paper is laid beside what is said."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from governance.rulebook.schema import Day

Words = tuple[Annotated[str, msgspec.Meta(min_length=1, max_length=40)], ...]


class Order(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in order, the best step first; ``outcome`` is what a claim above the paper's step comes to; ``names`` are
    words by which papers call it without giving a step (等级未判定)."""

    outcome: Literal["contradicts", "narrow"]
    steps: tuple[Words, ...]
    names: Words = ()


class Aspect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds of one thing by their words. ``exclusive``: a paper on another kind proves the opposite of the claim;
    ``names_only``: one on the same kind merely is about the right goods, which proves nothing of them yet."""

    kinds: dict[str, Words]
    exclusive: bool = False
    names_only: bool = False


class Paper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A type of evidence.

    ``families`` may be charged, the likeliest first; ``speaks`` are words by which talk refers to such a paper;
    ``definitive``: it is about the very thing on offer; ``less``: less flatters what it counts; ``function``: its scope
    is a function, not a part of the goods; ``approved``: no other function than that may be claimed;
    ``telling``: it names what it proves, so that what it does not name is not proved;
    ``fresh_days``: how old it may be where the claim names no time.
    """

    families: tuple[str, ...]
    speaks: Words
    definitive: bool = False
    less: bool = False
    function: bool = False
    approved: bool = False
    telling: bool = False
    fresh_days: Annotated[int, msgspec.Meta(ge=1)] | None = None


class EvidenceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How papers are compared. Up to ``one_claim`` characters a document is one claim with its papers, and up to
    ``few_claims`` what they leave open may be asked for; ``units``: what a unit measures, and how many of the smallest
    unit it is; ``less``: words beside which less of a measure flatters; ``gives``: beside which a larger sum of money
    does; ``alike``: the listed type as which an unlisted one is read, by a word of its name; ``qualities``: the family
    that a measured quality of the goods falls under, by their category."""

    date: Day
    source: str
    rounding: Annotated[float, msgspec.Meta(ge=0, lt=0.5)]
    stale_days: Annotated[int, msgspec.Meta(ge=1)]
    one_claim: Annotated[int, msgspec.Meta(ge=0)]
    few_claims: Annotated[int, msgspec.Meta(ge=0)]
    longer: Annotated[float, msgspec.Meta(gt=1)]
    units: dict[str, dict[str, float]]
    which: dict[str, str]
    not_models: Words
    fields: dict[str, str]
    less: dict[str, Words]
    more_after_all: Words
    least: Words
    most: Words
    same: dict[str, Words]
    generic: Words
    stop: str
    negators: Words
    not_negators: Words
    skip_after: Words
    zero: Words
    failed: Words
    negated_fail: Words
    ended: Words
    left_out: Words
    open_ended: Words
    undecided: Words
    gives: Words
    urgent: Words
    now: Words
    now_days: Annotated[int, msgspec.Meta(ge=0)]
    everyone: Words
    affirming: Words
    asserts: Words
    denies: Words
    attributes: Words
    apart: Words
    admits: Words
    orders: dict[str, Order]
    aspects: dict[str, Aspect]
    types: dict[str, Paper]
    alike: dict[str, str]
    other: Paper
    qualities: dict[str, Words]
    families: dict[str, Words]
