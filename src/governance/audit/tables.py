"""Records as Parquet, in row groups of a fixed size: the same records are the same bytes."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 4096  # a row group; held as Python objects until it is full

_LAW = pa.list_(pa.struct([("act", pa.string()), ("article", pa.string()), ("penalty", pa.string())]))
VERDICTS = pa.schema([
    ("id", pa.string()), ("source", pa.string()), ("kind", pa.string()), ("category", pa.string()),
    ("category_confidence", pa.float64()), ("merchant", pa.string()), ("streamer", pa.string()),
    ("provider", pa.string()), ("occurred_at", pa.string()), ("characters", pa.int64()), ("verdict", pa.string()),
    ("nose", pa.int32()), ("findings", pa.int32()), ("violations", pa.int32()), ("needs_evidence", pa.int32()),
    ("advisories", pa.int32()), ("reasons", pa.list_(pa.string())), ("rulebook_version", pa.string()),
    ("rulebook_digest", pa.string()), ("as_of", pa.string()),
])  # fmt: skip
FINDINGS = pa.schema([
    ("id", pa.string()), ("source", pa.string()), ("merchant", pa.string()), ("streamer", pa.string()),
    ("provider", pa.string()), ("category", pa.string()), ("occurred_at", pa.string()), ("rule", pa.string()),
    ("family", pa.string()), ("status", pa.string()), ("severity", pa.string()), ("start", pa.int64()),
    ("end", pa.int64()), ("quote", pa.string()), ("canonical", pa.string()), ("evasion", pa.string()),
    ("utterance", pa.int64()), ("start_ms", pa.int64()), ("end_ms", pa.int64()), ("confidence", pa.float64()),
    ("reason", pa.string()), ("suggestion", pa.string()), ("law", _LAW), ("cleared_by", pa.string()),
    ("fingerprint", pa.string()),
])  # fmt: skip


class Table:
    """Writes rows to one Parquet file."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._schema = schema
        self._writer = pq.ParquetWriter(path, schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def __enter__(self) -> Table:
        return self

    def add(self, row: dict[str, Any]) -> None:
        """Write one row; its keys are the schema's names."""
        self._rows.append(row)
        if len(self._rows) >= ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, self._schema))
            self._rows = []

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        if kind is None:
            self._flush()
        self._writer.close()
