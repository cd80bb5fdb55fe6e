"""Nothing is lost: runs that are killed, workers that die or hang, a disk that is full."""

from __future__ import annotations

import fcntl
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from governance.audit.cutting import cut
from governance.audit.plan import Spec
from governance.audit.shard import load
from governance.audit.workers import Pool
from governance.model import Document
from tests.audit.conftest import audit, audit_process, command, outputs, wait_for, write


def start(*arguments: object, **env: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command(*arguments), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env={**os.environ, **env}
    )


def test_a_killed_run_goes_on_to_the_same_bytes(archive: Path, clean: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kept: dict[Path, int] = {}
    for shards in (1, 4):
        run = start(archive, "--out", out, "--workers", 2)
        wait_for(out, ".work/*/*.shard", shards)
        run.kill()
        run.communicate()
        assert not (out / "summary.json").exists()
        time.sleep(0.2)  # its workers see that it is gone
        found = {path: path.stat().st_mtime_ns for path in out.glob(".work/*/*.shard")}
        assert kept.items() <= found.items()
        kept = found
    done = audit(archive, "--out", out)
    assert done.returncode == 1, done.stderr
    assert outputs(out) == outputs(clean)
    assert all(path.stat().st_mtime_ns == before for path, before in kept.items())


@pytest.mark.slow
def test_killed_again_and_again(archive: Path, clean: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    chance = random.Random(7)
    for _ in range(4):
        run = start(archive, "--out", out, "--workers", 2)
        time.sleep(chance.uniform(0.2, 3.5))
        run.kill()
        run.communicate()
    assert audit(archive, "--out", out).returncode == 1
    assert outputs(out) == outputs(clean)


@pytest.mark.slow
@pytest.mark.skipif(os.environ.get("PINOCCHIO_ACCEPTANCE") != "1", reason="minutes; set PINOCCHIO_ACCEPTANCE=1")
def test_twenty_thousand_documents_killed_in_the_middle(tmp_path: Path) -> None:
    """The acceptance of the audit at its full size; the run above has the same properties."""
    write(tmp_path / "a.jsonl", 20_000)
    assert audit_process("a.jsonl", "--out", "clean", cwd=tmp_path).returncode == 1
    run = subprocess.Popen(command("a.jsonl", "--out", "out"), cwd=tmp_path, stderr=subprocess.DEVNULL)
    wait_for(tmp_path / "out", ".work/*/*.shard", 100)
    run.kill()
    run.communicate()
    assert not (tmp_path / "out" / "summary.json").exists()
    assert audit_process("a.jsonl", "--out", "out", cwd=tmp_path).returncode == 1
    assert outputs(tmp_path / "out") == outputs(tmp_path / "clean")


def test_interrupted_it_says_so_and_goes_on(archive: Path, clean: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = start(archive, "--out", out, "--workers", 2)
    wait_for(out, ".work/*/*.shard", 2)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=20)
    assert run.returncode == 130
    assert said.decode().strip() == "pinocchio: interrupted"
    audit(archive, "--out", out)
    assert outputs(out) == outputs(clean)


def test_two_audits_do_not_write_to_one_folder(archive: Path, tmp_path: Path) -> None:
    (tmp_path / ".work").mkdir()
    with (tmp_path / ".work" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = audit(archive, "--out", tmp_path)
    assert second.returncode == 2
    assert "another audit is writing here" in second.stderr.decode()


def test_a_worker_killed_by_the_system_costs_nothing(archive: Path, clean: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = start(archive, "--out", out, "--workers", 2)
    for shards in (1, 3):
        wait_for(out, ".work/*/*.shard", shards)
        children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
        workers = [pid for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        os.kill(int(workers[-1]), signal.SIGKILL)
    _, said = run.communicate(timeout=120)
    assert said == b""
    assert run.returncode == 1
    assert outputs(out) == outputs(clean)


EVIL = """
import os, time
from governance.pipeline import Scanner
plain = Scanner.scan
def scan(self, document):
    if "崩溃" in document.text: os.abort()
    if "卡住" in document.text: time.sleep(3600)
    if "出错" in document.text: raise ValueError("no such thing")
    return plain(self, document)
Scanner.scan = scan
"""


def test_documents_that_crash_or_hang_are_left_out_alone(tmp_path: Path) -> None:
    """The engine is made to fail on three words, in the worker processes too."""
    (tmp_path / "evil").mkdir()
    (tmp_path / "evil" / "sitecustomize.py").write_text(EVIL, "utf-8")
    path = write(tmp_path / "a.jsonl", 60)
    bad = [json.dumps({"id": word, "text": f"今天{word}了"}, ensure_ascii=False) for word in ("崩溃", "卡住", "出错")]
    good = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*good[:20], bad[0], *good[20:40], bad[1], *good[40:], bad[2]]), "utf-8")
    evil = f"{tmp_path / 'evil'}{os.pathsep}{os.pathsep.join(sys.path)}"
    done = audit_process("a.jsonl", "--out", "out", "--timeout", 2.5, "--workers", 2, cwd=tmp_path, PYTHONPATH=evil)
    assert done.returncode == 2
    assert "3 documents could not be scanned" in done.stderr.decode()
    errors = [json.loads(line) for line in (tmp_path / "out" / "errors.jsonl").read_text("utf-8").splitlines()]
    assert {row["id"]: row["why"] for row in errors} == {
        "崩溃": "the process was killed by SIGABRT",
        "卡住": "took longer than 2.5 s",
        "出错": "ValueError: no such thing",
    }
    told = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert (told["documents"], told["failed"]) == (60, 3)
    # Without the fault they are scanned when asked for again.
    assert audit("a.jsonl", "--out", "out", cwd=tmp_path).returncode == 2
    assert audit("a.jsonl", "--out", "out", "--retry", cwd=tmp_path).returncode == 1
    assert json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))["documents"] == 63


def test_workers_that_never_start_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "evil").mkdir()
    (tmp_path / "evil" / "sitecustomize.py").write_text(
        "import sys, os\nif '--multiprocessing-fork' in sys.argv: os._exit(3)\n", "utf-8"
    )
    write(tmp_path / "a.jsonl", 5)
    evil = f"{tmp_path / 'evil'}{os.pathsep}{os.pathsep.join(sys.path)}"
    done = audit_process("a.jsonl", "--out", "out", "--workers", 2, cwd=tmp_path, PYTHONPATH=evil)
    assert done.returncode == 2
    assert [line for line in done.stderr.decode().splitlines() if "do not start" in line]


FULL = """
import errno, os, pathlib
plain = pathlib.Path.write_bytes
def write_bytes(self, data):
    if self.name.endswith(".part") and ".shard" in self.name and len(list(self.parent.glob("*.shard"))) >= 3:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
    return plain(self, data)
pathlib.Path.write_bytes = write_bytes
"""


def test_a_full_disk_is_one_line_and_costs_nothing(archive: Path, clean: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "sitecustomize.py").write_text(FULL, "utf-8")
    full = f"{tmp_path / 'full'}{os.pathsep}{os.pathsep.join(sys.path)}"
    done = audit_process(archive, "--out", tmp_path / "out", PYTHONPATH=full)
    assert done.returncode == 2
    said = done.stderr.decode().splitlines()
    assert len(said) == 1
    assert "No space left on device" in said[0]
    assert "run the same command again" in said[0]
    assert audit(archive, "--out", tmp_path / "out").returncode == 1
    assert outputs(tmp_path / "out") == outputs(clean)


def test_a_damaged_shard_is_made_again(archive: Path, clean: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    audit(archive, "--out", out)
    some = sorted(out.glob(".work/*/*.shard"))[1]
    some.write_bytes(some.read_bytes()[:-10])
    first = audit(archive, "--out", out)
    assert first.returncode == 2
    assert "damaged" in first.stderr.decode()
    assert audit(archive, "--out", out).returncode == 1
    assert outputs(out) == outputs(clean)


def test_the_pool_reads_ahead_only_a_little(tmp_path: Path) -> None:
    """Back-pressure: an archive is read as fast as it is scanned, so that memory stays flat."""
    read = 0

    def documents() -> object:
        nonlocal read
        for number in range(4000):
            read += 1
            yield Document(id=str(number), text=f"第{number}件")

    pool = Pool(2, Spec((), "2026-11-22", "zh", "2026-11-22"), tmp_path, None, 60)
    finished = pool.run(cut(documents()))  # type: ignore[arg-type]
    first = next(finished)
    at_first = read
    rest = list(finished)
    assert at_first < 2000
    assert sum(done.documents for done in (first, *rest)) == 4000
    assert all(load(tmp_path / done.name) is not None for done in (first, *rest))
