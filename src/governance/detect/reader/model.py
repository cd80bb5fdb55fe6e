"""The trained weights, and how a document's passages are read with them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from governance.detect.reader.passages import passages
from governance.errors import RulebookError
from governance.language.grams import LIST, PAIR, REACH, Found, Grams, codes_of
from governance.language.wordlists import WordLists
from governance.model import STATUSES, Status

FORMAT = 3  # of the file; a model of another one is refused

_MARK = re.compile("[，。、？！；： ]")
_STATUS: dict[str, Status] = {name: name for name in STATUSES}
_ROWS = np.arange(len(REACH))[:, None]
_REACHES = np.array(REACH)[:, None]

Floats = NDArray[np.float32]


class Reading(NamedTuple):
    """A passage at folded ``[start, end)`` and how it reads: the log-odds that it breaks a rule of some family."""

    start: int
    end: int
    odds: float


class Sense(NamedTuple):
    """What a passage is most likely charged with, how likely (0 to 1, given that it is charged), and where."""

    family: str
    status: Status
    share: float
    start: int
    end: int


class Page:
    """One text with its grams looked up; made once, read passage by passage.

    ``sums`` has shape (rows, characters + 1, 2): pull and mass of the grams that start before each place. Of the grams
    with words of lists ``begun`` holds pull, mass and number of those that start before it, ``ended`` of those that end
    by there, both of shape (characters + 1, 3).
    """

    __slots__ = ("begun", "ended", "found", "sums", "text", "weights")

    def __init__(self, text: str, found: Found, both: NDArray[np.float64]) -> None:
        """``both``: of each gram its pull and its mass."""
        size = len(text)
        self.text = text
        self.found = found
        self.sums = np.zeros((len(found.reach), size + 1, 2))
        np.cumsum(both[found.rows], axis=1, out=self.sums[:, 1:])
        listed = found.listed
        self.weights = np.column_stack((both[listed.numbers], np.ones(len(listed.numbers))))
        self.begun, self.ended = np.zeros((2, size + 1, 3))
        np.add.at(self.begun, listed.starts + 1, self.weights)
        np.add.at(self.ended, listed.ends, self.weights)
        np.cumsum(self.begun, axis=0, out=self.begun)
        np.cumsum(self.ended, axis=0, out=self.ended)

    def within(self, starts: NDArray[np.int64], stops: NDArray[np.int64]) -> NDArray[np.float64]:
        """Pull and mass of the grams with words of lists wholly inside each passage, shape (2, passages)."""
        inside: NDArray[np.float64] = self.ended[stops] - self.begun[starts]
        for number in np.flatnonzero(self._crossed(starts) & self._crossed(stops)).tolist():
            # What reaches beyond the passage at both sides was taken off without having been counted.
            listed = self.found.listed
            beyond = (listed.starts < starts[number]) & (listed.ends > stops[number])
            inside[number] += self.weights[beyond].sum(axis=0)
        both: NDArray[np.float64] = inside[:, :2].T
        return both

    def _crossed(self, places: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether a gram with words of lists reaches over each place."""
        crossed: NDArray[np.bool_] = self.begun[places, 2] - self.ended[places, 2] > 0.5
        return crossed


class Reader:
    """A linear model over grams weighted by rarity, each passage scaled to length one.

    ``weights`` has shape (grams,), ``senses`` (classes, grams): one row a ``family:status``, in whole steps of
    ``scale`` (classes,), for the table is large and few of its columns are ever asked for.
    """

    def __init__(self, grams: Grams, lists: WordLists, rarity: Floats, weights: Floats, bias: float,
                 classes: tuple[str, ...], senses: NDArray[np.int8], scale: Floats,
                 biases: Floats) -> None:  # fmt: skip
        self.grams = grams
        self.lists = lists
        self.rarity = rarity
        self.weights = weights
        self.bias = bias
        self.classes = classes
        self._senses = np.ascontiguousarray(senses.T)
        self._scale = scale
        self.biases = biases
        self._pull = (rarity * weights).astype(np.float64)
        # Of each gram its pull and its mass, side by side: both are wanted wherever it stands.
        self._both = np.stack((self._pull, (rarity * rarity).astype(np.float64)), axis=1)
        named = [name.partition(":")[::2] for name in classes]
        self._families = [family for family, _ in named]
        self._statuses = [_STATUS[status] for _, status in named]
        self._own = {name: [i for i, family in enumerate(self._families) if family == name] for name in self._families}

    @classmethod
    def load(cls, path: Path, words: Mapping[str, Iterable[str]]) -> Reader:
        """Read a model written by ``scripts/train_reader``. Raises RulebookError.

        ``words`` are the rulebook's word lists by name; the model says which of them it was taught with.
        """
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
                if int(data["format"]) != FORMAT:
                    raise RulebookError.of("a reader model of another format", str(path), "train it anew")
                grams = Grams(str(data["grams"]))
                lists = WordLists({name: words.get(name, ()) for name in str(data["lists"]).split("\0")})
                return cls(
                    grams, lists, data["rarity"].astype(np.float32), data["weights"].astype(np.float32),
                    float(data["bias"]), tuple(str(data["classes"]).split("\0")), data["senses"],
                    data["scale"].astype(np.float32), data["biases"].astype(np.float32),
                )  # fmt: skip
        except (OSError, KeyError, ValueError, BadZipFile) as error:
            raise RulebookError.of(f"no reader model can be read: {error}", str(path), "train it anew") from None

    def page(self, text: str) -> Page:
        """Look all grams of a text up, with running sums so that any passage is read in a few steps."""
        return Page(text, self.grams.find(codes_of(text), self.lists.find(text)), self._both)

    def odds(self, page: Page, spans: NDArray[np.int64]) -> NDArray[np.float64]:
        """Log-odds of each passage. ``spans`` has shape (passages, 2)."""
        starts = spans[:, 0][None, :]
        stops = np.maximum(spans[:, 1][None, :] - _REACHES, starts)
        pull, mass = (page.sums[_ROWS, stops] - page.sums[_ROWS, starts]).sum(axis=0).T
        listed = page.within(spans[:, 0], spans[:, 1])
        pull, mass = pull + listed[0], mass + listed[1]
        result: NDArray[np.float64] = pull / np.sqrt(np.maximum(mass, 1e-9)) + self.bias
        return result

    def readings(self, page: Page, spans: list[tuple[int, int]]) -> list[Reading]:
        """Read every passage that the sentences ``spans`` make; see :mod:`passages`."""
        cut = passages(spans)
        if not cut:
            return []
        table = np.array(cut, dtype=np.int64)
        odds = self.odds(page, table)
        return [Reading(start, end, float(value)) for (start, end), value in zip(cut, odds, strict=True)]

    def senses(self, page: Page, start: int, end: int, second: float = 1.0) -> list[Sense]:
        """What the passage is charged with, and the clause of it that says so most: the likeliest family, and the next
        one too where its share is at least ``second``."""
        numbers, places = self._inside(page, start, end)
        rarity = self.rarity[numbers]
        length = float(np.sqrt(max(float((rarity * rarity).sum()), 1e-9)))
        senses = self._senses[numbers] * self._scale
        raw = rarity @ senses / length + self.biases
        shares = np.exp(raw - raw.max())
        shares /= shares.sum()
        by_family: dict[str, float] = {}
        for family, share in zip(self._families, shares.tolist(), strict=True):
            by_family[family] = by_family.get(family, 0.0) + share
        ranked = sorted(by_family, key=lambda name: (-by_family[name], name))
        out: list[Sense] = []
        for family in ranked[:2]:
            if out and by_family[family] < second:
                break
            best = max(self._own[family], key=shares.__getitem__)
            pull = rarity * (self.weights[numbers] + senses[:, best])
            low, high = _clause(page.text, start, end, places, pull)
            out.append(Sense(family, self._statuses[best], by_family[family], low, high))
        return out

    def _inside(self, page: Page, start: int, end: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The known grams wholly inside a passage, and where each starts."""
        numbers, places = [], []
        for found, reach in zip(page.found.rows, page.found.reach, strict=True):
            part = found[start : max(end - reach, start)]
            at = np.flatnonzero(part)
            numbers.append(part[at])
            places.append(at + start)
        listed = page.found.listed
        inside = (listed.starts >= start) & (listed.ends <= end)
        numbers.append(listed.numbers[inside])
        places.append(listed.starts[inside])
        return np.concatenate(numbers), np.concatenate(places)

    def spoke(self, page: Page, start: int, end: int, most: int = 6) -> list[tuple[str, float]]:
        """The grams that spoke loudest for a charge or against it, for explanation."""
        numbers, _ = self._inside(page, start, end)
        pull: dict[int, float] = {}
        for number in numbers.tolist():
            pull[number] = pull.get(number, 0.0) + float(self._pull[number])
        loudest = sorted(pull, key=lambda number: (-abs(pull[number]), number))[:most]
        return [(self._told(self.grams.texts[number]), round(pull[number], 2)) for number in loudest]

    def _told(self, gram: str) -> str:
        """A gram as people read it: 治…{ailment}."""
        names = self.lists.names
        said = [f"{{{names[ord(ch) - LIST]}}}" if ord(ch) >= LIST else ch for ch in gram.removeprefix(PAIR)]
        return ("…" if gram[0] == PAIR else "").join(said)


def _clause(text: str, start: int, end: int, places: Any, pull: Any) -> tuple[int, int]:
    """The clause with the strongest pull, joined with its neighbours while they pull the same way."""
    borders = [start, *(mark.end() for mark in _MARK.finditer(text, start, end)), end]
    edges = [(a, b) for a, b in itertools.pairwise(borders) if text[a:b].strip("，。、？！；： ")]
    if not edges:
        return start, end
    total = np.concatenate(([0.0], np.cumsum(np.bincount(places - start, weights=pull, minlength=end - start))))
    force = [float(total[b - start] - total[a - start]) for a, b in edges]
    best = max(range(len(edges)), key=lambda i: force[i])
    first = last = best
    short = 12  # characters; less than that seldom says what the matter is
    while first > 0 and edges[last][1] - edges[first][0] < short and force[first - 1] > 0:
        first -= 1
    while last < len(edges) - 1 and edges[last][1] - edges[first][0] < short and force[last + 1] > 0:
        last += 1
    return edges[first][0], edges[last][1]
