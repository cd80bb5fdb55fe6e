"""Read, scan and show, in order; the loop behind every command that looks at documents."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, TextIO

import msgspec

from governance.cli.recording import Recording
from governance.errors import Problem
from governance.ingest import read_documents
from governance.model import VERDICTS, Document, Lang, Scan
from governance.report import face

SMALL = 2_000_000  # bytes; below it starting workers costs more than they save


class Run:
    """One call of a scanning command. ``problems`` counts what could not be read."""

    def __init__(self, sources: list[str], format_: str, *, rules: tuple[Path, ...], as_of: str | None, lang: Lang,
                 show_cleared: bool, from_format: str | None, workers: int | None,
                 category: str | None, ledger: str | None = None) -> None:  # fmt: skip
        self.sources = sources
        self.format = format_
        self.rules = rules
        self.as_of = as_of
        self.lang: Lang = lang
        self.show_cleared = show_cleared
        self.from_format = from_format
        self.workers = workers or (1 if _small(sources) else os.cpu_count() or 1)
        self.category = category
        self.ledger = ledger
        self.problems = 0
        self.seen: Callable[[Scan], None] = lambda scan: None  # what else looks at each scan

    def go(self, out: TextIO, complain: Callable[[Problem], None]) -> str | None:
        """Scan everything; return the worst verdict, or None when there was no document. An interrupted run ends its
        face before it leaves: what is finished is kept and can be read."""
        worst = -1
        shown = face(self.format, out, lang=self.lang, show_cleared=self.show_cleared)
        with Recording(self.ledger, complain) as recording, _progress(out) as tick:
            try:
                for scan in self._scans(complain):
                    recording.add(scan)
                    self.seen(scan)
                    shown.add(scan)
                    worst = max(worst, VERDICTS.index(scan.verdict))
                    tick(scan)
            except KeyboardInterrupt:
                shown.close()
                out.flush()
                raise
        self.problems += recording.refused
        shown.close()
        out.flush()
        return VERDICTS[worst] if worst >= 0 else None

    def _scans(self, complain: Callable[[Problem], None]) -> Iterator[Scan]:
        documents = self._documents(complain)
        if self.workers == 1:
            from governance.pipeline import Scanner

            scanner = Scanner.load(self.rules, as_of=self.as_of, lang=self.lang)
            yield from (scanner.scan(document) for document in documents)
        else:
            from governance.parallel import scan_in_order

            yield from scan_in_order(documents, self.workers, rules=self.rules, as_of=self.as_of, lang=self.lang)

    def _documents(self, complain: Callable[[Problem], None]) -> Iterator[Document]:
        stdin = sys.stdin.buffer if "-" in self.sources else None
        for item in read_documents(self.sources, from_format=self.from_format, stdin=stdin):
            if isinstance(item, Problem):
                self.problems += 1
                complain(item)
            elif self.category and item.category is None:
                yield msgspec.structs.replace(item, category=self.category)
            else:
                yield item


def _small(sources: list[str]) -> bool:
    """Whether all sources together are small. Anything not a plain file or folder counts as small."""
    total = 0
    for source in sources:
        path = Path(source)
        try:
            paths = path.rglob("*") if path.is_dir() else [path]
            for file in paths:
                total += file.stat().st_size if file.is_file() else 0
                if total > SMALL:
                    return False
        except OSError:
            continue
    return True


def _progress(out: TextIO) -> Any:
    """A context that yields ``tick(scan)``: a bar on standard error, only on a terminal and for long work."""
    if not sys.stderr.isatty() or out.isatty():
        return nullcontext(lambda scan: None)
    return _Bar()


class _Bar:
    def __enter__(self) -> Callable[[Scan], None]:
        from rich.console import Console
        from rich.progress import Progress, TextColumn, TimeElapsedColumn

        self._bar = Progress(
            TextColumn("{task.completed} documents"), TextColumn("{task.fields[found]} findings"), TimeElapsedColumn(),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._bar.start()
        self._task = self._bar.add_task("scan", total=None, found=0)
        self._found = 0
        return self._tick

    def _tick(self, scan: Scan) -> None:
        self._found += len(scan.findings)
        self._bar.update(self._task, advance=1, found=self._found)

    def __exit__(self, *_: object) -> None:
        self._bar.stop()
