"""The trained weights of the clerk, and what it makes of a claim beside its papers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from governance.detect.trained import Bearings, Weighed, read_model
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
    """Linear models over named bearings: charged at all, beyond proof, then one a family."""

    def __init__(self, weighed: Weighed, families: list[str]) -> None:
        self._weighed = weighed
        self.families = families

    @classmethod
    def load(cls, path: Path) -> Clerk:
        """Read a model written by ``scripts/train_clerk``. Raises RulebookError."""
        return read_model(path, "model of papers", FORMAT, cls.made_of)

    @classmethod
    def made_of(cls, data: Mapping[str, Any]) -> Clerk:
        """The clerk of the arrays that are kept in a model's file."""
        families = str(data["families"]).split("\0")
        if len(data["biases"]) != 2 + len(families):
            raise ValueError("models and families differ in number")
        return cls(Weighed.of(data), families)

    def opinion(self, given: Bearings) -> Opinion:
        """What the papers prove of the talk with these bearings."""
        odds, beyond, *by_family = self._weighed.told(given)
        likely = np.exp(np.array(by_family) - max(by_family))
        shares = dict(zip(self.families, (likely / likely.sum()).tolist(), strict=True))
        family = max(self.families, key=lambda name: (shares[name], name))
        return Opinion(odds, "violation" if beyond > 0 else "needs-evidence", family, shares)

    def spoke(self, given: Bearings, most: int = 6) -> list[tuple[str, float]]:
        """The bearings that weighed most for a charge or against it, for explanation."""
        return self._weighed.spoke(given, most)
