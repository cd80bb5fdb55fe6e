"""RE2 built at first use, since most rules and contexts sleep through most runs."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import re2

OPTIONS = re2.Options()
OPTIONS.never_capture = True
OPTIONS.log_errors = False
OPTIONS.max_mem = 64 << 20


class LazyRegex:
    """``source`` is RE2 syntax."""

    __slots__ = ("_regex", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._regex: Any = None

    @property
    def regex(self) -> Any:
        """The RE2 object for strings."""
        if self._regex is None:
            self._regex = re2.compile(self.source, OPTIONS)
        return self._regex

    def first(self, text: str) -> tuple[int, int] | None:
        """Where the first match stands, or None. Remembered: a live stream asks about the same words again and again
        while they are in its window, and honest phrases come back everywhere.
        """
        return _first(self, text)


@lru_cache(maxsize=1 << 15)
def _first(pattern: LazyRegex, text: str) -> tuple[int, int] | None:
    found = pattern.regex.search(text)
    return None if found is None else found.span()
