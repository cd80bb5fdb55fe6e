"""The review as a page: a summary and a section a sheet; written to a file, also a page a sheet beside it, linked.

Escaped by the template engine.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TextIO

from governance.errors import PinocchioError
from governance.model import Lang
from governance.report.conditions import admission_lines
from governance.report.notice import environment
from governance.report.precheck import law_of, say

_UNSAFE = re.compile(r"[^\w.-]+")


class PrecheckHtml:
    """Written whole at the end, since the summary comes first. ``path`` is where the batch page goes, if a file."""

    def __init__(self, out: TextIO, lang: Lang, path: Path | None = None) -> None:
        self.out = out
        self.path = path
        self.lang = lang
        self.records: list[dict[str, Any]] = []

    def add(self, record: dict[str, Any]) -> None:
        """Keep one sheet."""
        self.records.append(record)

    def close(self, batch: dict[str, Any]) -> None:
        """Write the page, and the pages of the sheets. Raises PinocchioError."""
        links: list[str] = []
        if self.path is not None:
            folder = self.path.with_name(f"{self.path.stem}-sheets")
            try:
                folder.mkdir(exist_ok=True)
                for number, record in enumerate(self.records, 1):
                    # Ids are users' words: a number keeps them apart, and nothing of them leaves the folder.
                    name = f"{number:04}-{_UNSAFE.sub('-', record['id'])[:60].strip('.-') or 'sheet'}.html"
                    links.append(f"{folder.name}/{name}")
                    page = self._page([record], batch, back=f"../{self.path.name}")
                    (folder / name).write_text(page, "utf-8", errors="replace", newline="\n")
            except OSError as error:
                raise PinocchioError.of(f"cannot be written ({error.strerror})", str(folder), "check it") from None
        self.out.write(self._page(self.records, batch, links=links))

    def _page(self, records: list[dict[str, Any]], batch: dict[str, Any], *, links: list[str] | None = None,
              back: str = "") -> str:  # fmt: skip
        page = environment().get_template("precheck.html")
        return page.render(records=records, batch=batch, lang=self.lang, law_of=law_of, links=links or [], back=back,
                           admission=lambda gate: admission_lines(gate, self.lang),
                           say=lambda key: say(key, self.lang))  # fmt: skip
