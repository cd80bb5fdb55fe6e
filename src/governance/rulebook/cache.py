"""What a rulebook came to, kept between runs: reading and compiling it anew costs seconds, this milliseconds.

An entry is found by what it was made from: the rulebook's bytes and the code that read them. A cache that cannot be
read or written only costs time.
"""

from __future__ import annotations

import hashlib
import os
import time
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from governance import __version__

T = TypeVar("T")
KEPT_DAYS = 30


@cache
def _code() -> str:
    """The files whose change makes old entries worthless."""
    here = Path(__file__).parent
    total = hashlib.sha256()
    for name in ("schema.py", "pattern.py", "lazy.py", "source.py", "compiler.py"):
        total.update((here / name).read_bytes())
    return total.hexdigest()


def _file(kind: str, key: str) -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    name = hashlib.sha256(f"{__version__}\n{_code()}\n{key}".encode()).hexdigest()[:40]
    return Path(base) / "pinocchio" / f"{kind}-{name}.msgpack"


def get(kind: str, key: str, wanted: type[T]) -> T | None:
    """The entry, or None when there is none that can be used."""
    try:
        return msgspec.msgpack.decode(_file(kind, key).read_bytes(), type=wanted)
    except (OSError, RuntimeError, msgspec.DecodeError):
        return None


def put(kind: str, key: str, value: Any) -> None:
    """Keep an entry, whole or not at all, and drop those that nobody wrote for a month."""
    try:
        target = _file(kind, key)
        target.parent.mkdir(parents=True, exist_ok=True)
        for old in target.parent.glob("*.msgpack"):
            if old.stat().st_mtime < time.time() - KEPT_DAYS * 86400:
                old.unlink(missing_ok=True)
        part = target.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(msgspec.msgpack.encode(value))
        part.replace(target)
    except (OSError, RuntimeError):
        return
