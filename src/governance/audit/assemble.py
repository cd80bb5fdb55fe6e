"""Finished shards to the outputs, in input order, each file whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from governance.audit.baseline import Baseline
from governance.audit.plan import Plan
from governance.audit.records import finding_rows, verdict_record
from governance.audit.shard import Entry, load
from governance.audit.streams import Worst, write_report
from governance.audit.summary import Summary
from governance.audit.tables import FINDINGS, VERDICTS, Table
from governance.decide import Decider
from governance.errors import PinocchioError, Problem
from governance.model import Scan

_ENCODE = msgspec.json.Encoder().encode
_PART = ".part"


class Shards:
    """The shards of a run, in order; may be gone through again and again."""

    def __init__(self, folder: Path, order: list[str], baseline: Baseline | None) -> None:
        self._folder = folder
        self._order = order
        self._baseline = baseline

    def __iter__(self) -> Iterator[Entry]:
        for name in self._order:
            entries = load(self._folder / name)
            if entries is None:
                (self._folder / name).unlink(missing_ok=True)
                raise PinocchioError.of("a file of finished work is damaged", str(self._folder), "run the audit again")
            for entry in entries:
                if self._baseline is None or entry.scan is None:
                    yield entry
                else:
                    yield Entry(entry.key, self._baseline.only_new(entry.scan))


def assemble(out: Path, shards: Iterable[Entry], problems: Iterable[Problem], plan: Plan, rulebook: dict[str, str],
             titles: dict[str, Any], *, only_new: bool = False,
             seen: Callable[[Scan], None] = lambda scan: None) -> dict[str, Any]:  # fmt: skip
    """Write every output of a run to ``out``. ``shards`` is gone through twice; ``seen`` is told each scan once.
    Returns the figures of ``summary.json``.

    The summary is put in place last: where it is, the rest is.
    """
    summary = Summary()
    worst = Worst()
    names = ["findings.jsonl", "verdicts.jsonl", "errors.jsonl", "findings.parquet", "verdicts.parquet"]
    parts = {name: out / f"{name}{_PART}" for name in (*names, "report.html", "summary.json")}
    (out / "summary.json").unlink(missing_ok=True)
    try:
        with ExitStack() as stack:
            findings, verdicts, errors = (stack.enter_context(parts[name].open("wb")) for name in names[:3])
            finding_table = stack.enter_context(Table(parts["findings.parquet"], FINDINGS))
            verdict_table = stack.enter_context(Table(parts["verdicts.parquet"], VERDICTS))
            for problem in problems:
                summary.unreadable += 1
                _line(errors, {"kind": "unreadable", "source": str(problem.place), "why": problem.what,
                               "mend": problem.mend})  # fmt: skip
            for number, entry in enumerate(shards):
                if entry.scan is None:
                    summary.failed += 1
                    if entry.failure is not None:
                        _line(errors, {"kind": "failed", **msgspec.to_builtins(entry.failure)})
                    continue
                scan = entry.scan
                seen(scan)
                summary.add(scan)
                worst.add(number, scan)
                record = verdict_record(scan)
                _line(verdicts, record)
                verdict_table.add(record)
                for row in finding_rows(scan):
                    _line(findings, row)
                    finding_table.add(row)
        told = summary.record(plan, rulebook, only_new)
        parts["summary.json"].write_bytes(msgspec.json.format(_ENCODE(told)) + b"\n")
        with parts["report.html"].open("wb") as page:
            write_report(page, told, worst, shards, titles, plan.lang, Decider(plan.overlays))
        for name, part in parts.items():
            part.replace(out / name)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
    return told


def _line(out: BinaryIO, record: dict[str, Any]) -> None:
    out.write(_ENCODE(record) + b"\n")
