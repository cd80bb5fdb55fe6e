"""One self-contained page for an audited archive: figures, streams, transcripts; no network, no other file.

Everything that came from outside goes into the page as gzip in base64 and onto the screen as text nodes, so that no
text can become markup. Charts are drawn by uPlot (MIT, beside this file).
"""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Iterable
from importlib import resources
from typing import Any, BinaryIO

import msgspec

from governance.model import CATEGORIES, FAMILIES, SEVERITIES, STATUSES, VERDICTS, Lang

BLOCK = 256 << 10  # bytes of details unpacked at once when a stream is opened
_ENCODE = msgspec.json.Encoder().encode


class Page:
    """Writes the page front to back: ``details`` once, then ``close``."""

    def __init__(self, out: BinaryIO, summary: dict[str, Any], titles: dict[str, Any], lang: Lang) -> None:
        self._out = out
        self._summary = summary
        self._titles = titles
        self._lang = lang
        self._places: dict[int, tuple[int, int]] = {}
        scripts = [_asset("uplot.min.js"), *(_asset(name) for name in _SCRIPTS)]
        # Only these very scripts may run, whatever else got into the page.
        allowed = " ".join(f"'sha256-{_sha(text)}'" for text in scripts)
        self._scripts = scripts
        head = _asset("page.html").replace("{{scripts}}", allowed).replace("{{lang}}", _TAG[lang])
        before, _, self._after = head.partition("{{data}}")
        style = _asset("uplot.min.css") + _asset("page.css")
        self._put(before.replace("{{style}}", style))

    def details(self, details: Iterable[tuple[int, dict[str, Any]]]) -> None:
        """Write what is shown of single streams, each with the number by which its row is known."""
        held: list[bytes] = []
        size = block = 0
        for number, detail in details:
            encoded = _ENCODE(detail)
            if held and size + len(encoded) > BLOCK:
                self._block(f"block-{block}", b"[" + b",".join(held) + b"]")
                held, size, block = [], 0, block + 1
            self._places[number] = (block, len(held))
            held.append(encoded)
            size += len(encoded)
        if held:
            self._block(f"block-{block}", b"[" + b",".join(held) + b"]")

    def close(self, rows: list[tuple[int, dict[str, Any]]]) -> None:
        """Write the figures and the rows (the worst first), then the program that shows them."""
        index = {
            "summary": self._summary, "titles": self._titles, "lang": self._lang,
            "names": {"verdicts": VERDICTS, "statuses": STATUSES, "severities": SEVERITIES, "families": FAMILIES,
                      "categories": CATEGORIES},
            "streams": [{**row, "at": self._places.get(number)} for number, row in rows],
        }  # fmt: skip
        self._block("index", _ENCODE(index))
        for text in self._scripts:
            self._put(f"<script>{text}</script>\n")
        self._put(self._after)

    def _block(self, name: str, data: bytes) -> None:
        packed = base64.b64encode(gzip.compress(data, 6, mtime=0)).decode()
        self._put(f'<script type="application/gzip" id="{name}">{packed}</script>\n')

    def _put(self, text: str) -> None:
        self._out.write(text.encode())


_SCRIPTS = ("words.js", "data.js", "charts.js", "list.js", "detail.js", "page.js")
_TAG = {"zh": "zh-CN", "en": "en"}


def _asset(name: str) -> str:
    return resources.files(__name__).joinpath(name).read_text("utf-8")


def _sha(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
