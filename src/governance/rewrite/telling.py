"""A line of talk clause by clause: what each tells plainly, and which goods it names."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from governance.rewrite.called import is_called, is_noun_phrase, named_in
from governance.rewrite.clauses import Clause, balanced, cut, size
from governance.rewrite.details import plain_kinds
from governance.rewrite.means import Means
from governance.rewrite.naming import is_goods, name_of
from governance.rewrite.places import pointed, sentences_in
from governance.rewrite.remains import NAME, STATEMENT, kind_of

_HELD = frozenset(("pack", "count"))  # how much there is of what was named just before
_HELD_BY = frozenset(("pack", "dose"))  # what comes before its name: 一盒十条赤藓糖醇的, 一天两只海参
_PRICES = frozenset(("offer", "price", "sum", "hundreds"))
_CALL = re.compile(r"(?<=[一-鿿])[哈呀啊](?=[一二三四五六七八九十两半\d])")  # 藏红花哈一盒五克
_SHARE = re.compile(r"\d[%％]$")  # 棉60% 麻40% is one field
_COUNTS = re.compile(r"[\d一二两三四五六七八九十百千]")
_ONE = re.compile("^一[^一二两三四五六七八九十百千万斤克两升]$")
_VOID = ' 。.！!～~、“”"'
AMID = "amid"  # the kind of a short calm clause among details
_ASIDE = 9  # characters of one
_LONG_ASIDE = 14  # of one that is calmer
_WHEN = re.compile("^(?:今[天晚]|现在)")
_NOT = re.compile("^[别不没]")  # 别凑火, 不苦不腥 begin anew all the same
_NEAR = 2  # clauses on either side that say what a number is of


class Part(NamedTuple):
    """A clause: its words as they would stay, what they tell (empty where they are talk) and the goods named in it."""

    words: str
    kinds: frozenset[str]
    name: str
    start: int
    end: int


def parts_of(line: str, means: Means) -> list[Part]:
    """The clauses of a line, in order."""
    raw = []
    for start, end in sentences_in(pointed(line), 0, len(line)):
        at = start
        for clause in _fields_whole(cut(line[start:end])):
            if words := clause.words.strip(_VOID):
                to = at + len(clause.words)
                asks = line[to : to + 1] in ("？", "?")
                raw.append(Part(words, frozenset(), "", at, to) if asks else _read(words, at, to, means))
            at += len(clause.words) + len(clause.mark)
    return _beside(raw, means)


def _fields_whole(clauses: list[Clause]) -> list[Clause]:
    """Clauses with what stands before a colon put to what comes after it, and the shares of a mixture together."""
    out: list[Clause] = []
    for clause in clauses:
        share = bool(out) and _SHARE.search(clause.words) and _SHARE.search(out[-1].words)
        if out and (out[-1].mark.strip() in (":", "：") or share):
            before = out.pop()
            clause = Clause(before.words + before.mark + clause.words, clause.mark)
        out.append(clause)
    return out


def _read(words: str, start: int, end: int, means: Means) -> Part:
    talk = means.rewrites.talk
    if talk.never.search(words):
        return Part(words, frozenset(), "", start, end)
    said = talk.closing.sub("", _CALL.sub("", talk.call.sub("", words)), count=1)
    bare = talk.opening.sub("", said, count=1).removeprefix("是")
    first: tuple[str, ...] = (bare, said)
    if "price" in plain_kinds(said, means) or (_WHEN.search(said) and plain_kinds(said, means)):
        first = (said, bare)  # 今天三百一, 今天拍明天走
    for one in dict.fromkeys(first):
        if not one or not balanced(one) or means.fluency.suspect.search(one):
            continue
        kinds = plain_kinds(one, means)
        if kinds and not kinds & talk.exact and is_goods(one, means):
            kinds = frozenset()  # 按摩器 names goods, though one can 按摩 with them
        loose = bool(kinds) and not kinds <= talk.exact  # 阿胶膏一碗切二十四块 names before it tells
        name = _name_before_details(one, means) if loose else ""
        if name and plain_kinds(one[len(name) :], means) & talk.exact:
            return Part(one, kinds | {NAME}, name, start, end)
        if kinds and one in (bare, said):
            return Part(one, kinds, "", start, end)
        if name := _name_before_details(one, means):
            rest = one[len(name) :]
            kinds = plain_kinds(rest, means)
            if kinds == {"count"} and _ONE.search(rest):
                return Part(name, frozenset((NAME,)), name, start, end)  # 点读笔一支 only counts
            return Part(one, kinds | {NAME}, name, start, end)
        if name := _name_after_details(one, means):
            return Part(one, plain_kinds(one.removesuffix(name).removesuffix("的"), means) | {NAME}, name, start, end)
    kind = kind_of(said, means) if balanced(said) else ""
    told = not (_COUNTS if kind == STATEMENT else talk.story).search(said)
    told = told and not (kind == STATEMENT and talk.chat.search(said))
    if kind and kind not in (NAME, "notice") and told:
        return Part(said, frozenset((kind,)), name_of(said, means), start, end)
    return Part(words, frozenset(), named_in(bare, said, means), start, end)


def _name_before_details(words: str, means: Means) -> str:
    """The goods that words begin with, where they tell details and nothing else after it; all of them, where they are a
    name and tell no number."""
    most = means.rewrites.file.distil.most
    lengths = [*range(min(most, len(words) - 1), 1, -1)]
    lengths.insert(len(lengths) if _COUNTS.search(words) else 0, min(len(words), most))
    for at in lengths:
        kinds = plain_kinds(words[at:], means) if words[at:] else frozenset()
        if (kinds or not words[at:]) and is_called(words[:at], kinds, means):
            return words[:at]
    return ""


def _name_after_details(words: str, means: Means) -> str:
    """The goods, or what they are made of, that words end with after how much is in a pack: 一盒十条赤藓糖醇的."""
    if not _COUNTS.match(words):
        return ""
    for at in range(2, len(words) - 1):
        kinds = plain_kinds(words[:at].removesuffix("的"), means)
        if kinds & _HELD_BY and kinds <= means.rewrites.talk.exact and is_called(words[at:], kinds, means):
            return words[at:]
    return ""


def _beside(parts: list[Part], means: Means) -> list[Part]:
    """The parts with the names that only what comes next shows to be some, without what says something only next to
    others."""
    talk, seen = means.rewrites.talk, list(parts)
    for at, (part, then) in enumerate(pairwise(parts)):
        if not part.kinds and then.kinds & _HELD and is_noun_phrase(part.words, means):
            seen[at] = part._replace(kinds=frozenset((NAME,)), name=part.words)  # 猴头菇丁香 三十袋
    _without_scenery(seen)
    tail, over = _tails(seen, means)
    for at, part in enumerate(seen):  # in order, so that one beside another one counts
        after_one = at > 0 and bool(seen[at - 1].kinds - set(talk.after))
        if not part.kinds and (at >= over or after_one) and _is_aside(part, means, after_all=at >= tail):
            seen[at] = part._replace(kinds=frozenset((AMID,)))
    for at, part in enumerate(seen):
        beside = any(one.kinds - {NAME} or one.name for one in _around(at, seen, 1))
        if part.kinds == {AMID} and at < tail and not beside:
            seen[at] = _talk(part)  # one by itself is a scrap, unless the goods came up before it
    for at, part in enumerate(seen):
        if part.kinds and part.kinds <= talk.follows and not (at and seen[at - 1].kinds):
            seen[at] = _talk(part)
    lone = {
        at
        for at, part in enumerate(seen[:tail])
        if part.kinds and part.kinds <= set(talk.after) and _is_lone(at, seen, means)
    }
    prices = [at for at, part in enumerate(seen) if part.kinds and part.kinds <= _PRICES and at not in lone]
    for at in prices[:-1]:  # a price amid talk, and another after it: that of others, or of before
        if not any(one.kinds for one in _around(at, seen, 1)):
            lone.add(at)
    return [_talk(part) if at in lone else part for at, part in enumerate(seen)]


def _without_scenery(seen: list[Part]) -> None:
    """Make talk of names by themselves that are none of goods: of complaints (起皮的 倒刺的), and of things in a scene
    (十点半的高铁) where goods come up with their pack, or nearer to what is told of them."""
    held = [at for at, part in enumerate(seen) if part.kinds - {NAME}]
    named = any(NAME in seen[at].kinds for at in held)
    lone = {at: min((abs(at - one) for one in held), default=0) for at, part in enumerate(seen) if part.kinds == {NAME}}
    for at, far in lone.items():
        if len(seen) == 1 or (held and far <= _NEAR):
            continue
        if named or seen[at].words.endswith("的") or far > min(lone.values()):
            seen[at] = _talk(seen[at])._replace(name="")


def _tails(parts: list[Part], means: Means) -> tuple[int, int]:
    """Where the talk begins that tells how to use and keep what was named and claimed before it, and where that which
    is after the claim, be the goods named or not."""
    means.calm.hear(part.words for part in parts)
    told = means.rewrites.talk.exact
    named = next((at for at, part in enumerate(parts) if part.name or part.kinds & told), len(parts))
    loud = [at for at, part in enumerate(parts) if not part.kinds and not means.calm.is_calm(part.words, "worst")]
    over = loud[-1] + 1 if loud else len(parts)
    return max(named + 1, over), over


def _is_aside(part: Part, means: Means, *, after_all: bool) -> bool:
    """Whether a clause that no pattern knows is as calm as a plain detail, and talks of no one; ``after_all`` may be
    less calm, if it is short and tells no story."""
    talk, words = means.rewrites.talk, part.words
    leans = means.fluency.leaning.search(_NOT.sub("", words))
    if size(words) < 2 or leans or talk.never.search(words) or means.fluency.suspect.search(words):
        return False
    if means.fluency.person.search(words):
        return False
    if talk.chat.search(words):
        return False
    if after_all and size(words) <= _ASIDE and not talk.story.search(words) and means.calm.is_calm(words, "tail"):
        return True
    return size(words) <= _LONG_ASIDE and means.calm.is_calm(words, "amid")


def _is_lone(at: int, parts: list[Part], means: Means) -> bool:
    """Whether nothing near a number says what it is of, or another of its kind makes it one of a row."""
    near = [one.kinds for one in _around(at, parts, _NEAR)]
    known = frozenset[str]().union(*near)
    after = means.rewrites.talk.after
    return parts[at].kinds in near or all(not after[kind] & known for kind in parts[at].kinds)


def _around(at: int, parts: list[Part], reach: int) -> list[Part]:
    return [*parts[max(at - reach, 0) : at], *parts[at + 1 : at + 1 + reach]]


def _talk(part: Part) -> Part:
    return part._replace(kinds=frozenset())
