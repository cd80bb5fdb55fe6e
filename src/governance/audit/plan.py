"""What an audit looks at and how it judges: two runs of one plan and one engine come to the same bytes."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import msgspec

import governance
from governance.model import Lang

_ROOMS = ("model.py", "pipeline.py", "ingest", "language", "rulebook", "detect", "decide")


class Plan(msgspec.Struct, frozen=True):
    """The options of a run that bear on its outcome. ``rules`` are the overlays as paths."""

    sources: tuple[str, ...]
    rules: tuple[str, ...] = ()
    as_of: str | None = None
    lang: Lang = "zh"
    from_format: str | None = None
    category: str | None = None
    limit: int | None = None
    sample: float | None = None

    @property
    def overlays(self) -> tuple[Path, ...]:
        """The rules folders laid over the shipped rulebook."""
        return tuple(Path(folder) for folder in self.rules)


class Spec(msgspec.Struct, frozen=True):
    """What a worker process needs to build its scanner."""

    rules: tuple[str, ...]
    as_of: str | None
    lang: Lang
    today: str


@cache
def engine_digest() -> str:
    """The version of the code that finds and judges: after a change of it nothing old is taken over."""
    total = hashlib.sha256(governance.__version__.encode())
    here = Path(governance.__file__).parent
    for room in _ROOMS:
        for path in sorted((here / room).rglob("*.py")) if (here / room).is_dir() else [here / room]:
            total.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]
