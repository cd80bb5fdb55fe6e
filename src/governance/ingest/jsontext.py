"""JSON text to a value: fast where it is sound, patient where tools write what the standard forbids."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from governance.ingest.limits import MAX_DEPTH
from governance.ingest.purify import purify

_fast = msgspec.json.Decoder()


class JsonError(ValueError):
    """Text that is no JSON: what is wrong, and the line and column in it (from 1, 0 unknown)."""

    def __init__(self, what: str, line: int = 0, column: int = 0) -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        self.column = column


def decode_fast(data: bytes) -> Any:
    """Decode sound JSON in UTF-8 that needs no cleaning; raise ``JsonError`` for any other."""
    try:
        value = _fast.decode(data)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise JsonError("no sound JSON") from error
    # Few documents have so many brackets or a written NUL; only those are walked through.
    if b"\\u0000" in data or data.count(b"[") + data.count(b"{") > MAX_DEPTH:
        seen: set[str] = set()
        purify(value, seen)
        if seen:
            raise JsonError("needs cleaning")
    return value


def decode_json(text: str, seen: set[str]) -> Any:
    """Decode JSON that may hold NaN, lone surrogates, tabs in strings; words of what was lost in ``seen``.

    Raises ``JsonError`` with line and column.
    """
    try:
        value = json.loads(text.lstrip("\ufeff"), strict=False)
    except json.JSONDecodeError as error:
        raise JsonError(f"broken JSON: {error.msg}", error.lineno, error.colno) from error
    except RecursionError as error:
        raise JsonError("JSON nested too deeply") from error
    except ValueError as error:  # a number of thousands of digits
        raise JsonError(f"JSON that cannot be used: {error}") from error
    return purify(value, seen)
