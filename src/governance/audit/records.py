"""What an audit writes of a document: one record for its verdict, one for each finding."""

from __future__ import annotations

from typing import Any

from governance.model import Scan
from governance.report.jsonl import finding_record


def verdict_record(scan: Scan) -> dict[str, Any]:
    """The row of ``verdicts``: the document, its verdict, how many findings of which status."""
    document = scan.document
    by_status = [finding.status for finding in scan.findings]
    return {
        "id": document.id, "source": document.source, "kind": document.kind, "category": scan.category,
        "category_confidence": scan.category_confidence, "merchant": document.merchant, "streamer": document.streamer,
        "provider": document.provider, "occurred_at": document.occurred_at, "characters": len(document.text),
        "verdict": scan.verdict, "nose": scan.nose, "findings": len(scan.findings),
        "violations": by_status.count("violation"), "needs_evidence": by_status.count("needs-evidence"),
        "advisories": by_status.count("advisory"), "reasons": list(scan.reasons),
        "rulebook_version": scan.rulebook.version, "rulebook_digest": scan.rulebook.digest,
        "as_of": scan.rulebook.as_of,
    }  # fmt: skip


def finding_rows(scan: Scan) -> list[dict[str, Any]]:
    """The rows of ``findings``: whose document it is, then the finding as every command prints it."""
    document = scan.document
    whose = {
        "id": document.id, "source": document.source, "merchant": document.merchant, "streamer": document.streamer,
        "provider": document.provider, "category": scan.category, "occurred_at": document.occurred_at,
    }  # fmt: skip
    return [{**whose, **finding_record(finding)} for finding in scan.findings]
