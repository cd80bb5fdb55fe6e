"""RE2 built at first use, since most rules and contexts sleep through most runs."""

from __future__ import annotations

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
