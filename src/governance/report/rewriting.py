"""Rewrites as unified diff and as records."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

import msgspec

from governance.errors import one_line
from governance.model import Document
from governance.report.jsonl import finding_record


def unified(name: str, before: str, after: str) -> str:
    """A unified diff that ``patch -p1`` takes; empty when nothing changed."""
    name = one_line(name).lstrip("/")
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}"
    )
    return "".join(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines)


def remarks(fixed: Any) -> Iterator[str]:
    """What a person should know beside the diff: drafts, lines that were left, claims that are left."""
    for edit in fixed.edits:
        if edit.draft:
            yield f"line {edit.line}: a draft, read it before it is used"
    for given in fixed.for_a_person:
        yield f"line {given.line}: for a person: {given.reason}" + (f": {given.draft}" if given.draft else "")
    for finding in fixed.left:
        yield f"left: {finding.quote}: {finding.reason}"


def record(document: Document, fixed: Any) -> dict[str, Any]:
    """What ``fix --format json`` prints: the text before and after, the edits, the lines for a person, what is left."""
    return {
        "id": document.id,
        "source": document.source,
        "changed": fixed.text != document.text,
        "text": document.text,
        "fixed": fixed.text,
        "edits": msgspec.to_builtins(fixed.edits),
        "for_a_person": msgspec.to_builtins(fixed.for_a_person),
        "left": [finding_record(one) for one in fixed.left],
    }
