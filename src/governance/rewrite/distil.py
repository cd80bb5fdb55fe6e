"""A line through which a claim runs, distilled: the goods' name and the plain details in clauses of their own, in their
order and as they were said, without the talk beside them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from governance.rewrite.clauses import Clause, balanced, cut, size
from governance.rewrite.means import Means
from governance.rewrite.naming import acts, is_goods, may_be_said, name_of
from governance.rewrite.places import HARD, pointed, sentences_in
from governance.rewrite.pointers import ending, topic_of
from governance.rewrite.remains import STATEMENT, kind_of
from governance.rewrite.speech import tags_of

NAME = "name"
_HELD = frozenset(("pack", "count"))  # how much there is of what was named just before
_PRICES = frozenset(("offer", "price", "sum", "hundreds"))
_GONE = "\0"  # where a piece stood
_KIND_OF = re.compile("^[^的\0]{2,4}的(?=\0)")
_CALL = re.compile("(?<=[一-鿿])[哈呀啊](?=[一二三四五六七八九十两半\\d])")  # 藏红花哈一盒五克
_SPACES = re.compile(r"(?<=\S)[ \u3000]+(?=\S)")
_SHARE = re.compile(r"\d[%％]$")  # 棉60% 麻40% is one field
_COUNTS = re.compile(r"[\d一二两三四五六七八九十百千]")
_NO_NAME = ("r", "p", "y", "f", "t", "ul", "uz", "ud", "uv")
_MEASURES = re.compile(r"[一二两三四五六七八九十半\d](?:[个天周月年次]|[片只条根盒瓶杯碗勺袋罐包支][^\d])")  # 两片馒头, 半年大一个杯
_VOID = ' 。.！!～~、“”"'
_NEAR = 2  # clauses on either side that say what a number is of
_DOSES = 2  # clauses that tell how much one takes
_TRIES = 3  # times the loudest detail is left out before only the name is tried


class Part(NamedTuple):
    """A clause: its words as they would stay, what they tell (empty where they are talk) and the goods named in it."""

    words: str
    kinds: frozenset[str]
    name: str
    start: int
    end: int


def distilled(line: str, family: str, means: Means) -> list[str]:
    """What could stand for a line, the fullest first; empty where it tells nothing plainly.

    Where the engine still objects, it mostly is to the detail that the reader hears loudest.
    """
    if means.rewrites.talk.told_of.search(line):
        return []
    told = [part for part in _ours(line, family, means) if part.kinds]
    silent = means.rewrites.talk.silent.get(family, frozenset())
    told = _without_scales([part for part in told if not part.kinds & silent])
    means.calm.hear(part.words for part in told)
    out = []
    for _ in range(_TRIES):
        out.append(_said(line, family, told, means))
        loose = [part for part in told if not part.name and not part.kinds <= means.rewrites.talk.exact]
        if not loose:
            break
        loudest = max(loose, key=lambda part: means.calm.odds(part.words))
        told = [part for part in told if part is not loudest]
    told = [part for part in told if part.kinds <= {*means.rewrites.talk.exact, NAME}]
    return [words for words in dict.fromkeys((*out, _said(line, family, told, means))) if words and words != line]


def _said(line: str, family: str, told: list[Part], means: Means) -> str:
    """Name, details and pointer in the punctuation of the line; empty where they say too little."""
    mark = mark_of(line)
    details = [part for part in told if part.kinds != {NAME}]
    named = next((part for part in told if part.name), None)
    end = ending(line, family, means, named=named is not None)
    if not details or end is None:
        return ""
    if named is not None:
        told = [named, *(part for part in told if part is not named)]  # a detail before its subject has none
        out = ""
    else:
        out = _subject(line, family, details, mark, means)
        if out is None:
            return ""
    for part, after in pairwise(told):
        out += part.words + _between(line, part.end, after.start, mark)
    out += told[-1].words
    if end and not (family in means.rewrites.file.distil.unpointed and len(details) > 1):
        out += mark + end.replace("，", mark)
    return out + (line[-1] if line[-1] in HARD[:4] else "")


def _subject(line: str, family: str, details: list[Part], mark: str, means: Means) -> str | None:
    """What details are of that do not say it: the goods as a clause that went calls them, with their mark, or 这个 before
    the first; None where details that say nothing alone would have none."""
    first = details[0]
    parts = [part for part in _ours(line, family, means) if not part.kinds]
    others = _of_others(line, family, means)
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


def _ours(line: str, family: str, means: Means) -> list[Part]:
    """The parts of a line that are about the seller's own goods: where it speaks of those of others too, what comes after
    it turns to his own (咱家这个…), or, where it never does, what is told by number."""
    parts = parts_of(line, means)
    if not _of_others(line, family, means):
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


def _of_others(line: str, family: str, means: Means) -> bool:
    return family in means.rewrites.file.distil.others or bool(means.rewrites.talk.rivals.search(line))


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


def _without_scales(told: list[Part]) -> list[Part]:
    """The parts without doses of several kinds of people: who takes which is no plain detail any more."""
    doses = [part for part in told if "dose" in part.kinds]
    return [part for part in told if part not in doses] if len(doses) > _DOSES else told


def parts_of(line: str, means: Means) -> list[Part]:
    """The clauses of a line, in order."""
    raw = []
    for start, end in sentences_in(pointed(line), 0, len(line)):
        at = start
        for clause in _fields_whole(cut(line[start:end])):
            if clause.words.strip(_VOID):
                raw.append(_read(clause.words.strip(_VOID), at, at + len(clause.words), means))
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
    bare = talk.opening.sub("", said, count=1)
    first = (said, bare) if "price" in _plain(said, means) else (bare, bare.removeprefix("是"), said)  # 今天三百一
    for one in dict.fromkeys(first):
        if not one or not balanced(one) or means.fluency.suspect.search(one):
            continue
        kinds = _plain(one, means)
        if kinds and one in (bare, said):
            return Part(one, kinds, "", start, end)
        most = means.rewrites.file.distil.most
        lengths = [*range(min(most, len(one) - 1), 1, -1)]
        lengths.insert(len(lengths) if _COUNTS.search(one) else 0, min(len(one), most))
        for at in lengths:
            name, rest = one[:at], one[at:]
            kinds = _plain(rest, means) if rest else frozenset()
            if (kinds or not rest) and _is_name(name, kinds, means):
                return Part(one, kinds | {NAME}, name, start, end)
    kind = kind_of(said, means) if balanced(said) else ""
    if kind and kind not in (NAME, "notice") and not (kind == STATEMENT and _COUNTS.search(said)) and not talk.story.search(said):
        return Part(said, frozenset((kind,)), name_of(said, means), start, end)
    return Part(words, frozenset(), _named_in(bare, said, means), start, end)


def _plain(words: str, means: Means) -> frozenset[str]:
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
    if exact and (of := _KIND_OF.match(rest)):
        rest = rest[of.end() :]  # 三角包的一袋三十包
    rest = talk.filler.sub("", rest).replace(_GONE, "")
    return frozenset(kinds) if size(rest) <= (0 if exact else means.rewrites.file.distil.rest) else frozenset()


def _is_name(words: str, kinds: frozenset[str], means: Means) -> bool:
    """Whether words are what goods are called; before how much is in a pack any noun is."""
    bare = words.removesuffix("的")
    if size(bare) < 2 or _MEASURES.search(bare) or means.fluency.person.search(bare) or not may_be_said(bare, means):
        return False
    tags, talk = tags_of(bare), means.rewrites.talk
    known = bool(talk.goods.search(bare))
    if tags[0][1].startswith("m") and not known:
        return False
    if is_goods(bare, means):
        return True
    if talk.story.search(bare) or any(tag.startswith(_NO_NAME) for _, tag in tags):
        return False
    # The segmenter does not know every leaf that is ground to powder, nor every berry.
    grown = "pack" in kinds and bool(means.fluency.thing.search(bare))
    return known or grown or ("pack" in kinds and not acts(bare) and tags[-1][1].startswith("n"))


def _is_noun_phrase(words: str, means: Means) -> bool:
    """Whether words are two nouns or more and nothing else, and no claim."""
    if means.rewrites.talk.never.search(words) or means.rewrites.talk.story.search(words):
        return False
    tags = tags_of(words)
    nouns = all(tag.startswith(("n", "b", "eng")) for _, tag in tags) and len(tags) > 1
    return nouns and size(words) <= means.rewrites.file.distil.most and may_be_said(words, means)


def _named_in(words: str, said: str, means: Means) -> str:
    """The goods that a clause of talk speaks of: those it begins with, or that it says are taken (就吃…, 这个…)."""
    if means.fluency.suspect.search(words):
        return ""
    name = name_of(words, means)
    if name and words.startswith(name) and means.rewrites.talk.about.search(words[len(name) :]) and not acts(name):
        return name
    for match in means.rewrites.talk.taken.finditer(said):
        run = said[match.end() : match.end() + means.rewrites.file.distil.most]
        for at in range(len(run), 1, -1):
            if _is_name(run[:at], frozenset(), means):
                return run[:at]
    return ""


def _beside(parts: list[Part], means: Means) -> list[Part]:
    """The parts without those that say something only next to others."""
    for at, (part, then) in enumerate(pairwise(parts)):
        if not part.kinds and then.kinds & _HELD and _is_noun_phrase(part.words, means):
            parts[at] = part._replace(kinds=frozenset((NAME,)), name=part.words)  # 猴头菇丁香 三十袋
    after, follows = means.rewrites.talk.after, means.rewrites.talk.follows
    for at, part in enumerate(parts):
        if part.kinds and part.kinds <= follows and not (at and parts[at - 1].kinds):
            parts[at] = part._replace(kinds=frozenset())
    lone = set()
    for at, part in enumerate(parts):
        near = [one.kinds for one in (*parts[max(at - _NEAR, 0) : at], *parts[at + 1 : at + 1 + _NEAR])]
        known = {kind for kinds in near for kind in kinds}
        if part.kinds and (part.kinds in near or all(kind in after and not after[kind] & known for kind in part.kinds)):
            lone.update([at] if part.kinds <= set(after) else [])
    prices = [at for at, part in enumerate(parts) if part.kinds and part.kinds <= _PRICES and at not in lone]
    for at in prices[:-1]:  # a price amid talk, and another after it: that of others, or of before
        if not any(one.kinds for one in (*parts[max(at - 1, 0) : at], *parts[at + 1 : at + 2])):
            lone.add(at)
    return [part._replace(kinds=frozenset()) if at in lone else part for at, part in enumerate(parts)]
