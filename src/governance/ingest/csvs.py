"""csv to rows: guesses the delimiter, and lets no unclosed quote swallow the file."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from governance.errors import Problem
from governance.ingest.columns import TEXT_FIELDS, field_of
from governance.ingest.decode import TextLines
from governance.ingest.limits import MAX_HEADER_ROWS, MAX_LINE_BYTES, MAX_ROW_LINES
from governance.ingest.notes import Notes
from governance.ingest.tables import Row, read_table
from governance.model import Document

_DELIMITERS = ",\t;|，"


def read_csv(lines: TextLines) -> Iterator[Document | Problem]:
    """Yield the documents of a csv, a row at a time."""
    numbered = iter(lines)
    top = list(islice(numbered, MAX_HEADER_ROWS))
    delimiter = find_delimiter([text for _, text in top])
    yield from read_table(read_rows(chain(top, numbered), delimiter, lines.notes), lines.origin)
    yield from lines.notes.problems()


def find_delimiter(lines: list[str]) -> str:
    """Return the delimiter under which a row names most columns we know; a comma when none does."""
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        for cells in csv.reader(lines, delimiter=delimiter):
            fields = [field_of(cell) for cell in cells if len(cell) < 30]
            known = sum(field is not None for field in fields)
            # Ten to one for known names; among equals the delimiter that cuts more columns.
            score = 10 * known + len(cells) if any(field in TEXT_FIELDS for field in fields) else 0
            if score > most:
                best, most = delimiter, score
    return best


def read_rows(lines: Iterable[tuple[int, str]], delimiter: str, notes: Notes) -> Iterator[Row]:
    """Yield rows numbered by the line they begin on; an unclosed quote costs one line, not the rest."""
    csv.field_size_limit(MAX_LINE_BYTES)  # Python's own limit is 128 KB, less than a long script
    source = _Pushback(lines)
    while True:
        reader = csv.reader(source, delimiter=delimiter)
        try:
            for cells in reader:
                number = source.first
                if source.runaway:
                    break
                source.forget()
                yield number, cells
            else:
                return
        except csv.Error as error:
            notes.add(f"no csv row ({error}), left out", source.first, "mend the line's quotes")
            source.forget()
            continue
        notes.add("a quote that never closes, line left out", source.first, 'write " in a cell as ""')
        source.retry()


class _Pushback:
    """Lines that can be given again but for the first, after a row that took too many of them."""

    def __init__(self, lines: Iterable[tuple[int, str]]) -> None:
        self._lines = iter(lines)
        self._again: deque[tuple[int, str]] = deque()
        self._taken: list[tuple[int, str]] = []
        self.runaway = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self._taken) > MAX_ROW_LINES:
            self.runaway = True
            raise StopIteration
        try:
            pair = self._again.popleft() if self._again else next(self._lines)
        except StopIteration:
            # The file ends inside quotes: the row is whole only if it is a single line.
            self.runaway = len(self._taken) > 1
            raise
        self._taken.append(pair)
        return pair[1] + "\n"

    @property
    def first(self) -> int:
        return self._taken[0][0] if self._taken else 0

    def forget(self) -> None:
        self._taken.clear()

    def retry(self) -> None:
        self._again.extendleft(reversed(self._taken[1:]))
        self._taken.clear()
        self.runaway = False
