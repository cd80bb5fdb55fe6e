"""Read ``rules/trust.yaml`` and refuse what could not be computed or would break the laws of the score, with its
line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from governance.errors import RulebookError, did_you_mean
from governance.model import SEVERITIES
from governance.rulebook.policyfile import PolicyFile
from governance.trust.columns import COUNTS, DERIVED
from governance.trust.schema import COMPONENTS, Index, TrustFile

T = TypeVar("T")
Wrong = Callable[[str, str, str], None]
WHOLE = 1000


def read_file(name: str, kind: type[T], overlays: tuple[Path, ...], check: Callable[[T, Wrong], None]) -> T:
    """The file ``name`` of the last rules folder that has it, decoded and checked. Raises RulebookError."""
    for folder in overlays:
        if not folder.is_dir():
            raise RulebookError.of("no such rules folder", str(folder), "give a folder of YAML files")
    read = PolicyFile.latest(name, overlays, kind)
    check(read.content, read.wrong)
    return read.done()


def read_trust(overlays: tuple[Path, ...] = ()) -> TrustFile:
    """The trust policy of the shipped rulebook, or of the last overlay that has one. Raises RulebookError."""
    return read_file("trust.yaml", TrustFile, overlays, check)


def index_of(file: TrustFile) -> Index:
    """The preset in use."""
    return file.indices[file.index]


def measure_for(index: Index, name: str, trade: str) -> str:
    """The measure that stands for ``name`` in this trade."""
    return index.low_repeat.instead.get(name, name) if trade in index.low_repeat.trades else name


def check(file: TrustFile, wrong: Wrong) -> None:
    """Everything wrong with a policy; ``wrong`` takes the path in the file, what, and the mend."""
    if file.index not in file.indices:
        wrong("$.index", f"no index {file.index!r}", did_you_mean(file.index, file.indices) or ", ".join(file.indices))
    known = {*COUNTS, *DERIVED}
    for name, measure in file.measures.items():
        for key, column in (("of", measure.of), ("over", measure.over)):
            if column not in known:
                wrong(f"$.measures.{name}.{key}", f"no column {column!r}",
                      did_you_mean(column, known) or "see docs/trust.md")  # fmt: skip
        if measure.window[0] < max(measure.window[1], 1) or measure.window[1] < 1:
            wrong(f"$.measures.{name}.window", f"days {list(measure.window)} do not lie before the day in question",
                  "write [30, 1] for T-30 to T-1")  # fmt: skip
    if "complaints" not in file.measures:
        wrong("$.measures", "no measure 'complaints', which the score needs", "add it")
    for name, index in file.indices.items():
        _check_index(file, index, f"$.indices.{name}", wrong)
    if set(file.weights) != set(COMPONENTS) or sum(file.weights.values()) != WHOLE:
        wrong("$.weights", f"weights of {sorted(file.weights)} sum to {sum(file.weights.values())}",
              f"give {', '.join(COMPONENTS)}; together {WHOLE}")  # fmt: skip
    _rising([level.at for level in file.levels], "$.levels", wrong)
    _rising([tier.at for tier in file.tiers], "$.tiers", wrong)
    if file.shrink.strength[0] > file.shrink.strength[1]:
        wrong("$.shrink.strength", "the least strength is above the most", "write the smaller first")
    for number, (low, high) in enumerate(pairwise(file.praise.caps), 1):
        if high.share <= low.share or high.bought < low.bought or high.cap >= low.cap:
            wrong(f"$.praise.caps[{number}]", "more bought praise is not capped lower",
                  "let share rise and cap fall from entry to entry")  # fmt: skip
    if file.promises.zero_at >= file.promises.full_at:
        wrong("$.promises", "zero_at is not below full_at", "a share kept must raise the score")
    pending = [file.conduct.pending.points.get(severity, 0.0) for severity in SEVERITIES]
    if pending != sorted(pending):
        wrong("$.conduct.pending.points", "points fall while severity rises", "let them rise or stay")


def _check_index(file: TrustFile, index: Index, at: str, wrong: Wrong) -> None:
    weights = [
        (f"{at}.dimensions.{name}.weights.{measure}", measure, weight)
        for name, dimension in index.dimensions.items()
        for measure, weight in dimension.weights.items()
    ]
    replaced = [(f"{at}.low_repeat.instead.{name}", other, 0) for name, other in index.low_repeat.instead.items()]
    for where, measure, _ in [*weights, *replaced]:
        if measure not in file.measures:
            wrong(where, f"no measure {measure!r}", did_you_mean(measure, file.measures) or "define it in `measures`")
    total = sum(weight for _, _, weight in weights)
    if total != WHOLE:
        wrong(f"{at}.dimensions", f"weights sum to {total}", f"let them sum to {WHOLE}")


def _rising(steps: Iterable[int], at: str, wrong: Wrong) -> None:
    numbers = list(steps)
    if numbers[0] != 0 or any(later <= earlier for earlier, later in pairwise(numbers)):
        wrong(at, "steps are not in order from 0", "start with at: 0 and go up")
