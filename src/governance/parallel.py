"""Scan with several processes, results in input order whatever their number."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from pathlib import Path

from governance.model import Document, Lang, Scan
from governance.pipeline import Scanner

BATCH = 64  # documents a task; enough to hide the cost of handing them over
AHEAD = 3  # tasks waiting a worker, so that a slow reader of results stops the reading of documents

_scanner: Scanner | None = None


def _start(rules: tuple[Path, ...], as_of: str | None, lang: Lang) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted and ends its workers in order
    global _scanner
    _scanner = Scanner.load(rules, as_of=as_of, lang=lang)


def _work(documents: list[Document]) -> list[Scan]:
    assert _scanner is not None
    return [_scanner.scan(document) for document in documents]


def scan_in_order(
    documents: Iterable[Document], workers: int, *, rules: tuple[Path, ...], as_of: str | None, lang: Lang
) -> Iterator[Scan]:
    """Yield the scans of ``documents`` in their order; memory is bounded by the tasks under way."""
    source = iter(documents)
    waiting: deque[Future[list[Scan]]] = deque()
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(rules, as_of, lang))
    try:
        while True:
            while len(waiting) < workers * AHEAD and (batch := list(islice(source, BATCH))):
                waiting.append(pool.submit(_work, batch))
            if not waiting:
                return
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
