"""A dated certificate of what was reviewed: digests of words, sheet, evidence and rulebook, and what came of it.

It is a record, not a seal: whoever holds the file can change it, so its own digest only shows damage.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from governance.errors import PinocchioError, Place, Problem
from governance.precheck.reading import read_sheets
from governance.precheck.review import Review, Reviewer
from governance.precheck.sheet import Sheet
from governance.rulebook.admission import AdmissionFile

FORM = "pinocchio-precheck/1"
MAX_BYTES = 64 << 20


def digest(value: Any) -> str:
    """SHA-256 of a value as canonical JSON."""
    data = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return "sha256:" + hashlib.sha256(data).hexdigest()


def gate_digest(admission: AdmissionFile) -> str:
    """SHA-256 of the gate that decided."""
    return digest(msgspec.to_builtins(admission))


def digests_of(sheet: Sheet) -> dict[str, Any]:
    """Digests of the script, of the whole sheet without where it lay, and of every evidence file."""
    whole = msgspec.to_builtins(sheet)
    del whole["source"]
    return {"script": digest(sheet.script), "sheet": digest(whole), "evidence": dict(sorted(sheet.digests.items()))}


def entry(review: Review, record: dict[str, Any]) -> dict[str, Any]:
    """One sheet in a certificate, from its review and record. The reviewed words go with it, so that talk can be held
    against them."""
    open_items = [
        {key: item[key] for key in ("rule", "part", "quote", "outcome", "gate")}
        for item in record["items"] if item["gate"] != "pass"
    ]  # fmt: skip
    supported = sorted({item["quote"] for item in record["items"] if item["outcome"] == "supported" and item["quote"]})
    return {
        "id": record["id"], "source": record["source"], "level": record["level"], "category": record["category"],
        "merchant": record["merchant"], "digests": digests_of(review.sheet), "open": open_items, "supported": supported,
        "admission": record.get("admission"), "words": record["parts"],
    }  # fmt: skip


def certify(entries: list[dict[str, Any]], batch: dict[str, Any], reviewer: Reviewer) -> dict[str, Any]:
    """The certificate of a run."""
    book = reviewer.scanner.book
    body = {
        "form": FORM,
        "reviewed_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "as_of": reviewer.scanner.as_of,
        "rulebook": {"version": book.version, "digest": book.digest},
        "gate": gate_digest(reviewer.admission),
        "batch": batch,
        "sheets": entries,
    }
    return {**body, "digest": digest(body)}


def write(path: Path, certificate: dict[str, Any]) -> None:
    """Write a certificate. Raises PinocchioError."""
    try:
        path.write_text(json.dumps(certificate, ensure_ascii=False, indent=2) + "\n", "utf-8")
    except OSError as error:
        raise PinocchioError.of(f"cannot be written ({error.strerror})", str(path), "check the folder") from None


def read(path: Path) -> dict[str, Any]:
    """A certificate whose own digest holds. Raises PinocchioError."""
    name = str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PinocchioError.of("too large for a certificate", name, "is this the right file?")
        body = json.loads(path.read_bytes())
    except OSError as error:
        raise PinocchioError.of(error.strerror or "cannot be read", name, "check the path") from None
    except (ValueError, RecursionError):
        raise PinocchioError.of("no JSON", name, "give a file made by `precheck --certificate`") from None
    if not isinstance(body, dict) or body.get("form") != FORM or not isinstance(body.get("sheets"), list):
        raise PinocchioError.of("no review certificate", name, "give a file made by `precheck --certificate`")
    said = body.pop("digest", None)
    if said != digest(body):
        raise PinocchioError.of("the certificate was changed after it was written", name, "review again")
    return body


def verify(body: dict[str, Any], rulebook: str, gate: str, sources: Sequence[str] = ()) -> Iterator[str | Problem]:
    """Everything that is no longer as it was reviewed, one line each; nothing when all holds.

    ``rulebook`` and ``gate`` are the digests that hold today. ``sources`` are where the sheets lie now; by default
    where they lay.
    """
    if body["rulebook"]["digest"] != rulebook:
        yield f"the rulebook changed since the review ({body['rulebook']['digest'][:19]} → {rulebook[:19]})"
    if body["gate"] != gate:
        yield f"the gate changed since the review ({body['gate'][:19]} → {gate[:19]})"
    files = sources or list(dict.fromkeys(_file(str(one["source"])) for one in body["sheets"]))
    now: dict[str, Sheet] = {}
    for item in read_sheets(files):
        if isinstance(item, Problem):
            yield item
        else:
            now[item.id] = item
    for one in body["sheets"]:
        sheet = now.pop(one["id"], None)
        if sheet is None:
            yield Problem(f"sheet {one['id']!r} is gone", Place(str(one["source"])), "name the files it is in")
            continue
        current = digests_of(sheet)
        for what in ("script", "sheet", "evidence"):
            if current[what] != one["digests"][what]:
                yield f"{one['id']}: the {what} changed since the review"
    for name in now if sources else ():
        yield f"{name}: was never reviewed"


def _file(source: str) -> str:
    head, _, line = source.rpartition(":")
    return head if head and line.isdigit() else source
