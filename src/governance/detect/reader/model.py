"""The trained weights, and how a document's passages are read with them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from governance.detect.reader.passages import clauses, passages
from governance.detect.reader.sums import Floats, Sums
from governance.detect.trained import read_model
from governance.language.grams import LIST, PAIR, Found, Grams, codes_of
from governance.language.wordlists import WordLists
from governance.model import Status

FORMAT = 4  # of the file; a model of another one is refused
OF_FAMILY = 0.2  # how much the family's expert has to say in where its claim stands, beside what any claim looks like


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


class Mix(NamedTuple):
    """How the three opinions of a passage make its log-odds: ``scale`` times their weighted sum, plus ``shift``.

    The clause is heard the more the longer the passage is: not at all up to ``short`` characters, where the claim
    stands nearly alone and the whole says more, and fully from ``long`` on. The experts are asked only where line and
    clause together lie above ``ask``; elsewhere they count as ``unasked``.
    """

    clause: float
    expert: float
    scale: float
    shift: float
    ask: float
    unasked: float
    short: float
    long: float


class Weights(NamedTuple):
    """What was taught, by gram: ``rarity``, ``line`` and ``clause`` of shape (grams,), ``experts`` of (grams, families
    + 1), in whole steps of ``scale``; their last column tells a claim that lacks proof from one no proof could save.
    ``biases`` are of line and clause, ``expert_biases`` of the experts."""

    rarity: Floats
    line: Floats
    clause: Floats
    biases: tuple[float, float]
    families: tuple[str, ...]
    experts: NDArray[np.int8]
    scale: Floats
    expert_biases: Floats


class Windows(NamedTuple):
    """The windows of a passage; ``loud`` has shape (windows,), ``experts`` (windows, families + 1)."""

    spans: list[tuple[int, int]]
    loud: NDArray[np.float64]
    experts: NDArray[np.float64]


class Page:
    """One text with its grams looked up; made once, read passage by passage."""

    __slots__ = ("said", "sums", "text")

    def __init__(self, text: str, found: Found, table: Floats) -> None:
        self.text = text
        self.sums = Sums(found, table)
        self.said: dict[tuple[int, int], NDArray[np.float64]] = {}  # what the experts said of a passage


class Reader:
    """Linear models over grams weighted by rarity, each passage scaled to length one, and how they are heard together.

    One has learned whole lines; one windows of a clause or two, and the loudest window of a passage speaks for it,
    since a claim of ten characters is lost in the talk around it; and one expert a family has learned to tell its
    claims from clean lines, of which the surest speaks, since what makes a claim in one family is innocent in another.
    """

    def __init__(self, grams: Grams, lists: WordLists, weights: Weights, mix: Mix) -> None:
        self.grams = grams
        self.lists = lists
        self.weights = weights
        self.mix = mix
        rarity = weights.rarity
        # Of each gram its mass and its pulls, side by side: all are wanted wherever it stands.
        self._table = np.stack((rarity * rarity, rarity * weights.line, rarity * weights.clause), axis=1)

    @classmethod
    def load(cls, path: Path, words: Mapping[str, Iterable[str]]) -> Reader:
        """Read a model written by ``scripts/train_reader``. Raises RulebookError.

        ``words`` are the rulebook's word lists by name; the model says which of them it was taught with.
        """
        return read_model(path, "reader model", FORMAT, lambda data: cls.made_of(data, words))

    @classmethod
    def made_of(cls, data: Mapping[str, Any], words: Mapping[str, Iterable[str]]) -> Reader:
        """The reader of the arrays that are kept in a model's file."""
        lists = WordLists({name: words.get(name, ()) for name in str(data["lists"]).split("\0")})
        line, clause = (data[name].astype(np.float32) for name in ("line", "clause"))
        one, other = data["biases"].tolist()
        weights = Weights(
            data["rarity"].astype(np.float32), line, clause, (one, other),
            tuple(str(data["families"]).split("\0")), np.ascontiguousarray(data["experts"].T),
            data["scale"], data["expert_biases"],
        )  # fmt: skip
        return cls(Grams(str(data["grams"])), lists, weights, Mix(*data["mix"].tolist()))

    def page(self, text: str) -> Page:
        """Look all grams of a text up, with running sums so that any passage is read in a few steps."""
        return Page(text, self.grams.find(codes_of(text), self.lists.find(text)), self._table)

    def odds(self, page: Page, spans: NDArray[np.int64]) -> NDArray[np.float64]:
        """Log-odds of each passage. ``spans`` has shape (passages, 2)."""
        if not len(spans):
            return np.zeros(0)
        windows: list[tuple[int, int]] = []
        begins = []
        for start, end in spans.tolist():
            begins.append(len(windows))
            windows += clauses(page.text, start, end)
        mix = self.mix
        both = np.concatenate((spans, np.array(windows, dtype=np.int64)))
        sums = page.sums.inside(both[:, 0], both[:, 1])
        whole = sums[: len(spans)]
        own = whole[:, 1] / np.sqrt(np.maximum(whole[:, 0], 1e-9)) + self.weights.biases[0]
        loudest = np.maximum.reduceat(self._loudness(sums[len(spans) :]), begins)
        heed = np.clip((spans[:, 1] - spans[:, 0] - mix.short) / (mix.long - mix.short), 0.0, 1.0)
        heard = own + mix.clause * (heed * loudest + (1.0 - heed) * own)
        surest = np.full(len(spans), mix.unasked)
        for number in np.flatnonzero(heard >= mix.ask).tolist():
            surest[number] = self._experts(page, int(spans[number, 0]), int(spans[number, 1]))[:-1].max()
        result: NDArray[np.float64] = (heard + mix.expert * surest) * mix.scale + mix.shift
        return result

    def readings(self, page: Page, spans: list[tuple[int, int]]) -> list[Reading]:
        """Read every passage that the sentences ``spans`` make; see :mod:`passages`."""
        cut = passages(spans)
        if not cut:
            return []
        odds = self.odds(page, np.array(cut, dtype=np.int64))
        return [Reading(start, end, float(value)) for (start, end), value in zip(cut, odds, strict=True)]

    def _loudness(self, sums: NDArray[np.float64]) -> NDArray[np.float64]:
        """How much each window reads like one that holds a claim; ``sums`` of the table, shape (windows, 3)."""
        loud: NDArray[np.float64] = sums[:, 2] / np.sqrt(np.maximum(sums[:, 0], 1e-9)) + self.weights.biases[1]
        return loud

    def _experts(self, page: Page, start: int, end: int) -> NDArray[np.float64]:
        """The log-odds of each family, and those of a claim that lacks proof."""
        known = page.said.get((start, end))
        if known is None:
            numbers, _ = page.sums.grams(start, end)
            rarity = self.weights.rarity[numbers]
            length = float(np.sqrt(max(float((rarity * rarity).sum()), 1e-9)))
            pull = rarity @ self.weights.experts[numbers].astype(np.float32)
            known = (pull * self.weights.scale / length + self.weights.expert_biases).astype(np.float64)
            page.said[start, end] = known
        return known

    def families(self, page: Page) -> dict[str, float]:
        """The log-odds of each family for a whole text."""
        return dict(zip(self.weights.families, self._experts(page, 0, len(page.text))[:-1].tolist(), strict=True))

    def senses(
        self, page: Page, start: int, end: int, second: float = 1.0, second_at: float = -math.inf
    ) -> list[Sense]:
        """What the passage is charged with, and the window of it that says so most: the likeliest family, and the next
        one too where its share is at least ``second`` and its own log-odds ``second_at``."""
        *odds, unproved = self._experts(page, start, end).tolist()
        shares = np.exp(np.array(odds) - max(odds))
        shares /= shares.sum()
        by_family = dict(zip(self.weights.families, shares.tolist(), strict=True))
        ranked = sorted(by_family, key=lambda name: (-by_family[name], name))
        status: Status = "needs-evidence" if unproved > 0 else "violation"
        heard = self._windows(page, start, end)
        out: list[Sense] = []
        for family in ranked[:2]:
            own = odds[self.weights.families.index(family)]
            if out and (by_family[family] < second or own < second_at):
                break
            out.append(Sense(family, status, by_family[family], *self._place(heard, family)))
        return out

    def place(self, page: Page, start: int, end: int, family: str) -> tuple[int, int]:
        """The window of a passage that most says it belongs to a family."""
        return self._place(self._windows(page, start, end), family)

    def _windows(self, page: Page, start: int, end: int) -> Windows:
        """The windows of a passage, how loud each is, and what the experts say of it."""
        windows = clauses(page.text, start, end)
        places = np.array(windows, dtype=np.int64)
        loud = self._loudness(page.sums.inside(places[:, 0], places[:, 1]))
        experts = np.array([self._experts(page, *window) for window in windows])
        return Windows(windows, loud, experts)

    def _place(self, heard: Windows, family: str) -> tuple[int, int]:
        own = heard.experts[:, self.weights.families.index(family)]
        return heard.spans[int(np.argmax(heard.loud + OF_FAMILY * own))]

    def spoke(self, page: Page, start: int, end: int, most: int = 6) -> list[tuple[str, float]]:
        """The grams that spoke loudest for a charge or against it, for explanation."""
        numbers, _ = page.sums.grams(start, end)
        pull: dict[int, float] = {}
        for number in numbers.tolist():
            pull[number] = pull.get(number, 0.0) + float(self._table[number, 1])
        loudest = sorted(pull, key=lambda number: (-abs(pull[number]), number))[:most]
        return [(self._told(self.grams.texts[number]), round(pull[number], 2)) for number in loudest]

    def _told(self, gram: str) -> str:
        """A gram as people read it: 治…{ailment}."""
        names = self.lists.names
        said = [f"{{{names[ord(ch) - LIST]}}}" if ord(ch) >= LIST else ch for ch in gram.removeprefix(PAIR)]
        return ("…" if gram[0] == PAIR else "").join(said)
