"""What kinds of plain detail the words of talk tell: what goods are, hold and cost, how they are used, and little else
(``distil`` in ``rules/precheck/rewrites.yaml``)."""

from __future__ import annotations

import re

from governance.rewrite.clauses import size
from governance.rewrite.means import Means

_GONE = "\0"  # where a piece stood
_KIND_OF = re.compile("^[^的\0]{2,4}的(?=\0)")


def plain_kinds(words: str, means: Means) -> frozenset[str]:
    """What kinds of detail words tell, when they tell nothing else; else none."""
    talk, kinds, rest, told = means.rewrites.talk, set(), words, words
    for kind, pattern in talk.pieces:
        less = pattern.sub(_GONE, rest)
        if less != rest:
            kinds.add(kind)
            rest = less
            told = pattern.sub(_GONE, told) if kind in talk.spares or kind in talk.exact else told
    if not kinds or talk.story.search(told):
        return frozenset()
    exact = kinds <= talk.exact
    if not exact and talk.chat.search(told):
        return frozenset()
    if exact and (of := _KIND_OF.match(rest)):
        rest = rest[of.end() :]  # 三角包的一袋三十包
    rest = talk.filler.sub("", rest).replace(_GONE, "")
    return frozenset(kinds) if size(rest) <= (0 if exact else means.rewrites.file.distil.rest) else frozenset()
