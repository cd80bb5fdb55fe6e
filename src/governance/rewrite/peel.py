"""A line of many plain clauses without the few that claim: what a shop would strike out by hand."""

from __future__ import annotations

from collections.abc import Iterator

from governance.rewrite.clauses import Clause, balanced, cut, joined, over
from governance.rewrite.means import Means
from governance.rewrite.places import HARD
from governance.rewrite.telling import Part, parts_of

_LEAST = 3  # clauses that make a line without the others
_HALF = 0.5  # share of the clauses that must stay
_TALK = 0.34  # share of what stays of talk that may be no plain detail: a host's story hangs together
_TRIES = 3  # times the loudest of what stays goes as well


def peeled(line: str, kind: str, charged: list[tuple[int, int]], means: Means) -> list[str]:
    """What could stand for a line, the fullest first: its clauses without those that ``charged`` spans of it touch and
    what hangs on them; empty where too little stays, or where that is talk."""
    bare = line.rstrip(HARD + " .")
    clauses = cut(bare)
    gone = {at for start, end in charged for at in over(clauses, start, end)}
    out = []
    for stay in _stays(clauses, gone, means):
        rest = joined([clauses[at] for at in stay]) + line[len(bare) :]
        told = parts_of(rest, means)
        named = 0 in stay or any(part.name for part in told)  # else the goods went with the claim
        if balanced(rest) and named and (kind == "copy" or _plain(told)):
            out.append(rest)
    return out


def _stays(clauses: list[Clause], gone: set[int], means: Means) -> Iterator[list[int]]:
    means.calm.hear(clause.words for clause in clauses)
    fluency = means.fluency
    loud = {at for at, clause in enumerate(clauses) if not means.calm.is_calm(clause.words, "fact")}
    suspect = {at for at, clause in enumerate(clauses) if fluency.suspect.search(clause.words)}
    gone = gone | loud | suspect
    for _ in range(_TRIES):
        for at, clause in enumerate(clauses):
            if at - 1 in gone and fluency.leaning.search(clause.words):
                gone.add(at)
        for at in range(len(clauses) - 2, -1, -1):
            if at + 1 in gone and fluency.waits(clauses[at]):
                gone.add(at)
        stay = [at for at in range(len(clauses)) if at not in gone]
        if len(stay) < max(_LEAST, _HALF * len(clauses)):
            return
        yield stay
        gone.add(max(stay, key=lambda at: means.calm.odds(clauses[at].words)))


def _plain(told: list[Part]) -> bool:
    """Whether most of what is left of talk are plain details."""
    return sum(not part.kinds for part in told) <= _TALK * len(told)
