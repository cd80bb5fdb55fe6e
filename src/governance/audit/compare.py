"""Two finished audits side by side: findings that appeared or vanished, by rule and merchant, and changed verdicts.

A finding is known again by its fingerprint: the same claim in the same document under the same rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from governance.errors import UsageError

_SHOWN = ("id", "merchant", "rule", "family", "status", "severity", "quote", "start", "end", "source", "fingerprint")


class Comparison:
    """What is in run B and not in A (``appeared``), in A and not in B (``vanished``), and in both.

    Holds fingerprints and verdicts of both runs, about 100 bytes each; findings are read again when asked for.
    """

    def __init__(self, before: Path, after: Path) -> None:
        """Raises UsageError for a folder that holds no finished audit."""
        self._before, self._after = before, after
        old, new = _fingerprints(before), _fingerprints(after)
        self._gone, self._new = old - new, new - old
        self.same = len(old & new)
        self.verdicts = _moves(_verdicts(before), _verdicts(after))

    def appeared(self) -> Iterator[dict[str, Any]]:
        """Findings of the second run that the first had not."""
        return _findings(self._after, self._new)

    def vanished(self) -> Iterator[dict[str, Any]]:
        """Findings of the first run that the second has not."""
        return _findings(self._before, self._gone)

    def summary(self) -> dict[str, Any]:
        """Counts: in all, by rule, by merchant, and how verdicts moved."""
        rules: dict[str, list[int]] = {}
        merchants: dict[str, list[int]] = {}
        for at, findings in enumerate((self.appeared(), self.vanished())):
            for finding in findings:
                rules.setdefault(finding["rule"], [0, 0])[at] += 1
                merchants.setdefault(finding["merchant"] or "", [0, 0])[at] += 1
        return {
            "appeared": len(self._new), "vanished": len(self._gone), "same": self.same,
            "by_rule": _table("rule", rules), "by_merchant": _table("merchant", merchants),
            "verdicts": [{"from": a, "to": b, "documents": n} for (a, b), n in sorted(
                self.verdicts.items(), key=lambda item: (str(item[0][0]), str(item[0][1])))],
        }  # fmt: skip


def _table(name: str, counts: dict[str, list[int]]) -> list[dict[str, Any]]:
    rows = sorted(counts.items(), key=lambda item: (-sum(item[1]), item[0]))
    return [{name: key or None, "appeared": new, "vanished": gone} for key, (new, gone) in rows]


def _open(run: Path, name: str) -> pq.ParquetFile:
    if not (run / "summary.json").is_file():
        raise UsageError.of("no finished audit in this folder", str(run), "give the --out folder of an audit")
    try:
        return pq.ParquetFile(run / name)
    except (pa.ArrowException, OSError) as error:
        raise UsageError.of(f"cannot be read ({error})", str(run / name), "run that audit again") from None


def _fingerprints(run: Path) -> set[str]:
    with _open(run, "findings.parquet") as file:
        return {text for batch in file.iter_batches(columns=["fingerprint"]) for text in batch.column(0).to_pylist()}


def _findings(run: Path, wanted: set[str]) -> Iterator[dict[str, Any]]:
    with _open(run, "findings.parquet") as file:
        for batch in file.iter_batches(columns=list(_SHOWN)):
            for row in batch.to_pylist():
                if row["fingerprint"] in wanted:
                    yield {name: row[name] for name in _SHOWN}


def _verdicts(run: Path) -> dict[str, str]:
    with _open(run, "verdicts.parquet") as file:
        rows: dict[str, str] = {}
        for batch in file.iter_batches(columns=["id", "verdict"]):
            rows.update(zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True))
        return rows


def _moves(before: dict[str, str], after: dict[str, str]) -> Counter[tuple[str | None, str | None]]:
    moves: Counter[tuple[str | None, str | None]] = Counter()
    for name in before.keys() | after.keys():
        pair = before.get(name), after.get(name)
        if pair[0] != pair[1]:
            moves[pair] += 1
    return moves
