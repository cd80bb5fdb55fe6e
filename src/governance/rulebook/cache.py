"""What a rulebook came to, kept between runs: reading and compiling it anew costs seconds, this milliseconds.

An entry is found by what it was made from: the rulebook's bytes and the code that read them. A cache that cannot be
read or written only costs time.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from governance import __version__

T = TypeVar("T")
KEPT = 30  # entries of some megabytes each; a rulebook that is edited all day leaves one a run


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
        entry = _file(kind, key)
        value = msgspec.msgpack.decode(entry.read_bytes(), type=wanted)
        entry.touch()  # what is used stays
        return value
    except (OSError, RuntimeError, msgspec.DecodeError):
        return None


def put(kind: str, key: str, value: Any) -> None:
    """Keep an entry, whole or not at all, and drop all but those used last."""
    try:
        target = _file(kind, key)
        target.parent.mkdir(parents=True, exist_ok=True)
        entries = sorted(target.parent.glob("*.msgpack"), key=lambda entry: entry.stat().st_mtime, reverse=True)
        for old in entries[KEPT - 1 :]:
            old.unlink(missing_ok=True)
        part = target.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(msgspec.msgpack.encode(value))
        part.replace(target)
    except (OSError, RuntimeError):
        return
