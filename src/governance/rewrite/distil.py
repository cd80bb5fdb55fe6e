"""A line through which a claim runs, distilled: the goods' name and the plain details in clauses of their own, in their
order and as they were said, without the talk beside them."""

from __future__ import annotations

import re
from itertools import pairwise

from governance.rewrite.means import Means
from governance.rewrite.places import HARD, pointed
from governance.rewrite.pointers import ending, topic_of
from governance.rewrite.remains import NAME
from governance.rewrite.telling import AMID, Part, parts_of

_SPACES = re.compile(r"(?<=\S)[ \u3000]+(?=\S)")
_ORDERS = frozenset(("send",))  # where and how to order says nothing of the goods
_PLAIN = frozenset(("send", "care"))
_DOSES = 2  # clauses that tell how much one takes
_TRIES = 3  # times the loudest detail is left out before only the name is tried


def distilled(line: str, family: str, means: Means, beside: frozenset[str] = frozenset()) -> list[str]:
    """What could stand for a line, the fullest first; empty where it tells nothing plainly.

    ``family`` is what its pointer answers, ``beside`` what else it was charged with.

    Where the engine still objects, it mostly is to the detail that the reader hears loudest.
    """
    if means.rewrites.talk.told_of.search(line):
        return []
    charged = beside | {family}
    told = [part for part in _ours(line, charged, means) if part.kinds]
    silent = frozenset[str]().union(*(means.rewrites.talk.silent.get(one, ()) for one in charged))
    told = _without_scales([part for part in told if not part.kinds & silent])
    means.calm.hear(part.words for part in told)
    sure = {*means.rewrites.talk.exact, NAME}
    told = [part for part in told if part.kinds <= sure or means.calm.is_calm(part.words, _bar(part, sure))]
    told = _of_the_goods(told, sure)
    out = []
    for _ in range(_TRIES):
        out.append(_said(line, family, charged, told, means))
        loose = [part for part in told if not part.name and not part.kinds <= means.rewrites.talk.exact]
        if not loose:
            break
        loudest = max(loose, key=lambda part: means.calm.odds(part.words))
        told = [part for part in told if part is not loudest]
    told = [part for part in told if part.kinds <= sure]
    return [
        words for words in dict.fromkeys((*out, _said(line, family, charged, told, means))) if words and words != line
    ]


def _led_by(told: list[Part], named: Part) -> bool:
    """Whether details lead up to the name without talk between them, as they do in the line: 9颗，松紧绳."""
    before = told[: told.index(named) + 1]
    return all(after.start - part.end <= 1 for part, after in pairwise(before))


def _bar(part: Part, sure: set[str]) -> str:
    """What a detail must lie below: a warning sounds as ill as what it warns of, and an order is one at once."""
    return "worst" if part.kinds <= _PLAIN | sure else "beside"


def _said(line: str, family: str, charged: frozenset[str], told: list[Part], means: Means) -> str:
    """Name, details and pointer in the punctuation of the line; empty where they say too little."""
    mark = mark_of(line)
    details = [part for part in told if part.kinds != {NAME}]
    named = next((part for part in told if part.name), None)
    named = next((part for part in told if part.name and not part.words.endswith("的")), named)
    end = ending(line, family, means, named=named is not None)
    if not details or end is None or (all(part.kinds <= _ORDERS for part in details) and not end):
        return ""
    out = "" if named is not None else _subject(line, charged, details, mark, means)
    if out is None:
        return ""
    # A detail whose subject stood elsewhere has none; 樱桃汁的 says of what went before of what it is.
    if named is not None and not named.words.endswith("的") and not _led_by(told, named):
        told = [named, *(part for part in told if part is not named)]
    for part, after in pairwise(told):
        out += part.words + _between(line, part.end, after.start, mark)
    out += told[-1].words
    if end and not (charged & set(means.rewrites.file.distil.unpointed) and len(details) > 1):
        out += mark + end.replace("，", mark)
    return out + (line[-1] if line[-1] in HARD[:4] else "")


def _subject(line: str, charged: frozenset[str], details: list[Part], mark: str, means: Means) -> str | None:
    """What details are of that do not say it: the goods as a clause that went calls them, with their mark, or 这个.

    None where details that say nothing alone would have no subject.
    """
    first = details[0]
    parts = [part for part in _ours(line, charged, means) if not part.kinds]
    others = _of_others(line, charged, means)
    name = next((part.name for part in parts if part.name), "")
    if others and not name:
        spoken = means.rewrites.talk.spoken
        own_parts = (part for part in parts_of(line, means) if spoken.search(line[part.start : part.end]))
        name = next((part.name for part in own_parts if part.name), "")
    if not name and not others:
        name = topic_of(line, means)
    if name and not any(name in part.words or part.words in name for part in details):
        return name + mark
    own = means.rewrites.talk.own.search(line[first.start : first.end])
    if own and not first.words.startswith(own.group(1)):
        return str(own.group(1))
    whole = means.rewrites.file.distil.whole
    kinds = {kind for part in details for kind in part.kinds}
    enough = len(details) > 1 or len(kinds) > 1 or bool(kinds & set(whole))
    return "" if enough else None


def _ours(line: str, charged: frozenset[str], means: Means) -> list[Part]:
    """The parts of a line that are about the seller's own goods.

    Where it speaks of those of others too: what comes after it turns to his own (咱家这个…) or has done with theirs,
    and what is told by number.
    """
    parts = parts_of(line, means)
    if not _of_others(line, charged, means):
        return parts
    talk = means.rewrites.talk
    turn = last = 0
    for at, part in enumerate(parts):
        if not turn and (talk.ours.search(line[part.start : part.end]) or {NAME, "pack"} <= part.kinds):
            turn = at
        if talk.rivals.search(line[part.start : part.end]):
            last = at + 1
    told = {*talk.exact, NAME}
    return [part for at, part in enumerate(parts)
            if at >= (turn or last or len(parts)) or (part.kinds and part.kinds <= told)]  # fmt: skip


def _of_others(line: str, charged: frozenset[str], means: Means) -> bool:
    return bool(charged & set(means.rewrites.file.distil.others)) or bool(means.rewrites.talk.rivals.search(line))


def _between(line: str, start: int, end: int, mark: str) -> str:
    """The first full stop of a line between two clauses, as it is written; else what sets clauses apart."""
    stops = (line[at] for at, ch in enumerate(pointed(line)[:end]) if at >= start and ch in HARD[:4])
    return next(stops, mark)


def mark_of(line: str) -> str:
    """What sets the clauses of a line apart."""
    if "，" in line:
        return "，"
    if "," in line:
        return ","
    return " " if _SPACES.search(line) else "，"


def _of_the_goods(told: list[Part], sure: set[str]) -> list[Part]:
    """The parts without what is told well before the goods come up: 我吃的面条 加了俩鸡蛋 … 蜂胶一瓶六十粒."""
    first = next((at for at, part in enumerate(told) if part.name), 0)
    begins = first
    while begins and AMID not in told[begins - 1].kinds and told[begins].start - told[begins - 1].end <= 1:
        begins -= 1
    return [part for at, part in enumerate(told) if at >= begins or part.kinds <= sure]


def _without_scales(told: list[Part]) -> list[Part]:
    """The parts without doses of several kinds of people: who takes which is no plain detail any more."""
    doses = [part for part in told if "dose" in part.kinds]
    return [part for part in told if part not in doses] if len(doses) > _DOSES else told
