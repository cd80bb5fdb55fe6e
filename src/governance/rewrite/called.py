"""How talk calls the goods: nouns before their amount, a name by its ending, or what is taken (就吃…, 这个…)."""

from __future__ import annotations

import re

from governance.rewrite.clauses import size
from governance.rewrite.means import Means
from governance.rewrite.naming import acts, is_goods, may_be_said, name_of
from governance.rewrite.speech import noun_at, tags_of

_NO_NAME = ("r", "p", "y", "f", "t", "ul", "uz", "ud", "uv")  # parts of speech that no name has
_SHORT = 2  # characters of a noun that may be anything: 孩子, 老人
_LAST = ("n", "vn", "eng", "x")  # of those that a name ends with
_MEASURES = re.compile(  # 两片馒头, 半年大一个杯
    r"^[一二两三四五六七八九十百千万\d]+的|[一二两三四五六七八九十半\d](?:[个天周月年次]|[片只条根盒瓶杯碗勺袋罐包支][^\d])"
)


def is_called(words: str, kinds: frozenset[str], means: Means) -> bool:
    """Whether words are what goods are called; before how much is in a pack any noun is."""
    bare = words.removesuffix("的")
    if (
        size(bare) < 2
        or bare.startswith("的")
        or _MEASURES.search(bare)
        or means.fluency.person.search(bare)
        or not may_be_said(bare, means)
    ):
        return False
    tags, talk = tags_of(bare), means.rewrites.talk
    known = bool(talk.goods.search(bare))
    if is_goods(bare, means):
        return True  # 四物膏 counts nothing
    if tags[0][1].startswith("m") and not known:
        return False
    if "pack" in kinds and tags[-1][1].startswith(_LAST) and not (acts(bare) or talk.chat.search(bare)):
        return True  # 铁皮枫斗一罐五十克: what comes in packs is sold
    if talk.story.search(bare) or any(tag.startswith(_NO_NAME) for _, tag in tags):
        return False
    # The segmenter does not know every leaf that is ground to powder, nor every berry.
    grown = "pack" in kinds and bool(means.fluency.thing.search(bare))
    return known or grown


def is_noun_phrase(words: str, means: Means) -> bool:
    """Whether words are two nouns or more and nothing else, and no claim."""
    if means.rewrites.talk.never.search(words) or means.rewrites.talk.story.search(words):
        return False
    tags = tags_of(words)
    nouns = all(tag.startswith(("n", "b", "eng")) for _, tag in tags) and (len(tags) > 1 or size(words) > _SHORT)
    return nouns and size(words) <= means.rewrites.file.distil.most and may_be_said(words, means)


def named_in(words: str, said: str, means: Means) -> str:
    """The goods that a clause of talk speaks of: those it begins with, or that it says are taken (就吃…, 这个…)."""
    if means.fluency.suspect.search(words):
        return ""
    name = name_of(words, means)
    if name and words.startswith(name) and means.rewrites.talk.about.search(words[len(name) :]) and not acts(name):
        return name
    for match in means.rewrites.talk.taken.finditer(said):
        run = said[match.end() : match.end() + means.rewrites.file.distil.most]
        for at in range(len(run), 1, -1):
            if is_called(run[:at], frozenset(), means) and not noun_at(run[at : at + 4]):
                return run[:at]
        last = said[match.end() :].rpartition("的")[2]  # 我们家这个…过的年糕
        if last != said[match.end() :] and is_goods(last, means):
            return last
    return ""
