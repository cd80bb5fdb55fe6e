"""The trained weights of the clerk, and what it makes of a claim beside its papers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from governance.detect.clerk.bearings import Bearings
from governance.detect.reader.sums import Floats
from governance.detect.trained import read_model
from governance.model import Status

FORMAT = 1  # of the file; a model of another one is refused


class Opinion(NamedTuple):
    """``odds``: natural log-odds that the papers do not prove what is said. Given that: how bad it is, the family it
    is likeliest charged with, and the share (0 to 1) of every family."""

    odds: float
    status: Status
    family: str
    shares: dict[str, float]


class Clerk:
    """Linear models over named bearings; unknown bearings say nothing."""

    def __init__(self, names: list[str], weights: Floats, biases: Floats, families: list[str]) -> None:
        """``weights`` has shape (bearings, 2 + families): charged at all, beyond proof, then one a family."""
        self._at = {name: number for number, name in enumerate(names)}
        self._weights = weights
        self._biases = biases
        self.families = families

    @classmethod
    def load(cls, path: Path) -> Clerk:
        """Read a model written by ``scripts/train_clerk``. Raises RulebookError."""
        return read_model(path, "model of papers", FORMAT, cls.made_of)

    @classmethod
    def made_of(cls, data: Mapping[str, Any]) -> Clerk:
        """The clerk of the arrays that are kept in a model's file."""
        names, families = str(data["names"]).split("\0"), str(data["families"]).split("\0")
        weights = data["weights"].astype(np.float32) * data["scale"]
        if weights.shape != (len(names), 2 + len(families)):
            raise ValueError("weights and names differ in number")
        return cls(names, weights, data["biases"].astype(np.float32), families)

    def opinion(self, given: Bearings) -> Opinion:
        """What the papers prove of the talk with these bearings."""
        # In one order, so that the sum is the same on every run.
        known = sorted((self._at[name], value) for name, value in given.items() if name in self._at)
        numbers = np.array([number for number, _ in known], dtype=np.int64)
        values = np.array([value for _, value in known])
        told = values @ self._weights[numbers] + self._biases
        odds, beyond, *by_family = told.tolist()
        likely = np.exp(np.array(by_family) - max(by_family))
        shares = dict(zip(self.families, (likely / likely.sum()).tolist(), strict=True))
        family = max(self.families, key=lambda name: (shares[name], name))
        return Opinion(odds, "violation" if beyond > 0 else "needs-evidence", family, shares)

    def spoke(self, given: Bearings, most: int = 6) -> list[tuple[str, float]]:
        """The bearings that weighed most for a charge or against it, for explanation."""
        pull = {name: value * float(self._weights[self._at[name], 0]) for name, value in given.items()
                if name in self._at}  # fmt: skip
        loudest = sorted(pull, key=lambda name: (-abs(pull[name]), name))[:most]
        return [(name, round(pull[name], 2)) for name in loudest]
