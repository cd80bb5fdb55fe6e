"""What the trained models share: how their files are read, and what their odds mean."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar
from zipfile import BadZipFile

import numpy as np

from governance.errors import RulebookError

T = TypeVar("T")


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
