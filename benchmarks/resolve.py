"""How well is evasive wording undone? LiveAMR-style scoring of a pairs file (heard ⇥ meant a line).

    python benchmarks/resolve.py PAIRS.tsv [--limit N] [--show N]

An edit is start, end and replacement by difflib; one made is right when it equals one of the edits between
heard and meant. Prints precision, recall and F0.5 over the file, the share of unevasive lines left alone, and the rate.
"""

from __future__ import annotations

import argparse
import difflib
import time
from pathlib import Path

Edit = tuple[int, int, str]


def edits(before: str, after: str) -> set[Edit]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return {(i1, i2, after[j1:j2]) for op, i1, i2, j1, j2 in matcher.get_opcodes() if op != "equal"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()

    from governance.pipeline import Scanner

    resolver = Scanner.load().resolver
    pairs = [line.split("\t") for line in options.pairs.read_text("utf-8").splitlines() if "\t" in line]
    if options.limit:
        pairs = pairs[:: max(1, len(pairs) // options.limit)]
    right = made = wanted = clean = touched = 0
    begun = time.perf_counter()
    outputs = [resolver.resolved(pair[0]) for pair in pairs]
    seconds = time.perf_counter() - begun
    shown = 0
    for (heard, meant), output in zip(pairs, outputs, strict=True):
        gold, mine = edits(heard, meant), edits(heard, output)
        right, made, wanted = right + len(gold & mine), made + len(mine), wanted + len(gold)
        if not gold:
            clean += 1
            touched += bool(mine)
        if options.show > shown and mine != gold:
            shown += 1
            print(f"heard  {heard}\nmeant  {meant}\noutput {output}\n")
    precision, recall = right / max(made, 1), right / max(wanted, 1)
    f05 = 1.25 * precision * recall / max(0.25 * precision + recall, 1e-9)
    print(f"{len(pairs)} pairs: precision {precision:.3f}, recall {recall:.3f}, F0.5 {f05:.3f}")
    print(f"{clean} unevasive lines, {touched / max(clean, 1):.1%} changed")
    print(f"{sum(len(p[0]) for p in pairs) / seconds:,.0f} characters/s")


if __name__ == "__main__":
    main()
