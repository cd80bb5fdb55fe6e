"""The same audit on Spark: one warm scanner a Python worker, Parquet in between, the same outputs.

Documents are read here, whatever their format, and staged as Parquet below ``--out``, which must lie where executors
can see it: a batch at a time, so that the archive is never there twice. A batch that is done stays under a name made of
its documents; a run that was killed does not have it scanned again. Order and outputs are those of a local run: every
document carries its place, and what the executors found is put together here, as the local shards are.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from governance.audit.assemble import assemble
from governance.audit.baseline import Baseline
from governance.audit.folder import Folder
from governance.audit.labour import Labour
from governance.audit.plan import Plan, Spec
from governance.audit.run import titles
from governance.audit.shard import SUFFIX, Entry, key_of, name_of
from governance.audit.source import Source
from governance.errors import PinocchioError, Problem
from governance.model import Scan
from governance.rulebook import book
from governance.rulebook.signature import signature

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

DONE = "_SUCCESS"
BATCH_DOCUMENTS = 100_000
BATCH_BYTES = 256 << 20  # of packed documents: what the driver holds and stages, and what a kill may cost
STAGED_ROWS = 2000  # a staged row group: what an executor is handed at once
PARTITION_BYTES = 4 << 20  # of staged text; small, since scanning it takes minutes
_STAGED = pa.schema([("place", pa.int64()), ("document", pa.binary())])
_FOUND = pa.schema([("place", pa.int64()), ("entry", pa.binary())])
_ENTRY = msgspec.msgpack.Decoder(Entry)

_warm: tuple[Spec, Labour] | None = None  # of this Python worker; Spark uses a worker again for its next task


class SparkRun:
    """One audit into one folder, scanned by the executors of ``master`` (None: as spark-submit says)."""

    def __init__(self, plan: Plan, out: Path, *, master: str | None, force: bool, baseline: Path | None) -> None:
        self.plan = plan
        self.out = out
        self.master = master
        self.force = force
        self.baseline = None if baseline is None else Baseline(baseline, plan.overlays)
        self.source = Source(plan)

    def go(self, complain: Callable[[Problem], None],
           seen: Callable[[Scan], None] = lambda scan: None) -> dict[str, Any]:  # fmt: skip
        """Do it; return the figures of ``summary.json``. Raises PinocchioError."""
        rulebook = book.load(self.plan.overlays)
        folder = Folder(self.out, self.plan, rulebook.digest, signature(rulebook, self.plan.overlays), force=self.force)
        work = folder.shards / "spark"
        try:
            folder.begin()
            work.mkdir(exist_ok=True)
            spec = Spec(self.plan.rules, self.plan.as_of, self.plan.lang, folder.today)
            parts = self._batches(work, spec, complain)
            about = {"version": rulebook.version, "digest": rulebook.digest}
            found = Found(parts, self.baseline)
            told = assemble(self.out, found, self.source.problems, self.plan, about, titles(rulebook),
                            only_new=self.baseline is not None, seen=seen)  # fmt: skip
            shutil.rmtree(work, ignore_errors=True)
            folder.finish([])
            return told
        except OSError as error:
            raise PinocchioError.of(
                f"cannot be written ({error.strerror or error})", str(self.out), "make room"
            ) from None
        finally:
            folder.close()

    def _batches(self, work: Path, spec: Spec, complain: Callable[[Problem], None]) -> list[Path]:
        """Have every batch scanned that no earlier run finished; where their findings lie, in order."""
        parts: list[Path] = []
        with contextlib.ExitStack() as stack:
            session: SparkSession | None = None  # started only when there is something to do
            for batch in batched(self.source.packed(complain)):
                found = work / name_of([key_of(packed) for packed in batch]).replace(SUFFIX, ".found")
                parts.append(found)
                if (found / DONE).exists():
                    continue
                if session is None:
                    session = stack.enter_context(_session(self.master))
                staged = found.with_suffix(".staged")
                try:
                    _stage(staged, batch)
                    _scan(session, staged, found, spec)
                finally:
                    staged.unlink(missing_ok=True)
        return parts


def batched(documents: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Packed documents in batches of at most :data:`BATCH_DOCUMENTS` and about :data:`BATCH_BYTES`."""
    held: list[bytes] = []
    size = 0
    for packed in documents:
        held.append(packed)
        size += len(packed)
        if len(held) >= BATCH_DOCUMENTS or size >= BATCH_BYTES:
            yield held
            held, size = [], 0
    if held:
        yield held


def _stage(path: Path, batch: list[bytes]) -> None:
    with pq.ParquetWriter(path, _STAGED, compression="zstd") as writer:
        for start in range(0, len(batch), STAGED_ROWS):
            rows = [{"place": place, "document": data}
                    for place, data in enumerate(batch[start : start + STAGED_ROWS], start)]  # fmt: skip
            writer.write_table(pa.Table.from_pylist(rows, _STAGED))


class Found:
    """What the executors wrote, in the order of the documents; may be gone through again and again."""

    def __init__(self, batches: list[Path], baseline: Baseline | None) -> None:
        self._batches = batches
        self._baseline = baseline

    def __iter__(self) -> Iterator[Entry]:
        # Parts are ranges of places in order, named by number, and so are the rows in each.
        for file in (file for batch in self._batches for file in sorted(batch.glob("*.parquet"))):
            with pq.ParquetFile(file) as table:
                for batch in table.iter_batches(batch_size=256, columns=["entry"]):
                    for data in batch.column(0).to_pylist():
                        entry = _ENTRY.decode(data)
                        if self._baseline is not None and entry.scan is not None:
                            entry = Entry(entry.key, self._baseline.only_new(entry.scan))
                        yield entry


def _scan(session: SparkSession, staged: Path, found: Path, spec: Spec) -> None:
    """Have every staged document scanned; ``found`` is marked :data:`DONE` by Spark when all of it is there."""
    session.conf.set("spark.sql.files.maxPartitionBytes", PARTITION_BYTES)
    frame = session.read.parquet(staged.resolve().as_uri())
    parts = max(frame.rdd.getNumPartitions(), session.sparkContext.defaultParallelism)

    def batches(given: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return scan_batches(given, spec)

    # Sorted before the scan and not after it: Spark would run the scan once more to learn where to cut.
    ordered = frame.repartitionByRange(parts, "place").sortWithinPartitions("place")
    ordered.mapInArrow(batches, "place long, entry binary").write.mode("overwrite").parquet(found.resolve().as_uri())


def scan_batches(given: Iterator[pa.RecordBatch], spec: Spec) -> Iterator[pa.RecordBatch]:
    """What a Python worker does with its part; the scanner is built once and kept for the next."""
    global _warm
    if _warm is None or _warm[0] != spec:
        _warm = spec, Labour(spec)
    labour = _warm[1]
    encode = msgspec.msgpack.Encoder().encode
    for batch in given:
        places, documents = batch.column("place").to_pylist(), batch.column("document").to_pylist()
        entries = labour.shard("", documents, {}, lambda place: None)
        rows = [{"place": place, "entry": encode(entry)} for place, entry in zip(places, entries, strict=True)]
        yield pa.RecordBatch.from_pylist(rows, _FOUND)


@contextlib.contextmanager
def _session(master: str | None) -> Iterator[SparkSession]:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        mend = "pip install 'pinocchio-governance[spark]'"
        raise PinocchioError.of("Spark is not installed", mend=mend) from None
    # Executors on this machine run this very Python; on a cluster it is what spark.pyspark.python says.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if master is not None and master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")  # nobody else is to talk to it
    builder = SparkSession.builder.appName("pinocchio audit").config("spark.ui.showConsoleProgress", "false")
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "256").config("spark.ui.enabled", "false")
    try:
        session = (builder.master(master) if master else builder).getOrCreate()
    except Exception as error:  # no Java, no such master: py4j and Spark raise what they like
        raise PinocchioError.of(f"Spark does not start ({_first(error)})", mend="check java and --master") from None
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    except PinocchioError:
        raise
    except Exception as error:
        raise PinocchioError.of(f"Spark failed ({_first(error)})", mend="see its log; nothing was written") from None
    finally:
        session.stop()


def _first(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__)[:200]
