"""How ill single clauses sound: the trained reader asked again, and the bars that words of a rewrite must lie below.

A scan flags where it is fairly sure, since a wrong charge costs a seller's time; whoever proposes a text answers for
all of it. How far below what a scan flags at the bars lie is data (``calm`` in ``rules/precheck/rewrites.yaml``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import msgspec
import numpy as np

from governance.detect.reader import Reader
from governance.language.resolve import Resolver

_KEPT = 4096  # pieces whose odds are remembered
_BREAK = "\n"
_SURE = -99.0  # odds where there is no reader


class Margins(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far below ``flag_at`` the reader's log-odds must lie: of a name, of a clause with softer words in it, of
    a title from which words were cut."""

    topic: Annotated[float, msgspec.Meta(ge=-5, le=10)]
    softened: Annotated[float, msgspec.Meta(ge=-5, le=10)]
    title: Annotated[float, msgspec.Meta(ge=-5, le=10)]


class Calm:
    """The reader's odds of single clauses and sentences, each read once; without a reader all is calm."""

    def __init__(self, reader: Reader | None, resolver: Resolver, flag_at: float, margins: Margins) -> None:
        self._reader = reader
        self._resolver = resolver
        self._known: dict[str, float] = {}
        self.bars: dict[str, float] = {name: flag_at - getattr(margins, name) for name in margins.__struct_fields__}

    def hear(self, pieces: Iterable[str]) -> None:
        """Read all pieces in one go: a page for each would take longer than all the rest of a fix."""
        fresh = [piece for piece in dict.fromkeys(pieces) if piece not in self._known and _BREAK not in piece]
        if not fresh or self._reader is None:
            return
        if len(self._known) > _KEPT:
            self._known.clear()
        folded = self._resolver.read(_BREAK.join(fresh)).folded
        if folded.count(_BREAK) != len(fresh) - 1:  # words were resolved over a break
            folded = _BREAK.join(self._resolver.read(piece).folded.replace(_BREAK, "，") for piece in fresh)
        ends = np.cumsum([len(part) + 1 for part in folded.split(_BREAK)], dtype=np.int64) - 1
        starts = np.concatenate((np.zeros(1, np.int64), ends[:-1] + 1))
        odds = self._reader.odds(self._reader.page(folded), np.stack((starts, ends), axis=1))
        self._known.update(zip(fresh, odds.tolist(), strict=True))

    def odds(self, piece: str) -> float:
        """Log-odds that a piece by itself breaks a rule."""
        if self._reader is None:
            return _SURE
        piece = piece.replace(_BREAK, "，")
        if piece not in self._known:
            self.hear([piece])
        return self._known[piece]

    def is_calm(self, piece: str, bar: str) -> bool:
        """Whether a piece lies below the bar of that name."""
        return self.odds(piece) <= self.bars[bar]
