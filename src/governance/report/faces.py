"""The faces by name, and what each must be able to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TextIO

from governance.model import Lang, Scan

FORMATS: tuple[str, ...] = ("text", "json", "jsonl", "csv", "sarif", "github", "html", "xlsx")


class Face(Protocol):
    """Takes scans one by one and writes them; ``close`` writes what must come last."""

    def add(self, scan: Scan) -> None:
        """Write one scanned document."""

    def close(self) -> None:
        """Write the end; called once, also when nothing was scanned."""


def face(name: str, out: TextIO, *, lang: Lang = "zh", show_cleared: bool = False) -> Face:
    """Build the face ``name``. Only its own module is imported."""
    makers: dict[str, Callable[[], Face]] = {
        "text": lambda: _text(out, lang, show_cleared),
        "json": lambda: _json(out, show_cleared),
        "jsonl": lambda: _jsonl(out, show_cleared),
        "csv": lambda: _csv(out, show_cleared),
        "sarif": lambda: _sarif(out, lang),
        "github": lambda: _github(out, lang),
        "html": lambda: _html(out, lang, show_cleared),
        "xlsx": lambda: _xlsx(out, lang, show_cleared),
    }
    return makers[name]()


def _text(out: TextIO, lang: Lang, show_cleared: bool) -> Face:
    from governance.report.text import TextFace

    return TextFace(out, lang, show_cleared)


def _json(out: TextIO, show_cleared: bool) -> Face:
    from governance.report.jsonl import JsonFace

    return JsonFace(out, show_cleared)


def _jsonl(out: TextIO, show_cleared: bool) -> Face:
    from governance.report.jsonl import JsonlFace

    return JsonlFace(out, show_cleared)


def _csv(out: TextIO, show_cleared: bool) -> Face:
    from governance.report.csvface import CsvFace

    return CsvFace(out, show_cleared)


def _sarif(out: TextIO, lang: Lang) -> Face:
    from governance.report.sarif import SarifFace

    return SarifFace(out, lang)


def _github(out: TextIO, lang: Lang) -> Face:
    from governance.report.github import GithubFace

    return GithubFace(out, lang)


def _html(out: TextIO, lang: Lang, show_cleared: bool) -> Face:
    from governance.report.html import HtmlFace

    return HtmlFace(out, lang, show_cleared)


def _xlsx(out: TextIO, lang: Lang, show_cleared: bool) -> Face:
    from governance.report.xlsxface import XlsxFace

    return XlsxFace(out, lang, show_cleared)
