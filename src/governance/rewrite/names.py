"""What may be the name of goods, compiled from ``names`` of ``rules/precheck/rewrites.yaml``."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec


class Elsewhere(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names that are of goods only in some categories: what a line about food calls trousers is not what it sells."""

    names: str
    only: tuple[str, ...]


class NamesWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """RE2 patterns of words that end a name (``thing``), and that no name of goods has."""

    thing: str
    suspect: str
    person: str
    claiming: str
    disputed: str
    exposed: str
    no_goods: str
    elsewhere: tuple[Elsewhere, ...]


class Names(NamedTuple):
    """``NamesWords`` with its patterns compiled."""

    thing: Any
    suspect: Any
    person: Any
    claiming: Any
    disputed: Any
    exposed: Any
    no_goods: Any
    elsewhere: tuple[tuple[Any, frozenset[str]], ...]

    def sold_as(self, name: str, category: str) -> bool:
        """Whether a name may be one of goods of this category."""
        return not (
            self.no_goods.search(name)
            or any(category not in only and names.search(name) for names, only in self.elsewhere)
        )


def compiled(words: NamesWords, make: Any) -> Names:
    """The patterns made by ``make``, which raises on a wrong one."""
    patterns = {key: make(getattr(words, key)) for key in Names._fields if key != "elsewhere"}
    return Names(**patterns, elsewhere=tuple((make(one.names), frozenset(one.only)) for one in words.elsewhere))
