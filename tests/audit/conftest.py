"""An archive to audit, and the outputs of one undisturbed run over it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unittest import mock

import pytest

from governance.audit import run
from governance.audit.cutting import Shard
from governance.audit.folder import OUTPUTS
from governance.audit.labour import Earlier, Labour
from governance.audit.plan import Spec
from governance.audit.shard import save
from governance.audit.workers import Done
from governance.cli import main

GOOD = ("欢迎家人们来到直播间，今天讲讲面料", "这件衣服有三个颜色，尺码齐全", "下单以后三天内发货")
BAD = ("这款面膜三天根治痘痘", "全网最低价，错过再等一年", "加我微信，私下转账更便宜", "我们的奶粉比母乳还好")


def lines(count: int, *, start: int = 0) -> Iterator[str]:
    """Document objects, one in three with something to find, no two alike."""
    for number in range(start, start + count):
        text = f"{GOOD[number % 3]}，{BAD[number % 4]}" if number % 3 == 0 else f"{GOOD[number % 3]}，第{number}件"
        yield json.dumps({
            "id": f"live-{number:05}", "text": text, "merchant": f"M{number % 7}", "streamer": f"S{number % 11}",
            "occurred_at": f"2026-06-{number % 28 + 1:02}T20:00:00+08:00",
            "category": ("cosmetic", "apparel", "infant")[number % 3],
        }, ensure_ascii=False)  # fmt: skip


def write(path: Path, count: int, **options: int) -> Path:
    path.write_text("\n".join(lines(count, **options)) + "\n", "utf-8")
    return path


def outputs(out: Path) -> dict[str, bytes]:
    """Every output with its bytes."""
    return {name: (out / name).read_bytes() for name in OUTPUTS}


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "governance", "audit", *map(str, arguments)]


def audit_process(*arguments: object, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a user does, with worker processes."""
    return subprocess.run(
        command(*arguments), capture_output=True, timeout=240, check=False, cwd=cwd, env={**os.environ, **env}
    )


def audit(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the whole command in this process, the scanning too: most of what a user's run takes is starting Python four
    times. Tests of the processes themselves use :func:`audit_process`, whose outputs must be the same bytes.
    """
    words = ["pinocchio", "audit", *map(str, arguments)]
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    code: object = 0
    with (
        mock.patch.object(sys, "argv", words), mock.patch.object(run, "Pool", InThisProcess),
        contextlib.chdir(cwd or Path.cwd()), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err),
    ):  # fmt: skip
        try:
            main()
        except SystemExit as left:
            code = left.code
    assert isinstance(code, int)
    said = [stream.buffer.getvalue() for stream in (out, err)]
    return subprocess.CompletedProcess(words, code, *said)


class InThisProcess:
    """Stands where the pool of worker processes stands: shards in, shard files out."""

    def __init__(self, count: int, spec: Spec, folder: Path, earlier: Earlier | None, timeout: float) -> None:
        self._folder = folder
        self._labour = Labour(spec, earlier) if spec.rules or earlier else _warm(spec)

    def run(self, shards: Iterator[Shard]) -> Iterator[Done]:
        for name, documents in shards:
            entries = self._labour.shard(name, documents, {}, lambda place: None)
            save(self._folder / name, entries)
            findings = sum(len(entry.scan.findings) for entry in entries if entry.scan is not None)
            lost = sum(entry.scan is None for entry in entries)
            yield Done(name, len(entries), findings, lost, self._labour.copied)

    def close(self) -> None:
        """Nothing to end."""


@cache
def _warm(spec: Spec) -> Labour:
    return Labour(spec)


def wait_for(path: Path, pattern: str, count: int, seconds: float = 60) -> None:
    """Wait until so many files match below a folder."""
    end = time.monotonic() + seconds
    while len(list(path.glob(pattern))) < count:
        assert time.monotonic() < end, f"{pattern} did not come up"
        time.sleep(0.01)


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with 720 documents in two files, about a dozen shards."""
    folder = tmp_path_factory.mktemp("archive")
    write(folder / "a.jsonl", 400)
    write(folder / "b.jsonl", 320, start=400)
    return folder


@pytest.fixture(scope="session")
def clean(archive: Path, tmp_path_factory: pytest.TempPathFactory, _own_cache: None) -> Path:
    """The output folder of an undisturbed run over the archive."""
    out = tmp_path_factory.mktemp("clean") / "out"
    done = audit_process(archive, "--out", out, "--workers", 2)
    assert done.returncode == 1, done.stderr
    return out
