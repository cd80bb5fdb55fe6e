"""How fast is a whole scan, as a ratio to ``jieba.lcut`` over the same text in the same run?

    python benchmarks/scan.py [FILE.jsonl ...]      default: the shipped transcripts and labelled lines

Prints characters a second of jieba, of the scan with all rules on one worker, and their ratio; then where the time of a
start goes. Nothing here passes or fails: machines differ, ratios less so.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5


def median_seconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def windows(sources: list[str], size: int = 350) -> list[str]:
    """Texts of about the length of half a minute of talk, so that one long file does not decide."""
    from governance.errors import Problem
    from governance.ingest import read_documents

    out = []
    for item in read_documents(sources):
        if not isinstance(item, Problem):
            out += [item.text[at : at + size] for at in range(0, len(item.text), size)]
    return out[:1500]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shipped = [ROOT / "corpora" / "transcripts", ROOT / "corpora" / "labelled"]
    parser.add_argument("sources", nargs="*", metavar="FILE", default=list(map(str, shipped)))
    texts = windows(parser.parse_args().sources)
    if not texts:
        parser.error("no text in these files")
    characters = sum(map(len, texts))

    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    sample = texts[:: max(1, len(texts) // 300)]
    sampled = sum(map(len, sample))
    base = sampled / median_seconds(lambda: [jieba.lcut(text) for text in sample])

    from governance.model import Document
    from governance.pipeline import Scanner
    from governance.report.jsonl import dumps, scan_record

    scanner = Scanner.load()
    documents = [Document(id=str(number), text=text) for number, text in enumerate(texts)]

    def scan() -> int:
        return sum(len(dumps(scan_record(scanner.scan(document)))) for document in documents)

    scan()  # warm: patterns compile at first use
    speed = characters / median_seconds(scan)
    found = sum(bool(scanner.scan(document).findings) for document in documents)
    print(f"{len(texts)} windows, {characters} characters, {found / len(texts):.0%} with a finding")
    print(f"jieba.lcut   {base:>12,.0f} characters/s   1.0 x")
    print(f"scan, jsonl  {speed:>12,.0f} characters/s  {speed / base:>4.1f} x")

    for name, arguments in (("--help", ["--help"]), ("scan one line", ["scan", "-", "--format", "jsonl"])):
        seconds = median_seconds(
            lambda arguments=arguments: subprocess.run(  # type: ignore[misc]
                [sys.executable, "-m", "governance", *arguments],
                input="这款面膜全网最低价".encode(),
                capture_output=True,
                check=False,
                cwd=ROOT,
            )
        )
        bare = median_seconds(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))
        print(f"start-up, {name:<14} {seconds:.2f} s, {seconds / bare:.1f} x an empty python")


if __name__ == "__main__":
    main()
