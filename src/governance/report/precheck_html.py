"""The review as one page: a summary and a section a sheet. Escaped by the template engine."""

from __future__ import annotations

from typing import Any, TextIO

from governance.model import Lang
from governance.report.notice import environment
from governance.report.precheck import law_of, say


class PrecheckHtml:
    """Written whole at the end, since the summary comes first."""

    def __init__(self, out: TextIO, lang: Lang) -> None:
        self.out = out
        self.lang = lang
        self.records: list[dict[str, Any]] = []

    def add(self, record: dict[str, Any]) -> None:
        """Keep one sheet."""
        self.records.append(record)

    def close(self, batch: dict[str, Any]) -> None:
        """Write the page."""
        page = environment().get_template("precheck.html")
        self.out.write(page.render(records=self.records, batch=batch, lang=self.lang, law_of=law_of,
                                   say=lambda key: say(key, self.lang)))  # fmt: skip
