"""Which streams the report lists, and what it shows of each: the worst first, the text while there is room."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from governance.audit.shard import Entry
from governance.decide import Decider
from governance.model import VERDICTS, Finding, Lang, Scan
from governance.report.archive import Page
from governance.report.jsonl import finding_record

LISTED = 20_000  # streams in the page; the tables beside it have all of them
WHOLE_TEXT = 12_000_000  # characters of talk in the page, some 15 MB of it; of the rest only what is around findings
AROUND = 80  # characters shown on each side of a finding where the text is not whole
TRAIL = 60  # findings whose share in the nose is drawn


class Worst:
    """The streams with the longest noses, met one by one; holds a row for each and no text."""

    def __init__(self, most: int = LISTED) -> None:
        self._most = most
        self._heap: list[tuple[tuple[int, int, int], int, dict[str, Any]]] = []

    def add(self, number: int, scan: Scan) -> None:
        """Meet a stream; ``number`` is its place in the run."""
        rank = (scan.nose, VERDICTS.index(scan.verdict), len(scan.findings))
        if len(self._heap) < self._most:
            heapq.heappush(self._heap, (rank, -number, _row(scan)))
        elif (rank, -number) > self._heap[0][:2]:
            heapq.heapreplace(self._heap, (rank, -number, _row(scan)))

    def rows(self) -> list[tuple[int, dict[str, Any]]]:
        """Places and rows, the worst first."""
        return [(-negative, row) for _, negative, row in sorted(self._heap, key=lambda item: item[:2], reverse=True)]


def _row(scan: Scan) -> dict[str, Any]:
    document = scan.document
    return {
        "id": document.id, "source": document.source, "verdict": VERDICTS.index(scan.verdict), "nose": scan.nose,
        "merchant": document.merchant, "streamer": document.streamer, "category": scan.category,
        "day": document.day or "", "findings": len(scan.findings),
        "families": sorted({finding.family for finding in scan.findings}), "characters": len(document.text),
    }  # fmt: skip


def write_report(out: BinaryIO, summary: dict[str, Any], worst: Worst, shards: Iterable[Entry],
                 titles: dict[str, Any], lang: Lang, decider: Decider) -> None:  # fmt: skip
    """Write the page: the figures, the rows, and the details of the rows."""
    rows = worst.rows()
    whole: set[int] = set()
    room = WHOLE_TEXT
    for number, row in rows:
        if row["characters"] <= room:
            whole.add(number)
            room -= row["characters"]
    page = Page(out, summary, titles, lang)
    page.details(_details({number for number, _ in rows}, whole, shards, decider))
    page.close([(number, row) for number, row in rows])


def _details(wanted: set[int], whole: set[int], shards: Iterable[Entry],
             decider: Decider) -> Iterator[tuple[int, dict[str, Any]]]:  # fmt: skip
    for number, entry in enumerate(shards):
        if number in wanted and entry.scan is not None:
            yield number, _detail(entry.scan, number in whole, decider)


def _detail(scan: Scan, whole: bool, decider: Decider) -> dict[str, Any]:
    document = scan.document
    places = []
    at = 0
    for utterance in document.utterances:
        places.append([at, utterance.start_ms, utterance.end_ms, utterance.speaker])
        at += len(utterance.text) + 1
    return {
        "pieces": [[0, document.text]] if whole else _pieces(document.text, scan.findings),
        "utterances": places,
        "findings": [finding_record(finding) for finding in scan.findings],
        "trail": _trail(scan, decider),
        "reasons": list(scan.reasons), "provider": document.provider, "occurred_at": document.occurred_at,
        "as_of": scan.rulebook.as_of, "kind": document.kind,
    }  # fmt: skip


def _pieces(text: str, findings: tuple[Finding, ...]) -> list[list[Any]]:
    """``[offset, text]`` of what is around the findings, those that touch joined."""
    spans: list[list[int]] = []
    for finding in sorted(findings, key=lambda f: f.start):
        low, high = max(0, finding.start - AROUND), min(len(text), finding.end + AROUND)
        if spans and low <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], high)
        else:
            spans.append([low, high])
    return [[low, text[low:high]] for low, high in spans]


def _trail(scan: Scan, decider: Decider) -> list[list[int | None]]:
    """``[offset, start_ms, nose]`` after each finding, in the order in which they were said."""
    said = sorted(scan.findings, key=lambda f: (f.start, f.end))
    trail: list[list[int | None]] = []
    for count, finding in enumerate(said[:TRAIL], 1):
        nose = scan.nose if count == len(said) else decider.decide(said[:count], scan.category).nose
        trail.append([finding.start, finding.start_ms, nose])
    return trail
