"""A title that claims something: what is left of it when the claim is cut out.

A title names goods; no pointer can follow it, and none of its words stands for a sentence. So the fewest words are cut
after which the rest sounds innocent and still names something: 七天祛斑精华液 30毫升 → 精华液 30毫升.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from governance.model import READS, Finding
from governance.rewrite.clauses import balanced, size
from governance.rewrite.means import Means
from governance.rewrite.places import touching
from governance.rewrite.schema import TitlePolicy
from governance.rewrite.speech import known_words, places_of, tags_of

_APART = r"\s,，、；;｜|/·!！~～—+"  # what sets the parts of a title apart
_PARTS = re.compile(f"[^{_APART}]+")
_EMPTY = re.compile(r"[【\[（(《“]\s*[】\]）)》”]")
_GAPS = re.compile(f"[{_APART}]+(?=[{_APART}]|$)|^[{_APART}]+")
_BOUND = ("u", "c", "y", "p", "d", "f", "q", "k")  # parts of speech that nothing begins with
_UNIT = "[a-zA-Z]+|毫[升米克]|[公厘]分|[公千]?[克斤升米]|[一-鿿]装?"
_COUNTED = re.compile(rf"[\d.一二两三四五六七八九十百千]+\s*(?:{_UNIT})(?![一-鿿])")
_JOINTS = frozenset("的级款型牌版")  # single characters that a cut may lie beside
_NAMING = ("n", "m", "q", "b", "eng")  # what may stand before a cut in the middle
_NOUNS = ("n", "vn", "b", "eng", "x", "l")
_SHORTEST = 2  # characters of a name
_WIDEST = 200  # ways to cut a title that are compared
_TRIED = 60  # of them that the reader reads
_LONGEST = 120  # characters of a title


_Words = Sequence[tuple[str, str]]


class _Way(NamedTuple):
    """Places to cut, and what that costs."""

    gone: tuple[tuple[int, int], ...]
    loss: float


_loss = attrgetter("loss")


def shortened(title: str, charges: Collection[Finding], means: Means) -> list[str]:
    """What could stand for a title that is charged at these places of it, the best first; empty where no words of it
    name anything but the claim."""
    policy = means.rewrites.file.title
    if len(title) > _LONGEST or any(one.family in policy.never for one in charges):
        return []
    ways = [_Way((), 0.0)]
    for match in _PARTS.finditer(title):
        choices = sorted(_choices(match.group(), match.start(), charges, means, policy), key=_loss)[:_TRIED]
        grown = [_Way(way.gone + one.gone, way.loss + one.loss) for way in ways for one in choices]
        ways = sorted(grown, key=_loss)[:_WIDEST]
    guessed = all(one.rule.endswith(READS) for one in charges)
    plain = frozenset(
        match.group() for match in _PARTS.finditer(title)
        if not touching(charges, *match.span()) and tags_of(match.group())[-1][1].startswith("n")
    )  # fmt: skip
    texts: dict[str, float] = {}
    for way in ways:
        text = _without(title, way.gone)
        if guessed and size(text) < policy.kept_least * size(title):
            continue
        if way.gone and (not plain.isdisjoint(_PARTS.findall(text)) or _names(text, means)):
            texts.setdefault(text, way.loss)
        if len(texts) == _TRIED:
            break
    means.calm.hear(texts)
    bar = means.calm.bars["title"]
    cost = {text: loss + policy.ill * max(0.0, means.calm.odds(text) - bar) for text, loss in texts.items()}
    return sorted(cost, key=lambda text: (cost[text], text))


def _choices(part: str, at: int, charges: Collection[Finding], means: Means, policy: TitlePolicy) -> Iterator[_Way]:
    """What may go of one part of a title that stands at ``at``: nothing, all of it, or some words of it in a row."""
    words = tags_of(part)
    places = places_of(part)
    here = touching(charges, at, at + len(part))
    # The reader charges a stretch as a whole; a rule knows the words.
    known = [one for one in here if not one.rule.endswith(READS)]
    charged = [bool(touching(known, at + start, at + end)) for start, end in places]
    borders = {0, len(words), *(n for n in range(1, len(words)) if not _is_inside(words, n))}

    def left_over(first: int, last: int) -> float:
        """The cost of charged words that would stay."""
        return policy.charged * (sum(charged) - sum(charged[first:last]))

    yield _Way((), left_over(0, 0))
    if not here and means.calm.odds(part) < means.calm.bars["title"]:
        return
    yield _Way(((at, at + len(part)),), size(part) + policy.part)
    for first in range(len(words)):
        for last in range(first + 1, len(words) + (first > 0)):
            if first not in borders or last not in borders or not _holds(words, first, last, means):
                continue
            seam = policy.end if last == len(words) else policy.middle if first else 0.0
            start, end = places[first][0], places[last - 1][1]
            yield _Way(((at + start, at + end),), size(part[start:end]) + seam + left_over(first, last))


def _holds(words: _Words, first: int, last: int, means: Means) -> bool:
    """Whether what is left of a part names goods by itself, and no word was torn: a cut beside a single character would
    go through 祛湿茶 or 玛咖片, which the segmenter does not know, one after 永不 would turn 永不生锈 round."""
    before, after = words[:first], words[last:]
    if (before and _is_torn(words, first)) or (after and (_is_torn(words, last - 1) or words[last - 1][1][0] in "dm")):
        return False
    left = _COUNTED.sub("", "".join(word for word, _ in (*before, *after)))
    if size(left) < _SHORTEST or not means.rewrites.names.thing.search(left):
        return False
    if not after:  # what goes must not be the head of the name: 汽车节油器
        return before[-1][1].startswith("n") and not words[first][1].startswith(_NOUNS)
    if after[0][1].startswith(_BOUND) or len(after[0][0]) == 1:
        return False
    return not before or (before[-1][1].startswith(_NAMING) and after[0][1].startswith("n"))


def _is_torn(words: _Words, at: int) -> bool:
    """Whether a cut beside the word number ``at`` may go through a longer one."""
    counted = at > 0 and words[at - 1][1].startswith("m")
    return len(words[at][0]) == 1 and words[at][0] not in _JOINTS and not counted


def _is_inside(words: _Words, at: int) -> bool:
    """Whether the border before the word number ``at`` lies inside a word of the dictionary: 深海鱼|油."""
    left, right = words[at - 1][0][-2:], words[at][0][:2]
    known = known_words(left + right)
    return any(left[-a:] + right[:b] in known for a in (1, 2) for b in (1, 2) if a <= len(left) and b <= len(right))


def _names(text: str, means: Means) -> bool:
    """Whether a title still names goods, and nothing in it is a name that claims."""
    names = means.rewrites.names
    if not balanced(text) or names.claiming.search(text) or names.suspect.search(text):
        return False
    return any(names.thing.search(part) for part in _PARTS.findall(_COUNTED.sub("", text)))


def _without(title: str, gone: tuple[tuple[int, int], ...]) -> str:
    out, at = "", 0
    for start, end in gone:
        out += title[at:start]
        at = end
    out = _EMPTY.sub("", out + title[at:])
    return _GAPS.sub("", out).strip()
