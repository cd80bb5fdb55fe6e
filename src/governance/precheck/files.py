"""Evidence files beside a sheet: are they there, are they what their name says, and what is their digest."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from governance.precheck.sheet import Sheet

MAX_BYTES = 64 << 20
MAX_PAGES = 50
MAX_WORDS = 20_000
_MAGIC: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF",), ".png": (b"\x89PNG",), ".jpg": (b"\xff\xd8\xff",), ".jpeg": (b"\xff\xd8\xff",),
    ".xlsx": (b"PK\x03\x04",), ".docx": (b"PK\x03\x04",), ".zip": (b"PK\x03\x04",),
}  # fmt: skip


def attach(sheet: Sheet, folder: Path) -> Sheet:
    """The sheet with the digests of its evidence files, the words of PDFs, and why a file cannot be used.

    Paths are taken from the sheet's folder and may not lead out of it: a sheet is untrusted.
    """
    named = [item for item in sheet.evidence if isinstance(item.get("file"), str)]
    if not named:
        return sheet
    digests: dict[str, str] = {}
    unreadable: dict[str, str] = {}
    evidence: list[dict[str, Any]] = []
    for item in sheet.evidence:
        name = item.get("file")
        if not isinstance(name, str):
            evidence.append(item)
            continue
        data, why = _read(folder, name)
        if data is None:
            unreadable[name] = why
        else:
            digests[name] = "sha256:" + hashlib.sha256(data).hexdigest()
            words, why = _words(name, data)
            if why:
                unreadable[name] = why
            if words:
                item = {**item, "text": words}
        evidence.append(item)
    return msgspec.structs.replace(sheet, evidence=tuple(evidence), digests=digests, unreadable=unreadable)


def _read(folder: Path, name: str) -> tuple[bytes | None, str]:
    if "\0" in name:
        return None, "missing"
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        return None, "outside"
    try:
        if not path.is_file():
            return None, "missing"
        if path.stat().st_size > MAX_BYTES:
            return None, "huge"
        data = path.read_bytes()
    except OSError:
        return None, "missing"
    if not data:
        return None, "empty"
    magic = _MAGIC.get(path.suffix.lower())
    if magic is not None and not data.startswith(magic):
        return None, "mislabelled"
    return data, ""


def _words(name: str, data: bytes) -> tuple[str, str]:
    """The words of a PDF that has words, and why it cannot be opened; other files are kept by digest only."""
    if not name.lower().endswith(".pdf"):
        return "", ""
    import io
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            return "", "encrypted"
        words = "\n".join(page.extract_text() for page in reader.pages[:MAX_PAGES])
    except Exception:  # a PDF from anywhere may be broken in any way
        return "", "broken"
    return words[:MAX_WORDS], ""
