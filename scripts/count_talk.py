"""Count in how many of our lines each run of one to three characters stands; write language/data/talk.npz.

    .venv/bin/python scripts/count_talk.py

Read from corpora/labelled/dev-*.jsonl and corpora/evasion/copy.txt, folded but not resolved: the counts are what the
resolver weighs its readings by, so they must not rest on what it read.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np

from governance.language.fold import fold
from governance.language.grams import BETWEEN, LONGEST

HERE = Path(__file__).resolve().parents[1]
LEAST = (1, 2, 3)  # lines in which a run of so many characters must stand, by length
# Labelled lines vary what may be said; plain selling copy says what goes with what, and each of its lines counts more.
COPY = 3
MOST = np.iinfo(np.uint16).max


def runs_of(line: str) -> set[str]:
    """The runs of one to three characters of a line."""
    text = fold(line).folded
    return {text[at : at + size] for size in range(1, LONGEST + 1) for at in range(len(text) - size + 1)}


def main() -> None:
    seen: Counter[str] = Counter()
    for path in sorted((HERE / "corpora" / "labelled").glob("dev-*.jsonl")):
        for row in path.read_text(encoding="utf-8").splitlines():
            seen.update(runs_of(json.loads(row)["text"]))
    for line in (HERE / "corpora" / "evasion" / "copy.txt").read_text(encoding="utf-8").splitlines():
        for run in runs_of(line):
            seen[run] += COPY
    kept = [run for run, count in seen.items() if count >= LEAST[len(run) - 1] and BETWEEN not in run]
    kept.sort(key=lambda run: (-seen[run], run))
    out = HERE / "src" / "governance" / "language" / "data" / "talk.npz"
    counts = np.array([0, *(min(seen[run], MOST) for run in kept)], np.uint16)
    np.savez_compressed(out, grams=BETWEEN.join(kept), seen=counts)
    print(f"{out.relative_to(HERE)}: {len(kept)} runs, {out.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
