"""What the scripts that teach linear models share: samples as a table, and the model's file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer

from governance.detect.trained import Bearings


def table_of(samples: Sequence[Bearings], rare: int) -> tuple[list[str], Any]:
    """The names of the bearings that ``rare`` samples or more have, and the samples as rows over them."""
    often = Counter(name for sample in samples for name in sample)
    rows = DictVectorizer(dtype=np.float64)
    table = rows.fit_transform([{k: v for k, v in sample.items() if often[k] >= rare} for sample in samples]).tocsr()
    table.indices, table.indptr = table.indices.astype(np.int32), table.indptr.astype(np.int32)
    return rows.get_feature_names_out().tolist(), table


def write(path: Path, arrays: Mapping[str, Any], lines: int) -> None:
    """Write a model taught by so many lines, and say what was written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    print(f"{path.name}: {lines} lines, {path.stat().st_size // 1024} KiB, sha256 {digest}")
