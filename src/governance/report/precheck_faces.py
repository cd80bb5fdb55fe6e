"""The faces of a review by name, on standard output or in a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TextIO

from governance.errors import PinocchioError
from governance.model import Lang
from governance.report.jsonl import dumps


class PrecheckFace(Protocol):
    """Takes the records of reviews one by one; ``close`` takes the batch."""

    def add(self, record: dict[str, Any]) -> None:
        """Show one sheet."""

    def close(self, batch: dict[str, Any]) -> None:
        """Show the batch; called once."""


@contextmanager
def face(name: str, output: Path | None, *, lang: Lang, show_all: bool) -> Iterator[PrecheckFace]:
    """The face ``name``, writing to ``output`` or standard output. Raises PinocchioError when it cannot write."""
    if name == "xlsx":
        from governance.report.precheck_xlsx import PrecheckXlsx

        assert output is not None
        yield PrecheckXlsx(output, lang)
        return
    try:
        out: TextIO = sys.stdout if output is None else output.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise PinocchioError.of(f"cannot be written ({error.strerror})", str(output), "check the folder") from None
    try:
        yield _make(name, out, output, lang, show_all)
        out.flush()
    finally:
        if output is not None:
            out.close()


def _make(name: str, out: TextIO, output: Path | None, lang: Lang, show_all: bool) -> PrecheckFace:
    if name == "text":
        from governance.report.precheck import PrecheckText

        return PrecheckText(out, lang, show_all)
    if name == "html":
        from governance.report.precheck_html import PrecheckHtml

        return PrecheckHtml(out, lang, output)
    if name == "sarif":
        from governance.report.precheck_sarif import PrecheckSarif

        return PrecheckSarif(out)
    return _Lines(out) if name == "jsonl" else _Array(out)


class _Lines:
    def __init__(self, out: TextIO) -> None:
        self.out = out

    def add(self, record: dict[str, Any]) -> None:
        self.out.write(dumps(record) + "\n")

    def close(self, batch: dict[str, Any]) -> None:
        pass


class _Array:
    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.count = 0

    def add(self, record: dict[str, Any]) -> None:
        self.out.write(("[\n" if self.count == 0 else ",\n") + dumps(record))
        self.count += 1

    def close(self, batch: dict[str, Any]) -> None:
        self.out.write("\n]\n" if self.count else "[]\n")
