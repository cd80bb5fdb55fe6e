"""What the editor goes by, as named numbers: of a clause, whether it stays; of a stretch in a clause that goes, whether
it names the goods; of a line, which pointer answers it.

Most bearings are 1.0 where they hold and absent elsewhere, so that a linear model can say what weighed.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from governance.detect.trained import Bearings
from governance.rewrite.editor.sight import NONE, Sight, bounded
from governance.rewrite.speech import is_name, places_of, states, tags_of

_FAR = 4  # clauses from a charge beyond which it is only far
_MANY = 12  # clauses of a line that has many
_LONG = 16  # characters of a clause that is long
LONGEST = 14  # characters of a name
_TOKENS = 8  # words of one


def of_pieces(seen: Sight) -> list[Bearings]:
    """The bearings of every clause."""
    tags = [tags_of(words) for words in seen.words]
    rank = {at: place for place, at in enumerate(sorted(range(len(tags)), key=lambda at: -seen.odds[at]))}
    charged = [at for at, by in enumerate(seen.hits) if by != NONE]
    top = max(seen.odds, default=0.0)
    return [{**_words(seen, at), **_sound(seen, at, rank[at], top), **_place(seen, at, charged),
             **_beside(seen, at, tags)} for at in range(len(tags))]  # fmt: skip


def _words(seen: Sight, at: int) -> Bearings:
    words = seen.words[at]
    tags = tags_of(words)
    out = {"bias": 1.0, "long": len(words) / 10, f"long:{min(len(words), _LONG)}": 1.0}
    out |= {f"says:{gram}": 1.0 for gram in _grams(words, 3)}
    out |= {f"word:{word}": 1.0 for word, _ in tags}
    out["build:" + "-".join(tag[:1] for _, tag in tags[:5])] = 1.0
    out["opens:" + tags[0][1]] = out["ends:" + tags[-1][1]] = 1.0
    says = "name" if is_name(words) else "states" if states(words) else "else"
    sort = "".join(sorted({tag[:1] for _, tag in tags} & set("nvamdr")))
    own = (f"is:{says}", f"is:{says}:{min(at, 1)}", f"is:{says}:{seen.hits[at]}", f"sorts:{sort}")
    return out | dict.fromkeys(own, 1.0)


def _sound(seen: Sight, at: int, rank: int, top: float) -> Bearings:
    odds, without = seen.odds[at], seen.without[at]
    out = {
        "odds": odds / 3, f"odds:{round(odds)}": 1.0, "less": (top - odds) / 3, f"rank:{min(rank, 4)}": 1.0,
        "without": without / 2, f"without:{round(bounded(without, 4.0))}": 1.0,
    }  # fmt: skip
    if at:
        out["with-last"] = seen.joined[at - 1] / 2
    if at < len(seen.joined):
        out["with-next"] = seen.joined[at] / 2
    return out


def _place(seen: Sight, at: int, charged: Sequence[int]) -> Bearings:
    hit, last = seen.hits[at], len(seen.pieces) - 1
    out = {
        f"hit:{hit}": 1.0, f"hit:{hit}:{seen.kind}": 1.0, f"family:{seen.family}": 1.0,
        f"family:{seen.family}:{hit}": 1.0, f"kind:{seen.kind}": 1.0, f"of:{seen.category}": 1.0,
        f"clauses:{min(last + 1, _MANY)}": 1.0, "at": at / max(last, 1),
    }  # fmt: skip
    if hit == NONE and charged:
        before = bisect.bisect(charged, at)  # how many
        if before:
            out[f"after:{min(at - charged[before - 1], _FAR)}"] = 1.0
        if before < len(charged):
            out[f"before:{min(charged[before] - at, _FAR)}"] = 1.0
        out["side:" + "a" * bool(before) + "b" * (before < len(charged))] = 1.0
    if at == 0:
        out |= {"first": 1.0, f"first:{seen.kind}": 1.0, f"first:{hit}": 1.0}
    if at == last:
        out |= {"last": 1.0, f"last:{seen.kind}": 1.0}
    start, end = seen.pieces[at]
    out["mark:" + seen.line[end : end + 1]] = out["mark-before:" + seen.line[max(start - 1, 0) : start]] = 1.0
    return out


def _beside(seen: Sight, at: int, tags: Sequence[Sequence[tuple[str, str]]]) -> Bearings:
    out: Bearings = {}
    for side, other in (("last", at - 1), ("next", at + 1)):
        if not 0 <= other < len(tags):
            out[f"{side}:none"] = 1.0
            continue
        out[f"{side}-odds"] = seen.odds[other] / 3
        out[f"{side}-hit:{seen.hits[other]}"] = 1.0
        out[f"{side}-opens:{tags[other][0][0]}"] = out[f"{side}-ends:{tags[other][-1][0]}"] = 1.0
        out |= {f"{side}-says:{gram}": 1.0 for gram in _grams(seen.words[other], 2, least=2)}
    return out


def stretches(words: str) -> list[tuple[int, int, int]]:
    """Every run of whole words in a clause, but for all of it, that is short enough for a name: where it begins and
    ends, and which word is its first."""
    places = places_of(words)
    return [
        (start, end, first)
        for first, (start, _) in enumerate(places)
        for _, end in places[first : first + _TOKENS]
        if 1 < end - start <= min(LONGEST, len(words) - 1)
    ]


def of_stretch(seen: Sight, at: int, start: int, end: int, first: int, rest: Sequence[str], odds: float) -> Bearings:
    """The bearings of ``words[start:end]`` of a clause that goes, whose first word is number ``first``, beside the
    clauses that stay; ``odds`` are the reader's of these words alone."""
    words = seen.words[at]
    tags, said = tags_of(words), words[start:end]
    inside: list[tuple[str, str]] = []
    for word, tag in tags[first:]:
        if sum(len(one) for one, _ in inside) >= end - start:
            break
        inside.append((word, tag))
    left = tags[first - 1] if first else ("^", "^")
    after = first + len(inside)
    right = tags[after] if after < len(tags) else ("$", "$")
    out = {
        "bias": 1.0, f"size:{end - start}": 1.0, f"tokens:{len(inside)}": 1.0,
        "build:" + "-".join(tag for _, tag in inside[:5]): 1.0,
        "opens:" + inside[0][0]: 1.0, "ends:" + inside[-1][0]: 1.0, "end:" + said[-1]: 1.0, "end2:" + said[-2:]: 1.0,
        "begin:" + said[0]: 1.0, "opens-as:" + inside[0][1]: 1.0, "ends-as:" + inside[-1][1]: 1.0,
        "left:" + left[0]: 1.0, "left-as:" + left[1]: 1.0, "right:" + right[0]: 1.0, "right-as:" + right[1]: 1.0,
        f"turn:{inside[-1][1][:1]}-{right[1][:1]}": 1.0, f"turn-in:{left[1][:1]}-{inside[0][1][:1]}": 1.0,
        "edge:" + "l" * (start == 0) + "r" * (end == len(words)): 1.0,
        "odds": bounded(odds) / 3, f"odds:{round(bounded(odds, 4.0))}": 1.0,
        f"clause:{min(at, _FAR)}": 1.0, f"hit:{seen.hits[at]}": 1.0, f"kind:{seen.kind}": 1.0,
        "of:" + seen.category: 1.0, f"stay:{min(len(rest), _FAR)}": 1.0,
        "named": float(any(said[-2:] in words for words in rest)),
        f"counts:{any(tag.startswith('m') for _, tag in inside)}": 1.0,
        f"acts:{any(tag.startswith('v') for _, tag in inside)}": 1.0,
    }  # fmt: skip
    out |= {f"says:{gram}": 1.0 for gram in _grams(said, 2, least=2)}
    if rest:
        first_left = tags_of(rest[0])
        out |= {f"rest-opens-as:{first_left[0][1]}": 1.0, "rest-opens:" + first_left[0][0]: 1.0}
        out["rest-names"] = float(any(tag == "n" for words in rest for _, tag in tags_of(words)))
    return out


def of_rest(seen: Sight, stays: Sequence[bool], named: bool, table: str) -> Bearings:
    """The bearings of a line of which these clauses stay, its goods named or not: is a pointer wanted after them, and
    which? ``table`` is the one that the policy would take."""
    kept = [words for words, stay in zip(seen.words, stays, strict=True) if stay]
    gone = [words for words, stay in zip(seen.words, stays, strict=True) if not stay]
    size, left = sum(map(len, kept)), min(len(kept), 6)
    share = size / max(len(seen.line), 1)
    out = {
        "bias": 1.0, f"family:{seen.family}": 1.0, f"of:{seen.category}": 1.0, f"kind:{seen.kind}": 1.0,
        f"of:{seen.category}:{seen.family}": 1.0, f"table:{table}": 1.0, "named": float(named), "share": share,
        f"share:{round(5 * share)}": 1.0, f"stay:{left}": 1.0, f"stay:{left}:{seen.kind}": 1.0,
        f"stay:{left}:{seen.family}": 1.0, f"go:{min(len(gone), 5)}": 1.0, f"size:{min(size // 4, 10)}": 1.0,
    }  # fmt: skip
    out |= {f"says:{gram}": 1.0 for gram in _grams(seen.line, 2, least=2)}
    out |= {f"word:{word}": 1.0 for word, _ in tags_of(seen.line)}
    out |= {f"goes:{word}": 1.0 for words in gone for word, _ in tags_of(words)}
    return out | {f"stays:{word}": 1.0 for words in kept for word, _ in tags_of(words)}


def _grams(words: str, most: int, least: int = 1) -> Iterator[str]:
    words = f"^{words}$"
    for size in range(least, most + 1):
        for at in range(len(words) - size + 1):
            yield words[at : at + size]
