"""Decisions for 10,000 transcripts with 200,000 facts in one run: each engine's rate, as a ratio to the reference.

    python benchmarks/decide.py [TRANSCRIPTS]      default: 10000

Nothing is remembered between decisions here (scanning does remember), so every transcript is decided by the engine.
Memory is printed after a tenth and at the end: it should not grow with the number of decisions. The conclusions of all
engines are compared.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from pathlib import Path

from governance.decide.choose import engine_for
from governance.decide.engine import Fact, conclude
from governance.decide.rules import read_decisions
from governance.model import SEVERITIES, STATUSES

FINDINGS = 19  # and one fact of the case: 20 facts a transcript


def transcript(chance: random.Random) -> list[Fact]:
    """A case fact and its charges, as ``penalties/charges.py`` makes them."""
    pick = chance.choice
    yes = ("yes", "no", "no", "no")
    facts: list[Fact] = [{"kind": "case", "id": "case", "role": "merchant", "category": pick(("food", "general")),
                          "history": "later", "audience": pick(("elderly", "general")), "warned": pick(yes),
                          "minor": pick(yes), "weak": pick(yes)}]  # fmt: skip
    for n in range(FINDINGS):
        facts.append({"kind": "charge", "id": f"c{n}", "family": pick(("medical", "authority", "price", "absolute")),
                      "status": pick(STATUSES), "severity": pick(SEVERITIES), "category": facts[0]["category"],
                      "rule": "x/y", "scene": n // 4, "evaded": pick(yes), "history": pick(("first", "repeat")),
                      "corrected": pick(yes), "found": pick(("yes", "yes", "no")), "overlaps": pick(yes)})  # fmt: skip
    return facts


def memory() -> int:
    """Resident memory in KB, now."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    file = read_decisions()["charges"]
    rates: dict[str, float] = {}
    sums: dict[str, int] = {}
    for name in ("reference", "durable", "worker"):
        try:
            engine = engine_for(file, name)
        except ImportError as error:
            print(f"{name:<10} not here: {error}")
            continue
        chance = random.Random(7)
        seconds, early = 0.0, 0
        total = 0
        for n in range(count):
            facts = transcript(chance)
            begun = time.perf_counter()
            found = conclude(engine, facts)
            seconds += time.perf_counter() - begun
            total += sum(hash_of(c) for c in found)
            if n == count // 10:
                early = memory()
        rates[name], sums[name] = count * (FINDINGS + 1) / seconds, total
        ratio = rates[name] / rates["reference"]
        print(f"{name:<10} {rates[name]:10,.0f} facts/s  {count / seconds:8,.0f} decisions/s  {ratio:5.2f} x reference")
        print(f"{'':<10} memory {early / 1024:.0f} MB after a tenth, {memory() / 1024:.0f} MB at the end")
    assert len(set(sums.values())) == 1, "the engines disagree"


def hash_of(conclusion: object) -> int:
    """The same in every run, unlike ``hash``."""
    from zlib import crc32

    return crc32(repr(conclusion).encode())


if __name__ == "__main__":
    main()
