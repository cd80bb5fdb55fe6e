"""Findings that an earlier run had already: taken out, and the verdict decided again on what is left."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from governance.decide import Decider
from governance.errors import UsageError
from governance.model import Scan

TABLE = "findings.parquet"


def fingerprints(run: Path) -> set[bytes]:
    """The fingerprints of a finished run's findings, 10 bytes each. Raises UsageError when it is none."""
    path = run / TABLE
    if not (run / "summary.json").is_file() or not path.is_file():
        raise UsageError.of("no finished audit in this folder", str(run), "give the --out folder of an earlier audit")
    found: set[bytes] = set()
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(columns=["fingerprint"]):
                found.update(bytes.fromhex(text) for text in batch.column(0).to_pylist())
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UsageError.of(f"cannot be read ({error})", str(path), "run that audit again") from None
    return found


class Baseline:
    """What an earlier run had. A document keeps only its new findings, and the verdict and nose that they make."""

    def __init__(self, run: Path, overlays: tuple[Path, ...]) -> None:
        self._known = fingerprints(run)
        self._decider = Decider(overlays)

    def only_new(self, scan: Scan) -> Scan:
        """The scan without the findings known before."""
        left = [finding for finding in scan.findings if bytes.fromhex(finding.fingerprint) not in self._known]
        if len(left) == len(scan.findings):
            return scan
        decision = self._decider.decide(left, scan.category)
        return msgspec.structs.replace(
            scan, findings=decision.findings, verdict=decision.verdict, nose=decision.nose, reasons=decision.reasons
        )
