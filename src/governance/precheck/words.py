"""The words of a sheet as documents for the engine, and back from an offset to the part it stands in."""

from __future__ import annotations

from typing import NamedTuple

from governance.language.fold import fold
from governance.model import Document
from governance.precheck.sheet import Sheet

TITLE = "title"  # the name of that part


class Written(NamedTuple):
    """A document and where its parts begin: ``(start, part)`` in order."""

    document: Document
    parts: tuple[tuple[int, str], ...]

    def place(self, start: int, end: int) -> tuple[str, int, int]:
        """The part an original span begins in, and its offsets there."""
        begin, part = next((one for one in reversed(self.parts) if one[0] <= start), self.parts[0])
        return part, start - begin, end - begin


def parts_of(sheet: Sheet) -> list[tuple[str, str]]:
    """Every part that has words, by name, in the order of the sheet."""
    points = [(f"selling_points[{i}]", text) for i, text in enumerate(sheet.selling_points)]
    return [(n, t) for n, t in [(TITLE, sheet.title), *points, ("detail", sheet.detail), ("script", sheet.script)] if t]


def folded(sheet: Sheet) -> dict[str, str]:
    """The parts as patterns read them: width, case and traditional characters undone; line breaks kept."""
    return {name: fold(text).folded for name, text in parts_of(sheet)}


def documents(sheet: Sheet) -> list[Written]:
    """The written copy as one document and the spoken script as another, both with the sheet's evidence."""
    parts = parts_of(sheet)
    out = []
    for kind, chosen in (
        ("copy", [one for one in parts if one[0] != "script"]),
        ("speech", [one for one in parts if one[0] == "script"]),
    ):
        if not chosen:
            continue
        starts, size = [], 0
        for name, text in chosen:
            starts.append((size, name))
            size += len(text) + 1
        document = Document(
            id=f"{sheet.id}:{kind}",
            text="\n".join(text for _, text in chosen),
            kind="copy" if kind == "copy" else "speech",
            category=sheet.category,
            merchant=sheet.merchant,
            streamer=sheet.streamer,
            occurred_at=sheet.starts,
            evidence=sheet.evidence,
            source=sheet.source,
            filed=True,
        )
        out.append(Written(document, tuple(starts)))
    return out
