"""A line without the few sentences, or clauses of copy, that claim: what a shop would strike out by hand. (A host's
story hangs together: its clauses are distilled.)"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from governance.rewrite.clauses import Clause, balanced, cut, joined, over, size
from governance.rewrite.means import Means
from governance.rewrite.places import HARD, pointed, sentences_in
from governance.rewrite.telling import parts_of

_LEAST = 3  # clauses that make a line without the others
_HALF = 0.5  # share of the clauses that must stay
_BARS = ("worst", "name", "fact")  # that what stays lies below, one after the other until the engine finds nothing


def without_sentences(line: str, charged: list[tuple[int, int]], means: Means) -> list[str]:
    """A line without the sentences that ``charged`` spans of it touch, where what stays is half of it or more, sounds
    as innocent as can be, and does not lean on what went; empty elsewhere."""
    begins = [begin for begin, _ in sentences_in(pointed(line), 0, len(line))]
    parts = list(pairwise([*begins, len(line)]))
    gone = [any(start < b and end > a for start, end in charged) for a, b in parts]
    stay = [line[a:b] for (a, b), goes in zip(parts, gone, strict=True) if not goes]
    leans = any(
        went and not goes and (means.fluency.leaning.search(line[a:b]) or means.fluency.back.search(line[a:b]))
        for (went, goes), (a, b) in zip(pairwise(gone), parts[1:], strict=True)
    )
    rest = "".join(stay).rstrip()
    whole = any(gone) and not leans and size(rest) >= _HALF * size(line)
    return [rest] if whole and all(means.calm.is_calm(words, "amid") for words in stay) else []


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
    means.calm.hear(clause.words for clause in clauses)
    plain = {at for at in gone if _is_plain(clauses[at].words, means)}
    out = []
    for stay in (*_stays(clauses, gone - plain, means), *(_stays(clauses, gone, means) if plain else ())):
        rest = joined([clauses[at] for at in stay]) + line[len(bare) :]
        named = 0 in stay or any(part.name for part in parts_of(rest, means))  # else the goods went with the claim
        if balanced(rest) and named:
            out.append(rest)
    return out


def _stays(clauses: list[Clause], charged: set[int], means: Means) -> Iterator[list[int]]:
    """Which clauses stay, from all that were not charged to those that are calm by themselves."""
    fluency = means.fluency
    suspect = {at for at, clause in enumerate(clauses) if fluency.suspect.search(clause.words)}
    for bar in _BARS:
        loud = {at for at, clause in enumerate(clauses) if not means.calm.is_calm(clause.words, bar)}
        gone = charged | suspect | {at for at in loud if not _is_plain(clauses[at].words, means)}
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


def _is_plain(words: str, means: Means) -> bool:
    """Whether a clause is none that claims: calm, or a plain detail and not loud, or all number and unit, which sounds
    like anything by itself."""
    kinds = frozenset[str]().union(*(part.kinds for part in parts_of(words, means)))
    exact = bool(kinds) and kinds <= means.rewrites.talk.exact
    return exact or means.calm.is_calm(words, "name" if kinds else "beside")
