"""How long does scoring take, as a ratio to reading the same Parquet, and how long does one merchant's update take?

    python benchmarks/trust.py [MERCHANTS] [EVENTS]      default: 1000000 1000000

Figures are a year a merchant, in Parquet files of 20,000 merchants; one such file is made and read again and again,
each time under other names, so that the disk need not hold all of it. Prints the time to read every file whole,
the time to
score everybody, the ratio, the peak memory, and the time from a new event in a ledger of so many events to the
new score.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from governance.cases.state import Fold
from governance.ledger import Event, Ledger, now, stamp
from governance.trust.board import Board
from governance.trust.columns import COUNTS
from governance.trust.policy import read_trust
from governance.trust.windows import sums
from governance.trust.world import follow

SHARD, DAYS = 20_000, 365
LAST = date(2026, 11, 21)


def shard(path: Path, merchants: int) -> None:
    """A year of so many merchants, with plausible sizes."""
    rng = np.random.default_rng(1)
    rows = merchants * DAYS
    columns = {name: rng.poisson(6, rows).astype(np.int32) for name in COUNTS[:4]}
    for number, name in enumerate(COUNTS):
        if name not in columns:
            columns[name] = np.roll(columns[COUNTS[number % 4]], number)
    days = np.tile(np.arange(DAYS), merchants)
    frame = pl.DataFrame(columns).with_columns(
        (pl.lit(LAST) - pl.Series(days).cast(pl.Int64) * timedelta(days=1)).cast(pl.Date).alias("day"),
        ("M" + pl.Series(np.repeat(np.arange(merchants), DAYS)).cast(pl.String)).alias("merchant"),
    )
    frame.write_parquet(path, compression="zstd")


def events(count: int) -> Iterator[Event]:
    """Scans without a case, a few merchants among many."""
    at = stamp("2026-06-15T20:21:00+08:00")
    for n in range(count):
        yield Event(kind="scanned", event_time=at, parties=(f"merchant:M{n % 5000}",), document=f"live-{n}",
                    payload={"digest": f"{n:032x}", "verdict": "pass", "nose": 0, "findings": []})  # fmt: skip


def scored(path: Path, shards: int, merchants: int) -> Board:
    """Everybody's score, file by file."""
    policy, day = read_trust(), LAST + timedelta(days=1)
    parts = []
    for number in range(shards):
        part = sums(pl.scan_parquet(path), policy, day).collect(engine="streaming")
        parts.append(part.with_columns((pl.col("merchant") + f"-{number}").alias("merchant")))
    table = pl.concat(parts).sort("merchant").with_row_index("_n")
    table = table.with_columns(
        ("t" + (pl.col("_n") % 12).cast(pl.String)).alias("trade"), ("O" + pl.col("_n").cast(pl.String)).alias("owner"),
        pl.lit(date(2024, 1, 1)).alias("opened_on"),
    ).drop("_n")  # fmt: skip
    none = np.zeros(table.height, dtype=np.int64)
    return Board(policy, table.select("merchant"), table, None, (none, none), Fold(), now(), day)


def main() -> None:
    merchants = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "daily.parquet"
        size = min(SHARD, merchants)
        shards = max(merchants // size, 1)
        shard(path, size)
        begun = time.perf_counter()
        for _ in range(shards):
            pl.read_parquet(path)
        base = time.perf_counter() - begun
        print(f"read    {base:8.1f} s  {shards} files of {size} merchants, {path.stat().st_size >> 20} MB each")
        begun = time.perf_counter()
        board = scored(path, shards, merchants)
        seconds = time.perf_counter() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"score   {seconds:8.1f} s  {seconds / base:5.2f} x reading")
        print(f"memory  {peak:8} MB peak, {len(board.names)} merchants")
        with Ledger(str(Path(folder) / "big.db"), create=True) as ledger:
            ledger.append(events(count))
            board.fold.seq = ledger.head()[0]
            times = []
            for turn in range(20):
                at = now()
                ledger.append([Event(kind="credited", event_time=at, parties=("merchant:M7-0",), payload={"points": 1},
                                     document=str(turn))])  # fmt: skip
                begun = time.perf_counter()
                follow(board, ledger, "M7-0", at)
                times.append(time.perf_counter() - begun)
            print(f"update  {np.median(times) * 1000:8.1f} ms median, {max(times) * 1000:.1f} ms worst, {count} events")


if __name__ == "__main__":
    main()
