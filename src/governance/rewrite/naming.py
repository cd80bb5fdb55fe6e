"""How a line calls the goods it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from governance.rewrite.clauses import balanced, cut
from governance.rewrite.means import Means
from governance.rewrite.speech import is_name, noun_at, tags_of

_OURS = re.compile(r"(?:这[个款罐瓶袋双件条支盒台张副串对床]?|咱们?家?|我们家?|我家|本店|本品)[^，,。]{0,4}$")
_THIS = re.compile(r"^(?:(?:我们?|咱们?)?家?这[款个罐瓶袋双件条支盒台张副串对床]|本店的?|咱家的?|我们?家的?)")
_QUOTES = re.compile(r"[“”\"'‘’「」【】]")
_BEFORE = re.compile(r"^(?:(?:[^，,。！!]{0,4}(?:们|好)[，,！! ]+)+|宣称|号称|推广|销售)")  # greetings; what was done with the goods
_SPEAKS = 14  # characters of an opening that may be a name
_LONG = 3  # characters of a name that is one though more is said of it in the same breath
_NO_NAME = ("ud", "ul", "uz", "f", "d", "r", "c", "y")  # parts of speech that no name has
_SAID = 4  # characters of what is said of it
_SCENE = ("在", "里", "上", "放", "倒", "扔", "拿", "不", "没", "都", "也", "就", "了")  # a thing that only lies about


def name_of(line: str, means: Means) -> str:
    """The goods as the line itself calls them: its first words where they are the name of a thing, else "this" and the
    name; empty where the line only mentions other goods, or where the name says what the goods do."""
    line = _BEFORE.sub("", line.strip())
    opening = next((one.words for one in cut(re.split("[。！？!?；;…、（(]", line)[0]) if one.words.strip()), "").strip()
    opening = opening if balanced(opening) else _QUOTES.sub("", opening)
    this = _THIS.match(opening)
    bare = opening[this.end() :] if this else opening
    whose = this.group().removesuffix("的") if this else ""  # 本店的牛肉面的口味 has one 的 too many
    if is_goods(bare, means):
        return whose + bare
    for name in _heads(bare):
        word, tag = tags_of(name)[-1]
        if len(word) == 1 and tag.startswith("v"):
            continue  # 电热水壶带…
        if (this or len(name) >= _LONG) and is_goods(name, means):
            return whose + name
    return _mentioned(line, opening, means)


def is_goods(words: str, means: Means) -> bool:
    """Whether words are the name of a thing, by how it ends, and claim nothing."""
    fluency = means.fluency
    told = fluency.thing.search(words) or (words in means.rewrites.pointing)
    return bool(told) and not _acts(words) and may_be_said(words, means)


def _acts(words: str) -> bool:
    """Whether something is done in words: 广告里切月饼, 防滑鞋走冰面. What a name begins or ends with may be a verb."""
    tags = tags_of(words)
    inner = any(tag.startswith("v") and len(word) == 1 for word, tag in tags[1:-1])
    return inner or any(tag.startswith(_NO_NAME) for _, tag in tags)


def may_be_said(name: str, means: Means) -> bool:
    """Whether a name may stand in a rewrite: a name that says what the goods do carries the claim on."""
    claims = means.rewrites.remains.claiming.search(name) or means.fluency.suspect.search(name)
    return not claims and means.calm.is_calm(name, "topic")


def _heads(opening: str) -> Iterator[str]:
    """The beginnings of a clause that could be a name, longest first: 冷光美牙仪在家照七天."""
    words = [word for word, _ in tags_of(opening[:_SPEAKS])] if opening else []
    heads = list(accumulate(words))[:-1]
    for at in range(len(heads) - 1, -1, -1):
        rest = opening[len(heads[at]) :]
        after = tags_of(rest[:6])
        if len(rest) < _SAID or rest.startswith(_SCENE) or not balanced(heads[at]):
            continue
        # one syllable more would be the end of the name itself: 牙刷 头
        if not (after and len(after[0][0]) == 1 and after[0][1].startswith(("n", "q", "z", "x", "g"))):
            yield heads[at]


def _mentioned(line: str, opening: str, means: Means) -> str:
    for match in means.rewrites.goods.finditer(line):
        name, before = str(match.group()), line[: match.start()]
        if noun_at(line[match.end() : match.end() + 4]):
            continue
        if opening.endswith(name) and is_name(opening) and may_be_said(opening, means):
            return opening
        if _OURS.search(before) or (line.startswith(opening) and match.end() == len(opening) and _adorned(before)):
            return means.rewrites.pointing[name] + name
    return ""


def _adorned(before: str) -> bool:
    """Whether what stands before a name at the end of a clause only adorns it, and does nothing with it: 夜里蹬被子."""
    return before.endswith("的") or not any(tag.startswith(("v", "p", "d", "f")) for _, tag in tags_of(before))
