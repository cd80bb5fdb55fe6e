"""The cache between runs keeps what is used and does not grow."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from governance.rulebook import cache


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "pinocchio"


def _age(folder: Path, key: str, seconds: float) -> None:
    entry = cache._file("rules", key)
    assert entry.parent == folder
    os.utime(entry, (seconds, seconds))


def test_an_entry_comes_back_and_another_key_does_not(folder: Path) -> None:
    cache.put("rules", "a", [1, 2])
    assert cache.get("rules", "a", list[int]) == [1, 2]
    assert cache.get("rules", "b", list[int]) is None
    assert cache.get("rules", "a", dict[str, int]) is None  # of another shape


def test_only_those_used_last_are_kept(folder: Path) -> None:
    for number in range(cache.KEPT):
        cache.put("rules", str(number), number)
        _age(folder, str(number), 1000.0 + number)
    assert cache.get("rules", "0", int) == 0  # the oldest, but just used
    cache.put("rules", "new", 7)
    assert len(list(folder.glob("*.msgpack"))) == cache.KEPT
    assert cache.get("rules", "0", int) == 0
    assert cache.get("rules", "new", int) == 7
    assert cache.get("rules", "1", int) is None


def test_a_broken_or_unwritable_cache_only_costs_time(folder: Path) -> None:
    cache.put("rules", "a", 1)
    cache._file("rules", "a").write_bytes(b"\xc1")
    assert cache.get("rules", "a", int) is None
    for entry in folder.iterdir():
        entry.unlink()
    folder.rmdir()
    folder.write_text("in the way")
    cache.put("rules", "a", 1)
    assert cache.get("rules", "a", int) is None
