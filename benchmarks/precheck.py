"""How well does ``precheck`` tell fit sheets from faulty ones, and how fast is it against scanning the same words?

    python benchmarks/precheck.py [FOLDER]     recall of planted faults and passes of sound sheets (corpora/promos)
    python benchmarks/precheck.py --speed      1,000 sheets of 10 claims, as a ratio to scanning the same text

A fault counts as found when the sheet is held or refused and an item of one of the labelled rules says so (for a fault
of the papers, any check of papers or sums); a sound sheet passes when its level is pass or pass with conditions.
``--fail-under FOUND PASSED`` exits 1 where either share is lower.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path
from typing import NamedTuple

from governance.errors import Problem
from governance.precheck.reading import read_sheets
from governance.precheck.review import Reviewer
from governance.precheck.sheet import Sheet
from governance.precheck.words import documents
from governance.rulebook.admission import LEVELS

ROOT = Path(__file__).resolve().parents[1]
PROMOS = ROOT / "corpora" / "promos"
POINTS = (
    "每条约95克",
    "全网最低价",
    "真空包装",
    "羊毛30%",
    "补水保湿",
    "全国销量第一",
    "一年质保",
    "专利技术",
    "附说明书",
    "限量100件",
)


class Measured(NamedTuple):
    """Planted faults and sound sheets, how many of them were found and passed, and what went wrong."""

    faults: int
    found: int
    sound: int
    passed: int
    missed: list[str]


def measure(reviewer: Reviewer, folder: Path) -> Measured:
    """Recall and passes over the labelled sheets of a folder."""
    labels = {one["id"]: one for one in map(json.loads, (folder / "labels.jsonl").read_text("utf-8").splitlines())}
    found = faults = passed = sound = 0
    missed: list[str] = []
    for sheet in read_sheets([str(folder)]):
        assert not isinstance(sheet, Problem), sheet
        label, review = labels[sheet.id], reviewer.review(sheet)
        stopped = LEVELS.index(review.level) >= LEVELS.index("hold")
        if label["fit"]:
            sound += 1
            passed += not stopped
        open_items = [item for item in review.items if item.gate != "pass"]
        for fault in label["faults"]:
            faults += 1
            rules, paper = tuple(fault["rules"]), fault.get("paper", False)
            hit = stopped and any(
                item.rule.startswith(rules) or (paper and item.kind != "claim") for item in open_items
            )
            found += hit
            if not hit:
                missed.append(f"{sheet.id} {fault['fault']}")
        if label["fit"] and stopped:
            bad = [f"{item.rule} {item.quote}" for item in review.items if item.gate in ("hold", "refuse")]
            missed.append(f"{sheet.id} stopped by {bad[0]}")
    return Measured(faults, found, sound, passed, missed)


def speed(reviewer: Reviewer) -> float:
    """Time to review 1,000 sheets of 10 claims over the time to scan their words, the median of three runs."""
    sheets = [Sheet(id=f"S{n}", title=f"商品{n}", selling_points=POINTS, category="home") for n in range(1000)]
    texts = [written.document for sheet in sheets for written in documents(sheet)]
    ratios = []
    for _ in range(3):
        begun = time.perf_counter()
        for sheet in sheets:
            reviewer.review(sheet)
        middle = time.perf_counter()
        for document in texts:
            reviewer.scanner.scan(document)
        end = time.perf_counter()
        ratios.append((middle - begun) / (end - middle))
        print(f"  {1000 / (middle - begun):.0f} sheets/s")
    return statistics.median(ratios)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=PROMOS)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--fail-under", nargs=2, type=float, metavar=("FOUND", "PASSED"), default=(0.0, 0.0))
    options = parser.parse_args()
    reviewer = Reviewer(as_of="2026-11-22")
    if options.speed:
        print(f"review / scan of the same words: {speed(reviewer):.2f}")
        return
    result = measure(reviewer, options.folder)
    for name in result.missed:
        print(f"  {name}")
    found, passed = result.found / max(result.faults, 1), result.passed / max(result.sound, 1)
    print(f"planted faults found: {result.found}/{result.faults} ({found:.3f})")
    print(f"sound sheets passed: {result.passed}/{result.sound} ({passed:.3f})")
    raise SystemExit(found < options.fail_under[0] or passed < options.fail_under[1])


if __name__ == "__main__":
    main()
