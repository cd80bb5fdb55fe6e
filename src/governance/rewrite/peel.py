"""A line of copy with many plain clauses without the few that claim: what a shop would strike out by hand. (A host's
story hangs together: talk is distilled.)"""

from __future__ import annotations

from collections.abc import Iterator

from governance.rewrite.clauses import Clause, balanced, cut, joined, over
from governance.rewrite.means import Means
from governance.rewrite.places import HARD
from governance.rewrite.telling import parts_of

_LEAST = 3  # clauses that make a line without the others
_HALF = 0.5  # share of the clauses that must stay
_TRIES = 3  # times the loudest of what stays goes as well


def peeled(line: str, charged: list[tuple[int, int]], means: Means) -> list[str]:
    """What could stand for a line of copy, the fullest first: its clauses without those that ``charged`` spans of it
    touch and what hangs on them; empty where too little stays.

    A charge of the reader is a window that may begin before the claim or end after it: a plain detail in it is tried
    as one.
    """
    bare = line.rstrip(HARD + " .")
    clauses = cut(bare)
    if any(not clause.mark.strip() for clause in clauses[:-1]):
        return []  # set by spaces, as talk is written down
    gone = {at for start, end in charged for at in over(clauses, start, end)}
    plain = {at for at in gone if _is_plain(clauses[at].words, means)}
    out = []
    for stay in (*_stays(clauses, gone - plain, means), *(_stays(clauses, gone, means) if plain else ())):
        rest = joined([clauses[at] for at in stay]) + line[len(bare) :]
        named = 0 in stay or any(part.name for part in parts_of(rest, means))  # else the goods went with the claim
        if balanced(rest) and named:
            out.append(rest)
    return out


def _stays(clauses: list[Clause], gone: set[int], means: Means) -> Iterator[list[int]]:
    means.calm.hear(clause.words for clause in clauses)
    fluency = means.fluency
    loud = {
        at
        for at, clause in enumerate(clauses)
        if not (means.calm.is_calm(clause.words, "fact") or _is_plain(clause.words, means))
    }
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


def _is_plain(words: str, means: Means) -> bool:
    """Whether a clause tells a plain detail; one that is all number and unit sounds like anything by itself."""
    kinds = frozenset[str]().union(*(part.kinds for part in parts_of(words, means)))
    return bool(kinds) and (kinds <= means.rewrites.talk.exact or means.calm.is_calm(words, "name"))
