"""How a line calls the goods it speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate

from governance.rewrite.clauses import balanced, cut
from governance.rewrite.means import Means
from governance.rewrite.speech import is_name, noun_at, tags_of

_OURS = re.compile(r"(?:这[个款罐瓶袋双件条支盒台张副串对床]?|咱们?家?|我们家?|我家|本店|本品)([^，,。]{0,4})$")
_THIS = re.compile(r"^(?:(?:我们?|咱们?)?家?这[款个罐瓶袋双件条支盒台张副串对床盏根把辆块]|本店的?|咱家的?|我们?家的?)")
_QUOTES = re.compile(r"[“”\"'‘’「」【】]")
_BEFORE = re.compile(
    r"^(?:(?:[^，,。！!]{0,4}(?:们|好)[，,！! ]+)+|宣称|号称|推广|销售"
    r"|[一两][支瓶盒袋罐条件包盏台把张副双颗粒勺杯碗](?=[一-鿿]{2}))"
)  # greetings; what was done with the goods, and how much of them
_SPEAKS = 14  # characters of an opening that may be a name
_MEASURED = re.compile(  # 定位误差0米 is no 米, 十二毫米 is none
    r"[毫厘分微纳]米$"
    r"|[\d零一二两三四五六七八九十百千万半几][个只条片粒颗滴枚盒包瓶支件袋箱罐桶套双张米寸克斤两升岁天年月码号秒元块毛层档节期度]$"
    r"|^[\d一二两三四五六七八九十百千]{1,4}(?:毫米|厘米|毫升|公分|[米克斤升岁天年月码号秒])"
)
_AMOUNT = re.compile(r"^[\d.]+\s*[a-zA-Z%]{1,3}$")  # 30ml names nothing
_LONG = 3  # characters of a name that is one though more is said of it in the same breath
_NO_NAME = ("ud", "ul", "uz", "f", "d", "r", "c", "y", "p")  # parts of speech that no name has
_NOUNS = ("n", "q", "z", "x", "g")
_OPENS = ("“", '"', "【", "《", "全国", "全网", "行业", "国内", "市面")
_DOES = frozenset("发隔护防洗磨净灭驱消加剃吹扫吸充按染读补")  # verbs of names: 护膝, 洗脚盆
_SAID = 4  # characters of what is said of it
_SAYS = re.compile("^[不能可会]")  # 不伤眼, 能水洗: short, and all the same said of it
_COUNTS = re.compile(r"^[\d一二两三四五六七八九十每半]")
_SCENE = re.compile("^(?:在.{1,4}[里上下中]|[里上放倒扔拿不没都也就了])")  # a thing that only lies about


def name_of(line: str, means: Means) -> str:
    """The goods as the line itself calls them: its first words where they are the name of a thing, else "this" and the
    name; empty where the line only mentions other goods, or where the name says what the goods do."""
    line = _BEFORE.sub("", line.strip())
    opening = next(
        (one.words for one in cut(re.split("[。！？!?；;…、（(]", line)[0]) if one.words.strip()), ""
    ).strip()
    opening = opening if balanced(opening) else _QUOTES.sub("", opening)
    this = _THIS.match(opening)
    bare = opening[this.end() :] if this else opening
    whose = this.group().removesuffix("的") if this else ""  # 本店的牛肉面的口味 has one 的 too many
    if is_goods(bare, means):
        return whose + bare
    # 这款 says that goods come next, whatever they are; 这个 may be anything.
    known = _is_noun if this and "这" in this.group() and not this.group().endswith("这个") else is_goods
    head = _head(bare, 2 if this else _LONG, means, known)
    if head:
        return whose + head
    return _mentioned(line, opening, means) or _pointed_at(line, means)


def is_goods(words: str, means: Means) -> bool:
    """Whether words are the name of a thing, by how it ends, and claim nothing."""
    names = means.rewrites.names
    if words in means.rewrites.pointing:
        return may_be_said(words, means)
    told = len(words) > 1 and names.thing.search(words) and not _MEASURED.search(words)
    return bool(told) and not acts(words) and may_be_said(words, means)


def is_pointing(name: str) -> bool:
    """Whether a name points at goods that were spoken of before: 这个米."""
    return _THIS.search(name) is not None


def _is_noun(words: str, means: Means) -> bool:
    counts = any(tag.startswith("m") for _, tag in tags_of(words))
    return len(words) > 1 and not counts and is_name(words) and may_be_said(words, means)


def acts(words: str) -> bool:
    """Whether something is done in words: 坐马桶, 防滑鞋走冰面. What a name ends with may be tagged as a verb."""
    tags = tags_of(words)
    if len(tags) > 1 and len(tags[0][0]) == 1 and tags[0][1].startswith("v") and tags[0][0] not in _DOES:
        return True
    inner = any(
        tag.startswith("t") or (tag.startswith("v") and len(word) == 1 and word not in _DOES)
        for word, tag in tags[1:-1]
    )
    return inner or any(tag.startswith(_NO_NAME) for _, tag in tags)


def may_be_said(name: str, means: Means) -> bool:
    """Whether a name is one of goods and claims nothing: one that says what they do would carry the claim on."""
    names = means.rewrites.names
    wrong = names.claiming.search(name) or names.suspect.search(name) or _AMOUNT.search(name)
    return not wrong and names.sold_as(name, means.category) and means.calm.is_calm(name, "topic")


def _head(clause: str, least: int, means: Means, known: Callable[[str, Means], bool]) -> str:
    """The name that a clause begins with, where more is said of it in the same breath: 冷光美牙仪在家照七天.

    The shortest that no noun follows, for that would be the rest of the name.
    """
    for name in accumulate(word for word, _ in tags_of(clause[:_SPEAKS])) if clause else ():
        rest = clause[len(name) :]
        if not rest or len(name) < least or _SCENE.search(rest) or not balanced(name):
            continue
        word, tag = tags_of(name)[-1]
        does = len(word) == 1 and tag.startswith("v")  # 电热水壶带…
        more = _goes_on(rest) and not rest.startswith(_OPENS)
        half = len(rest) < _SAID and not _COUNTS.search(rest) and not _SAYS.search(rest)
        if not (does or more or half) and known(name, means):
            last = tags_of(rest[:6])[0][0]
            longer = name + last
            return longer if len(last) == 1 and len(longer) < len(clause) and is_goods(longer, means) else name
    return ""


def _goes_on(rest: str) -> bool:
    """Whether a noun follows that belongs to the name before it: not so the skin of 月饼皮薄, which is thin."""
    (word, tag), *after = tags_of(rest[:6])
    part = len(word) == 1 and after and after[0][1].startswith("a")
    return tag.startswith(_NOUNS) and not part


def _mentioned(line: str, opening: str, means: Means) -> str:
    for match in means.rewrites.goods.finditer(line):
        name, before = str(match.group()), line[: match.start()]
        half = noun_at(line[match.end() : match.end() + 4])
        if half or not means.rewrites.names.sold_as(name, means.category):
            continue
        if opening.endswith(name) and is_name(opening) and may_be_said(opening, means):
            return opening
        ours = _OURS.search(before)
        between = tags_of(ours.group(1)) if ours and ours.group(1) else ()
        if (ours and not any(tag.startswith("v") for _, tag in between)) or (
            line.startswith(opening) and match.end() == len(opening) and _adorned(before)
        ):
            return means.rewrites.pointing[name] + name
    return ""


def _pointed_at(line: str, means: Means) -> str:
    """Goods that the line points at further on, or that all of it adorns: 这个罗汉果膏一天一勺; 夜里专用的枇杷茶."""
    clauses = [one.words.strip() for one in cut(re.sub("[。！？!?；;…]", "，", line)) if one.words.strip()]
    for clause in clauses[1:]:
        if this := _THIS.match(clause):
            bare = clause[this.end() :]
            name = bare if is_goods(bare, means) else _head(bare, 2, means, is_goods)
            if name:
                return this.group().removesuffix("的") + name
    head, _, tail = clauses[-1].rpartition("的") if clauses else ("", "", "")
    if not head or len(tail) < _LONG or len(tags_of(tail)[0][0]) < 2 or means.rewrites.names.person.search(line):
        return ""
    return "这款" + tail if is_name(tail) and is_goods(tail, means) else ""


def _adorned(before: str) -> bool:
    """Whether what stands before a name at the end of a clause only adorns it, and does nothing with it: 夜里蹬被子."""
    return before.endswith("的") or not any(tag.startswith(("v", "p", "d", "f")) for _, tag in tags_of(before))
