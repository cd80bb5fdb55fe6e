"""Shared by all tests: a private cache, one warm scanner, and a way to run the command as a user does."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from governance.pipeline import Scanner

ROOT = Path(__file__).parents[1]
Command = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    import os

    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def scanner(_own_cache: None) -> Scanner:
    """The engine with the shipped rulebook."""
    return Scanner.load(as_of="2026-11-22")


@pytest.fixture
def pinocchio(tmp_path: Path) -> Command:
    """Run the command in an empty folder; returns the finished process with bytes on its streams."""

    def run(*arguments: str, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "governance", *arguments],
            input=stdin, capture_output=True, cwd=cwd or tmp_path, timeout=120, check=False,
        )  # fmt: skip

    return run


def changed(folder: Path, file: str, old: str, new: str) -> Path:
    """A shipped policy file with one place changed, as an overlay in ``folder``."""
    text = (ROOT / "rules" / file).read_text("utf-8")
    assert old in text
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path
