"""The trained weights of the editor."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from governance.detect.trained import Bearings, Weighed, read_model
from governance.rewrite.editor.bearings import of_pieces, of_stretch, stretches
from governance.rewrite.editor.sight import Sight

FORMAT = 1  # of the file; a model of another one is refused

Place = tuple[int, int]


class Editor:
    """Four linear models: which clauses stay, what names the goods, whether a pointer is wanted, and which."""

    def __init__(self, stays: Weighed, names: Weighed, wants: Weighed, points: Weighed, pointers: list[str]) -> None:
        self._stays, self._names, self._wants, self._points = stays, names, wants, points
        self._pointers = pointers

    @classmethod
    def load(cls, path: Path) -> Editor:
        """Read a model written by ``scripts/train_editor``. Raises RulebookError."""
        return read_model(path, "model of rewrites", FORMAT, cls.made_of)

    @classmethod
    def made_of(cls, data: Mapping[str, Any]) -> Editor:
        """The editor of the arrays that are kept in a model's file."""
        pointers = str(data["pointers"]).split("\0")
        if len(data["points.biases"]) != len(pointers):
            raise ValueError("models and pointers differ in number")
        stays, names, wants, points = (Weighed.of(data, f"{name}.") for name in ("stays", "names", "wants", "points"))
        return cls(stays, names, wants, points, pointers)

    def stays(self, seen: Sight) -> list[float]:
        """Of every clause the natural log-odds that it stays."""
        return [self._stays.told(given)[0] for given in of_pieces(seen)]

    def name(self, seen: Sight, stays: Sequence[bool], at_least: float, odds: Callable[[str], float]) -> Place | None:
        """Where, in a clause that goes, stands how the goods are called; None where it is no use or not known.

        ``at_least`` are log-odds against no name at all; ``odds`` the reader's of some words.
        """
        rest = [words for words, stay in zip(seen.words, stays, strict=True) if stay]
        best, where = at_least, None
        for at, (begin, _) in enumerate(seen.pieces):
            words = seen.words[at]
            for start, end, first in () if stays[at] else stretches(words):
                told = self._names.told(of_stretch(seen, at, start, end, first, rest, odds(words[start:end])))[0]
                if told > best:
                    best, where = told, (begin + start, begin + end)
        return where

    def wants(self, rest: Bearings) -> bool:
        """Whether what stays of a line (``of_rest``) wants a pointer after it."""
        return self._wants.told(rest)[0] > 0

    def pointer(self, rest: Bearings, table: str, known: Collection[str], surer: float) -> str:
        """The pointer that answers a line of which that stays, of those that the policy has (``known``): the
        ``table``'s own, unless another has more log-odds by ``surer``."""
        told = dict(zip(self._pointers, self._points.told(rest), strict=True))
        best = max((text for text in told if text in known), key=lambda text: (told[text], text), default=table)
        surely = not table or (table in told and told[best] - told[table] >= surer)
        return best if surely else table
