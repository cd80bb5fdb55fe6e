"""What may stay of a short line, compiled from ``remains`` of ``rules/precheck/rewrites.yaml``."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec


class Elsewhere(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names that are of goods only in some categories: what a line about food calls trousers is not what it sells."""

    names: str
    only: tuple[str, ...]


class RemainsWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds of clause that may stay; RE2 patterns, in ``details`` over a whole clause, with ``<n>`` for a number and
    ``<u>`` for a unit. ``silent`` names by family the kinds that do not stay: there they belong to the wrong."""

    number: str
    unit: str
    details: dict[str, str]
    warns: tuple[str, ...]
    alone: tuple[str, ...]
    silent: dict[str, tuple[str, ...]]
    narrated: str
    exposed: str
    claiming: str
    no_goods: str
    elsewhere: tuple[Elsewhere, ...]
    disputed: str


class Remains(NamedTuple):
    """``RemainsWords`` with its patterns compiled."""

    details: tuple[tuple[str, Any], ...]
    warns: frozenset[str]
    alone: frozenset[str]
    silent: dict[str, frozenset[str]]
    narrated: Any
    exposed: Any
    claiming: Any
    no_goods: Any
    disputed: Any
    elsewhere: tuple[tuple[Any, frozenset[str]], ...]

    def sold_as(self, name: str, category: str) -> bool:
        """Whether a name may be one of goods of this category."""
        return not (
            self.no_goods.search(name)
            or any(category not in only and names.search(name) for names, only in self.elsewhere)
        )


def compiled(words: RemainsWords, make: Any) -> Remains:
    """The patterns made by ``make``, which raises on a wrong one."""
    details = tuple(
        (kind, make(said.replace("<n>", words.number).replace("<u>", words.unit)))
        for kind, said in words.details.items()
    )
    return Remains(
        details=details,
        warns=frozenset(words.warns),
        alone=frozenset(words.alone),
        silent={family: frozenset(kinds) for family, kinds in words.silent.items()},
        narrated=make(f"{words.narrated}|{words.exposed}"),  # who tells what was found tells of a deed
        exposed=make(words.exposed),
        claiming=make(words.claiming),
        no_goods=make(words.no_goods),
        disputed=make(words.disputed),
        elsewhere=tuple((make(one.names), frozenset(one.only)) for one in words.elsewhere),
    )
