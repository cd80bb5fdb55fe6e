"""What the trained models share: their files, linear models over named bearings, and what their odds mean."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from governance.errors import RulebookError

T = TypeVar("T")
Bearings = dict[str, float]
Floats = npt.NDArray[np.floating[Any]]


class Weighed:
    """Linear models over one set of named bearings; unknown bearings say nothing."""

    def __init__(self, names: list[str], weights: Floats, biases: Floats) -> None:
        """``weights`` has shape (bearings, models), ``biases`` (models)."""
        if weights.shape != (len(names), len(biases)):
            raise ValueError("weights and names differ in number")
        self._at = {name: number for number, name in enumerate(names)}
        self._weights = weights
        self._biases = biases

    @classmethod
    def of(cls, data: Mapping[str, Any], prefix: str = "") -> Weighed:
        """The models that :meth:`packed` wrote under a prefix. Raises KeyError and ValueError."""
        weights = data[prefix + "weights"].astype(np.float32) * data[prefix + "scale"]
        return cls(str(data[prefix + "names"]).split("\0"), weights, data[prefix + "biases"].astype(np.float32))

    @staticmethod
    def packed(names: list[str], weights: Floats, biases: Floats, prefix: str = "") -> dict[str, Any]:
        """The arrays of a file: weights in 8 bits, scaled model by model."""
        scale = np.abs(weights).max(axis=0) / 127
        return {
            prefix + "names": "\0".join(names), prefix + "weights": np.round(weights / scale).astype(np.int8),
            prefix + "scale": scale.astype(np.float32), prefix + "biases": np.array(biases, np.float32),
        }  # fmt: skip

    def told(self, given: Bearings) -> list[float]:
        """What each model makes of these bearings."""
        # In one order, so that the sum is the same on every run.
        known = sorted((self._at[name], value) for name, value in given.items() if name in self._at)
        numbers = np.array([number for number, _ in known], dtype=np.int64)
        values = np.array([value for _, value in known])
        out: list[float] = (values @ self._weights[numbers] + self._biases).tolist()
        return out

    def spoke(self, given: Bearings, most: int) -> list[tuple[str, float]]:
        """The bearings that weighed most in the first model, for explanation."""
        pull = {name: value * float(self._weights[self._at[name], 0]) for name, value in given.items()
                if name in self._at}  # fmt: skip
        loudest = sorted(pull, key=lambda name: (-abs(pull[name]), name))[:most]
        return [(name, round(pull[name], 2)) for name in loudest]


def read_model(path: Path, what: str, form: int, make: Callable[[Mapping[str, Any]], T]) -> T:
    """What is made of the arrays of a model's file, which must be of format ``form``. Raises RulebookError."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
            if int(data["format"]) != form:
                raise RulebookError.of(f"a {what} of another format", str(path), "train it anew")
            return make(data)
    except (OSError, EOFError, KeyError, ValueError, TypeError, BadZipFile) as error:
        raise RulebookError.of(f"no {what} can be read: {error}", str(path), "train it anew") from None


def chance(odds: float) -> float:
    """Natural log-odds as a probability, to two digits."""
    return round(1 / (1 + math.exp(-odds)), 2)
