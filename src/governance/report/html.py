"""The page face: one self-contained file without scripts, escaped by the template engine."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, TextIO

from markupsafe import Markup

from governance.model import Lang, Scan
from governance.report.marks import marked_lines
from governance.report.notice import environment
from governance.report.totals import Totals
from governance.report.words import article, clock, word

WHOLE = 100_000  # characters; a longer transcript is shown by its claims alone
_AROUND = 40  # characters of a claim's surroundings
_CHUNK = 1 << 16


class HtmlFace:
    """The summary stands first and is known last: documents wait in temporary files, so that memory stays flat."""

    def __init__(self, out: TextIO, lang: Lang, show_cleared: bool) -> None:
        self.out = out
        self.lang = lang
        self.show_cleared = show_cleared
        self.totals = Totals()
        self.rows, self.sections = _spool(), _spool()

    def add(self, scan: Scan) -> None:
        """Keep one document's row and section."""
        self.totals.add(scan)
        self.rows.write(self._part("scan-row.html", scan))
        self.sections.write(self._part("scan-document.html", scan))

    def _part(self, template: str, scan: Scan) -> str:
        text = scan.document.text
        return environment().get_template(template).render(
            number=self.totals.documents, scan=scan, say=self._say, clock=clock, article=article,
            around=lambda one: (text[max(0, one.start - _AROUND) : one.start], text[one.end : one.end + _AROUND]),
            cleared=scan.cleared if self.show_cleared else (),
            lines=marked_lines(scan.document, scan.findings) if len(text) <= WHOLE else None,
        )  # fmt: skip

    def _say(self, key: str) -> str:
        return word(key, self.lang)

    def close(self) -> None:
        """Write the page."""
        page = environment().get_template("scan.html")
        with self.rows, self.sections:
            parts = page.generate(
                lang=self.lang, totals=self.totals, say=self._say,
                rows=_read(self.rows), sections=_read(self.sections),
            )  # fmt: skip
            for part in parts:
                self.out.write(part.encode("utf-8", "replace").decode("utf-8"))


def _spool() -> IO[str]:
    return TemporaryFile("w+", encoding="utf-8", errors="replace", newline="")


def _read(spool: IO[str]) -> Iterator[Markup]:
    """What was rendered, and so escaped, before."""
    spool.seek(0)
    while chunk := spool.read(_CHUNK):
        yield Markup(chunk)  # noqa: S704 - rendered by the escaping engine
