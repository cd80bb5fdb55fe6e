"""Parquet: one document object a row, columns by the names of a document object's fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

from governance.errors import Problem
from governance.ingest.jsontext import JsonError, decode_json
from governance.ingest.limits import MAX_LISTED
from governance.ingest.origin import Origin
from governance.ingest.records import RecordReader
from governance.model import Document

BATCH_ROWS = 256
"""Rows held at once; an hour of talk with its utterances takes a megabyte as Python objects."""

_NESTED = ("utterances", "evidence", "products")


def read_parquet(stream: BinaryIO, origin: Origin) -> Iterator[Document | Problem]:
    """Yield the documents of a Parquet file, row by row; nested fields may be lists or JSON text.

    A file without a text or utterances column gives one problem; so does one that is damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(stream)
        names = file.schema_arrow.names
        if not {"text", "utterances"} & set(names):
            listed = ", ".join(names[:MAX_LISTED]) or "none"
            what = f"no column `text` or `utterances` (columns: {listed})"
            yield origin.problem(what, "rename the column of the words")
            return
        rows = RowReader(origin)
        number = 0
        for batch in file.iter_batches(batch_size=BATCH_ROWS):
            for row in batch.to_pylist():
                number += 1
                yield from rows.read(row, number)
        if not number:
            yield origin.problem("no rows in it", "is this the right file?")
    except (pa.ArrowException, OSError) as error:
        text = str(error).partition("\n")[0][:200]
        yield origin.problem(f"damaged Parquet ({text})", "what came before was read; write the file again")


class RowReader:
    """Reads the rows of one file as document objects."""

    def __init__(self, origin: Origin) -> None:
        self.origin = origin
        self._reader = RecordReader(origin)

    def read(self, row: dict[str, Any], number: int) -> Iterator[Document | Problem]:
        """Yield the document of a row (counted from 1); empty cells count as absent."""
        fields = {name: _plain(value) for name, value in row.items() if value is not None}
        for name in _NESTED:
            value = fields.get(name)
            if isinstance(value, str):
                try:
                    fields[name] = decode_json(value, set())
                except JsonError as error:
                    yield self.origin.problem(f"{name}: {error.what}", "write JSON, or a list", number)
                    del fields[name]
        yield from self._reader.read(fields, self.origin.named(number), number)


def _plain(value: Any) -> Any:
    """A cell as JSON has it: times as ISO text, empty struct fields left out, bytes as text."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return str(value)  # decimals, durations
