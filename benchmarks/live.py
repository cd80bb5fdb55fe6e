"""From a final utterance to its warning, and how many rooms one process keeps up with.

    python benchmarks/live.py [FILE [HOURS]]       default: a shipped transcript, played into every room, and 12 hours

Prints the 50th and 99th percentile of the time :meth:`Studio.hear` takes for one and for many rooms that take turns, as
a ratio to one plain scan of the same utterance alone; how many rooms at talking speed that makes; and memory after a
stream of HOURS. Single process; nothing here passes or fails.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOURS = 12


def main() -> None:
    from governance.errors import Problem
    from governance.ingest import read_documents
    from governance.live import Line, Studio, load_policy
    from governance.model import Document
    from governance.pipeline import Scanner

    source = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "corpora/transcripts/jade-morning-market.vtt")
    said = [u for d in read_documents([source]) if not isinstance(d, Problem) for u in d.utterances]
    scanner, policy = Scanner.load(), load_policy()
    scanner.warm()  # as the command does before it listens
    gc.collect()
    gc.freeze()
    begun = time.perf_counter()
    for one in said:
        scanner.scan(Document(id="alone", text=one.text))
    alone = (time.perf_counter() - begun) / len(said)
    span = (said[-1].end_ms or 0) - (said[0].start_ms or 0)
    for rooms in (1, 200):
        studio, took = Studio(scanner, policy), []
        for number, one in enumerate(said[: max(4000 // rooms, 20)]):
            for room in range(rooms):
                line = Line(f"r{room}", one.text, str(number), one.start_ms, one.end_ms)
                begun = time.perf_counter()
                studio.hear(line)
                took.append(time.perf_counter() - begun)
        took.sort()
        middle, late = took[len(took) // 2], took[int(len(took) * 0.99)]
        print(f"{rooms:4} rooms: p50 {middle * 1000:.1f} ms, p99 {late * 1000:.1f} ms, {middle / alone:.1f} x one scan")
        if rooms == 1:
            keeps = span / 1000 / sum(took)
    print(f"one process keeps up with about {keeps:.0f} rooms at the speed of this stream")
    hours = float(sys.argv[2]) if len(sys.argv) > 2 else HOURS
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    studio, at, number = Studio(scanner, policy), 0, 0
    while at < hours * 3_600_000:
        for one in said:
            studio.hear(Line("long", one.text, str(number), at + (one.start_ms or 0), at + (one.end_ms or 0)))
            number += 1
        at += span
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{hours:g} hours, {number} utterances: memory grew by {(after - before) / 1024:.0f} MB")


if __name__ == "__main__":
    main()
