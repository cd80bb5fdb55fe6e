"""``--engine spark`` on a local master: the same bytes as a local run, also when a Python worker is killed."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from governance.audit import spark
from governance.audit.plan import Plan, Spec
from governance.audit.shard import Entry, pack
from governance.audit.spark import scan_batches
from governance.model import Document
from tests.audit.conftest import audit, audit_process, outputs

KILL_ONCE = """
import os, signal, sys
from governance.pipeline import Scanner
plain = Scanner.scan
def scan(self, document):
    if document.id == "live-00300" and not os.path.exists(os.environ["KILLED"]):
        open(os.environ["KILLED"], "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(self, document)
Scanner.scan = scan
"""


@pytest.mark.slow
def test_equals_local_with_a_worker_killed(archive: Path, clean: Path, tmp_path: Path) -> None:
    if shutil.which("java") is None:
        if os.environ.get("PINOCCHIO_REQUIRE_JAVA") == "1":
            pytest.fail("no Java; on Debian: apt-get install default-jre-headless")
        pytest.skip("no Java here; set PINOCCHIO_REQUIRE_JAVA=1 to make this fail")
    (tmp_path / "evil").mkdir()
    (tmp_path / "evil" / "sitecustomize.py").write_text(KILL_ONCE, "utf-8")
    env = {"PYTHONPATH": os.pathsep.join([str(tmp_path / "evil"), *sys.path]), "KILLED": str(tmp_path / "killed")}
    done = audit_process(archive, "--out", "out", "--engine", "spark", "--master", "local[2,4]", cwd=tmp_path, **env)
    assert done.returncode == 1, done.stderr
    assert (tmp_path / "killed").exists()
    assert outputs(tmp_path / "out") == outputs(clean)


def test_a_killed_driver_has_only_unfinished_batches_scanned_again(
    archive: Path, clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Spark does with a batch is stood in for by what its Python workers do; the driver is killed after three."""
    asked: list[str] = []
    left = [3]

    def scan(session: object, staged: Path, found: Path, spec: Spec) -> None:
        asked.append(found.name)
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        found.mkdir(exist_ok=True)
        table = pq.read_table(staged)
        rows = list(scan_batches(iter(table.to_batches()), spec))
        pq.write_table(pa.Table.from_batches(rows), found / "part-00000.parquet")
        (found / spark.DONE).touch()

    monkeypatch.setattr(spark, "_session", lambda master: contextlib.nullcontext())
    monkeypatch.setattr(spark, "_scan", scan)
    monkeypatch.setattr(spark, "BATCH_DOCUMENTS", 100)
    out = tmp_path / "out"
    plan = Plan((str(archive),))

    def run() -> None:
        spark.SparkRun(plan, out, master=None, force=False, baseline=None).go(lambda problem: None)

    with pytest.raises(KeyboardInterrupt):
        run()
    assert len(asked) == 4
    assert list(out.glob(".work/*/spark/*.staged")) == []
    done, left[0] = asked[:3], 100
    asked.clear()
    run()
    assert len(asked) == 5
    assert not set(done) & set(asked)
    assert outputs(out) == outputs(clean)


def test_a_worker_keeps_its_scanner_and_its_order() -> None:
    spec = Spec((), "2026-11-22", "zh", "2026-11-22")
    documents = [pack(Document(id=str(n), text="这款面膜三天根治痘痘")) for n in range(5)]
    batch = pa.RecordBatch.from_pydict({"place": [4, 3, 2, 1, 0], "document": documents})
    out = list(scan_batches(iter([batch, batch]), spec))
    assert [row.column("place").to_pylist() for row in out] == [[4, 3, 2, 1, 0]] * 2
    entries = [msgspec.msgpack.decode(data, type=Entry) for data in out[0].column("entry").to_pylist()]
    assert [entry.scan.document.id for entry in entries if entry.scan] == ["0", "1", "2", "3", "4"]


def test_options_that_would_do_nothing_are_refused(tmp_path: Path) -> None:
    for extra in (("--workers", 2), ("--retry",), ("--timeout", 5)):
        done = audit("x.txt", "--out", "o", "--engine", "spark", *extra, cwd=tmp_path)
        assert done.returncode == 2
        assert "--engine local" in done.stderr.decode()
    assert audit("x.txt", "--out", "o", "--master", "yarn", cwd=tmp_path).returncode == 2
