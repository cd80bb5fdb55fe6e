"""JSON and JSON lines: values to documents, whoever wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from governance.errors import Problem
from governance.ingest.asr import as_fields, as_segments
from governance.ingest.decode import TextLines
from governance.ingest.jsontext import JsonError, decode_fast, decode_json
from governance.ingest.limits import MAX_WHOLE_BYTES
from governance.ingest.origin import Origin
from governance.ingest.records import RecordReader
from governance.model import Document


def read_jsonl(lines: TextLines) -> Iterator[Document | Problem]:
    """Yield the documents of one object a line; a broken line gives a problem and the next is read."""
    reader = RecordReader(lines.origin)
    empty = True
    for number, data in lines.raw():
        if not data.strip():
            continue
        empty = False
        try:
            value = decode_fast(data)
        except JsonError:
            seen: set[str] = set()
            try:
                value = decode_json(lines.decoder.decode(data, number), seen)
            except JsonError as error:
                yield lines.origin.problem(error.what, "mend or remove this line", number, error.column)
                continue
            yield from (lines.origin.problem(what, line=number) for what in sorted(seen))
        yield from _documents(value, reader, lines.origin.named(number), number)
    if empty:
        yield lines.origin.problem("nothing to read in it", "is this the right file?")
    yield from lines.notes.problems()


def read_json(lines: TextLines) -> Iterator[Document | Problem]:
    """Yield the documents of one JSON value: a document object, ASR output, or a list of either."""
    origin: Origin = lines.origin
    parts: list[str] = []
    size = 0
    for number, data in lines.raw():
        size += len(data) + 1
        if size > MAX_WHOLE_BYTES:
            yield origin.problem(f"JSON of more than {MAX_WHOLE_BYTES >> 20} MB", "write one object a line (.jsonl)")
            return
        parts.append(lines.decoder.decode(data, number))
    problems = list(lines.notes.problems())
    text = "\n".join(parts)
    del parts
    seen: set[str] = set()
    if not text.strip():
        yield from problems or [origin.problem("nothing to read in it", "is this the right file?")]
        return
    yield from problems
    try:
        value = decode_fast(text.encode())
    except JsonError:
        try:
            value = decode_json(text, seen)
        except JsonError as error:
            yield origin.problem(error.what, "is the file whole?", error.line, error.column)
            return
    yield from (origin.problem(what) for what in sorted(seen))
    yield from _documents(value, RecordReader(origin), origin.base, 0)


def _documents(value: Any, reader: RecordReader, name: str, line: int) -> Iterator[Document | Problem]:
    if isinstance(value, list):
        segments = as_segments(value)
        if segments is None:
            yield from _listed(value, reader, name, line)
            return
        value = segments
    if isinstance(value, dict):
        yield from reader.read(as_fields(value), name, line)
    else:
        yield reader.origin.problem("not an object", 'write {"text": "…"}', line)


def _listed(value: list[Any], reader: RecordReader, name: str, line: int) -> Iterator[Document | Problem]:
    """A list of documents, such as FunASR gives for several recordings."""
    if not value:
        yield reader.origin.problem("an empty list", "is this the right file?", line)
    for number, item in enumerate(value, 1):
        own = name if len(value) == 1 else f"{name}#{number}"
        if isinstance(item, dict):
            yield from reader.read(as_fields(item), own, line)
        else:
            yield reader.origin.problem(f"item {number} is not an object", 'write {"text": "…"}', line)
