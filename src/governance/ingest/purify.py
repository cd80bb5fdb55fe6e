"""Values from JSON made safe to pass on: no NUL, lone surrogate, NaN or bottomless nest."""

from __future__ import annotations

import math
import re
from typing import Any

from governance.ingest.limits import MAX_DEPTH

_LOST = re.compile("[\x00\ud800-\udfff]")


def printable(text: str) -> str:
    """Replace what cannot be written out again (NUL, lone surrogates) by U+FFFD, one for one."""
    return _LOST.sub("\ufffd", text)


def purify(value: Any, seen: set[str], depth: int = 0) -> Any:
    """Return a JSON value whose strings, keys and numbers every later room can write out.

    NaN and the infinities become None, and so does what lies deeper than ``MAX_DEPTH``. What was lost
    is added to ``seen``, in words. The value itself is left as it is.
    """
    if isinstance(value, str):
        clean = printable(value)
        if clean != value:
            seen.add("NUL or lone surrogate replaced by U+FFFD")
        return clean
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict | list) and depth >= MAX_DEPTH:
        seen.add(f"fields nested deeper than {MAX_DEPTH} left out")
        return None
    if isinstance(value, dict):
        return {purify(str(key), seen): purify(item, seen, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [purify(item, seen, depth + 1) for item in value]
    return value
