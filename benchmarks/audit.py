"""What does an audit cost beside the scanning in it, and how well does it use a second processor?

    python benchmarks/audit.py [DOCUMENTS]        default: 6000 short documents made from the shipped corpora

All figures are ratios within one run, on the same documents: a plain loop of ``Scanner.scan``, an audit with one worker
and one with two. Start-up (interpreter, rulebook, workers) is measured apart, on one document, and taken off. Memory is
the largest resident set of the parent and of any one worker.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def archive(path: Path, count: int) -> None:
    """Write so many documents: the corpora's lines over and over, no two alike."""
    from governance.errors import Problem
    from governance.ingest import read_documents

    sources = [str(ROOT / "corpora" / "transcripts"), str(ROOT / "corpora" / "labelled" / "dev-wide.jsonl")]
    texts = [item.text[:400] for item in read_documents(sources) if not isinstance(item, Problem)]
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            text = f"{texts[number % len(texts)]}，第{number}场"
            out.write(
                json.dumps({"id": f"d{number}", "text": text, "merchant": f"M{number % 97}"}, ensure_ascii=False) + "\n"
            )


def audited(source: Path, folder: Path, workers: int) -> float:
    begun = time.perf_counter()
    options = ["--out", str(folder), "--workers", str(workers), "--quiet"]
    subprocess.run([sys.executable, "-m", "governance", "audit", str(source), *options], check=False)
    return time.perf_counter() - begun


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 6000
    from governance.errors import Problem
    from governance.ingest import read_documents
    from governance.pipeline import Scanner

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive(folder / "many.jsonl", count)
        archive(folder / "one.jsonl", 1)
        scanner = Scanner.load()
        documents = [item for item in read_documents([str(folder / "many.jsonl")]) if not isinstance(item, Problem)]
        for document in documents[:300]:
            scanner.scan(document)  # warm: patterns compile at first use
        begun = time.perf_counter()
        for document in documents:
            scanner.scan(document)
        plain = time.perf_counter() - begun
        start = {n: audited(folder / "one.jsonl", folder / f"start{n}", n) for n in (1, 2)}
        whole = {n: audited(folder / "many.jsonl", folder / f"out{n}", n) for n in (1, 2)}
        again = audited(folder / "many.jsonl", folder / "out2", 2)
        parent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    work = {n: whole[n] - start[n] for n in (1, 2)}
    print(f"{count} documents, {sum(len(d.text) for d in documents)} characters")
    print(f"plain loop of Scanner.scan  {plain:7.1f} s   1.00 x")
    print(f"audit, one worker           {work[1]:7.1f} s   {work[1] / plain:.2f} x   (start-up {start[1]:.1f} s apart)")
    print(f"audit, two workers          {work[2]:7.1f} s   {work[1] / work[2]:.2f} x as fast as one")
    print(f"the same command once more  {again:7.1f} s   (everything done before)")
    print(f"largest process             {parent:7.0f} MB")


if __name__ == "__main__":
    main()
