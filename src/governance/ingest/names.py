"""The id of a document that brings none: its file's name, and as much of its path as tells files apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from governance.ingest.packed import bare


def base_names(paths: Sequence[str]) -> list[str]:
    """Return a name for each path: the stem, or for those that share one the shortest path end that differs.

    The names depend on the set of files only, not on the folder they lie in or their order.
    """
    stems = [_stem(path) for path in paths]
    names = list(stems)
    depth = 0
    clashing = _clashing(names)
    longest = max((len(PurePath(path).parts) for path in paths), default=0)
    while clashing and depth < longest:
        depth += 1
        for index in clashing:
            names[index] = "/".join(PurePath(paths[index]).parts[-depth:])
        clashing = _clashing(names)
    return names


def _stem(path: str) -> str:
    return PurePath(bare(path)).stem or path


def _clashing(names: list[str]) -> list[int]:
    counts = Counter(names)
    return [index for index, name in enumerate(names) if counts[name] > 1]
