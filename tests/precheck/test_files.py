"""Evidence files as they come: with words, locked, not what their name says."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pypdf import PdfWriter

from governance.precheck.files import attach
from governance.precheck.sheet import Sheet


def pdf(path: Path, password: str = "") -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(path)


def test_files_are_digested_or_set_aside(tmp_path: Path) -> None:
    pdf(tmp_path / "good.pdf")
    pdf(tmp_path / "locked.pdf", "secret")
    (tmp_path / "photo.pdf").write_bytes(b"\xff\xd8\xff jpeg")
    (tmp_path / "half.pdf").write_bytes(b"%PDF-1.7 cut")
    (tmp_path / "empty.png").write_bytes(b"")
    names = ("good.pdf", "locked.pdf", "photo.pdf", "half.pdf", "empty.png", "absent.pdf", "../out.pdf", "a\0b")
    evidence = tuple({"type": "label", "file": name} for name in names)
    sheet = attach(Sheet(id="s", title="t", evidence=evidence), tmp_path)
    assert sheet.digests["good.pdf"] == "sha256:" + hashlib.sha256((tmp_path / "good.pdf").read_bytes()).hexdigest()
    assert sheet.unreadable == {
        "locked.pdf": "encrypted", "photo.pdf": "mislabelled", "half.pdf": "broken", "empty.png": "empty",
        "absent.pdf": "missing", "../out.pdf": "outside", "a\0b": "missing",
    }  # fmt: skip
