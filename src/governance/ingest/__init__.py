"""Bytes of any format and encoding to documents. Knows nothing of rules.

Here one thing enters: `read_documents`. ``walk`` finds the files, ``sniff`` tells their format, ``decode``
their encoding; then there is a file a format.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from governance.errors import Problem, UsageError, did_you_mean
from governance.ingest.names import base_names
from governance.ingest.origin import Origin
from governance.ingest.read import read_file, read_stream
from governance.ingest.sniff import FORMATS
from governance.ingest.tally import Tally
from governance.ingest.walk import STDIN, Found, find_files
from governance.model import Document

__all__ = ["FORMATS", "Tally", "read_documents"]


def read_documents(
    sources: Sequence[str],
    *,
    from_format: str | None = None,
    stdin: BinaryIO | None = None,
    tally: Tally | None = None,
) -> Iterator[Document | Problem]:
    """Yield the documents of files, folders, globs and ``-`` (standard input), in a fixed order.

    What cannot be read is yielded as a `Problem` with its file and line, in its place, and the rest goes
    on. Documents are read as they are asked for; none is kept. ``from_format`` (one of `FORMATS`) says the
    format instead of content and extension. ``stdin`` is read for ``-``; None: the process's own. ``tally`` is kept
    up to date with how much was read.

    Raises `UsageError`, at once, for a format that does not exist.
    """
    if from_format is not None and from_format not in FORMATS:
        mend = did_you_mean(from_format, FORMATS) or "use one of: " + " ".join(FORMATS)
        raise UsageError.of(f"unknown format {from_format!r}", mend=mend)
    return _read(list(sources), from_format, stdin, tally)


def _read(sources: list[str], from_format: str | None, stdin: BinaryIO | None,
          tally: Tally | None) -> Iterator[Document | Problem]:  # fmt: skip
    # The list of files (not what is in them) is needed whole: ids must tell files of one name apart.
    found = list(find_files(sources))
    files = [item for item in found if isinstance(item, Found)]
    names = iter(base_names(["stdin" if item.path == STDIN else item.shown for item in files]))
    if tally is not None:
        tally.expect([item.path for item in files])
    for item in found:
        if isinstance(item, Problem):
            yield item
            continue
        origin = Origin(item.shown, next(names))
        if item.path == STDIN:
            yield from read_stream(stdin or sys.stdin.buffer, origin, from_format)
        else:
            yield from read_file(item.path, origin, from_format, tally)
