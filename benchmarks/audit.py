"""What does an audit cost beside the scanning in it, and how well does it use a second processor?

    python benchmarks/audit.py [DOCUMENTS]        default: 6000 short documents made from the shipped corpora

All figures are ratios within one run, on the same documents: a plain loop of ``Scanner.scan``, an audit with one worker
and one with two. Start-up (interpreter, rulebook, workers) is measured apart, on one document, and taken off. What two
processors of this machine are worth is measured too: two plain loops that share nothing, beside one alone; where they
share a core or its caches, no audit can do better. Memory is the largest resident set of the parent and of any one
worker.
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


LOOP = """
import sys, time
from governance.errors import Problem
from governance.ingest import read_documents
from governance.pipeline import Scanner
scanner = Scanner.load()
documents = [item for item in read_documents([sys.argv[1]]) if not isinstance(item, Problem)]
for document in documents[:300]:
    scanner.scan(document)  # warm: patterns compile at first use
print("ready", flush=True)
input()
begun = time.perf_counter()
for document in documents:
    scanner.scan(document)
print(time.perf_counter() - begun, flush=True)
"""


def side_by_side(source: Path, count: int) -> float:
    """Seconds of the slowest of so many plain loops begun together, each over all documents."""
    command = [sys.executable, "-c", LOOP, str(source)]
    loops = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(count)]
    for loop in loops:
        assert loop.stdout is not None
        loop.stdout.readline()
    for loop in loops:
        assert loop.stdin is not None
        loop.stdin.write("\n")
        loop.stdin.flush()
    return max(float(loop.communicate()[0]) for loop in loops)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 6000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive(folder / "many.jsonl", count)
        archive(folder / "one.jsonl", 1)
        alone = side_by_side(folder / "many.jsonl", 1)
        beside = side_by_side(folder / "many.jsonl", 2)
        start = {n: audited(folder / "one.jsonl", folder / f"start{n}", n) for n in (1, 2)}
        whole = {n: audited(folder / "many.jsonl", folder / f"out{n}", n) for n in (1, 2)}
        again = audited(folder / "many.jsonl", folder / "out2", 2)
        characters = sum(len(json.loads(line)["text"]) for line in (folder / "many.jsonl").open(encoding="utf-8"))
        parent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    work = {n: whole[n] - start[n] for n in (1, 2)}
    print(f"{count} documents, {characters} characters")
    print(f"plain loop of Scanner.scan  {alone:7.1f} s   1.00 x")
    print(f"audit, one worker           {work[1]:7.1f} s   {work[1] / alone:.2f} x   (start-up {start[1]:.1f} s apart)")
    print(f"audit, two workers          {work[2]:7.1f} s   {work[1] / work[2]:.2f} x as fast as one")
    print(
        f"two plain loops at a time   {beside:7.1f} s   {2 * alone / beside:.2f} x as fast as one: the machine's best"
    )
    print(f"the same command once more  {again:7.1f} s   (everything done before)")
    print(f"largest process             {parent:7.0f} MB")


if __name__ == "__main__":
    main()
