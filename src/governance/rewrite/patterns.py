"""What may stay of a short line, compiled from ``remains`` of ``rules/precheck/rewrites.yaml``."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec


class RemainsWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds of clause that may stay; RE2 patterns, in ``details`` over a whole clause, with ``<n>`` for a number and
    ``<u>`` for a unit. ``silent`` names by family the kinds that do not stay: there they belong to the wrong."""

    number: str
    unit: str
    details: dict[str, str]
    alone: tuple[str, ...]
    silent: dict[str, tuple[str, ...]]
    narrated: str
    exposed: str
    claiming: str
    no_goods: str
    disputed: str


class Remains(NamedTuple):
    """``RemainsWords`` with its patterns compiled."""

    details: tuple[tuple[str, Any], ...]
    alone: frozenset[str]
    silent: dict[str, frozenset[str]]
    narrated: Any
    exposed: Any
    claiming: Any
    no_goods: Any
    disputed: Any


def compiled(words: RemainsWords, make: Any) -> Remains:
    """The patterns made by ``make``, which raises on a wrong one."""
    details = tuple(
        (kind, make(said.replace("<n>", words.number).replace("<u>", words.unit)))
        for kind, said in words.details.items()
    )
    silent = {family: frozenset(kinds) for family, kinds in words.silent.items()}
    narrated = f"{words.narrated}|{words.exposed}"  # who tells what was found tells of a deed
    others = map(make, (narrated, words.exposed, words.claiming, words.no_goods, words.disputed))
    return Remains(details, frozenset(words.alone), silent, *others)
