"""What may stay of a short line: what each clause of it tells, and whether what is left is whole.

Beside a claim nearly anything sounds innocent and says nothing once the claim is gone: the scene, the half of a story,
the answer without its question. So a clause of a short line stays for what it is, not for what it lacks: a plain
detail of the goods or of the order (a closed list, by kind, in ``rules/precheck/rewrites.yaml``), an offer that names
what it offers, or a statement that says of which goods it speaks.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from governance.rewrite.clauses import balanced, cut, size
from governance.rewrite.details import plain_kinds
from governance.rewrite.means import Means
from governance.rewrite.naming import is_goods, may_be_said, name_of
from governance.rewrite.places import HARD, sentences_in, sentences_of, shape_of
from governance.rewrite.speech import is_name, states, tags_of

NAME, OFFER, NAMED, STATEMENT = "name", "offer", "named", "statement"
SOFTENED = "softened"  # a statement in the words of the policy
WHOLE, BARE, STUB = "whole", "bare", "stub"
_ENDS = ' 。.！!～~、“”"'
_NAME = 12  # characters of a name before its price or size
# Numbers, and what one is asked to do or to leave.
_NO_CLAIM = ("price", "sum", "spec", "size", "dosage", "care", "fee", "notice", "order")
_OF_A_NAME = ("price", "sum", "spec", "size", "dosage", "content")
_OWN = re.compile(r"^(?:(?:我们|咱们?)?家?的?这[款个件台条双瓶盒罐袋张串]|本品|咱家的?)")
_MORE = 3  # characters that say something of a name: 点读笔一支 only counts
_LITTLE = 4  # characters of 这款 and what is no more than a name
_YEARS = re.compile("^[\\d一二三四五六七八九十百]{1,3}(?:年陈?|号链接)")  # 五年花雕, 一号链接荞麦面
_GAIN = re.compile("[省返赚挣亏赔补涨跌率值量分利润收]$|钱[^包夹币]?$")  # what one is said to save or to earn
_FEE = re.compile("^[^\\d一二三四五六七八九十交付缴收退补抽省赚罚约]{1,4}[费金款]$")  # what one pays, not what one gets
_OPEN_END = re.compile(r"[；;：:，,、—…·-]+\s*$")
_PHRASE = re.compile("^[^是有请按以看]{1,8}的[^是有请按以看]{1,8}$")  # 透气的跑步鞋 names, though it has a quality
_ASKS = re.compile("[？?]|[吗呢]$")


class Told(NamedTuple):
    """A clause's words, bare, and the kind of thing they tell: a kind of ``remains.details``, or one of the above."""

    kind: str
    words: str
    start: int
    end: int


def kind_of(words: str, means: Means) -> str:
    """What a clause tells that may be said without the ones beside it; empty for anything else."""
    words = words.strip(_ENDS)
    remains, fluency = means.rewrites.remains, means.fluency
    if size(words) < 2 or fluency.suspect.search(words) or remains.narrated.search(words):
        return ""
    kind = _detail(words, means)
    if kind in _NO_CLAIM:
        return kind
    if remains.claiming.search(words):
        return ""
    if kind:
        return kind
    if is_goods(words, means):
        return NAME
    if fluency.lead_in.search(words):
        return ""
    if kind := _named(words, means):
        return kind
    return STATEMENT if _states(words, means) else ""


def told_by(line: str, means: Means) -> list[Told]:
    """The clauses of a line and what they tell, in order."""
    out = []
    for start, end in sentences_in(shape_of(line), 0, len(line)):
        at = start
        for clause in cut(line[start:end]):
            if clause.words.strip():
                words = clause.words.strip(_ENDS[:-3])
                words = words if balanced(words) else re.sub(r"[“”\"]", "", words)
                out.append(Told(kind_of(words, means), words, at, at + len(clause.words)))
            at += len(clause.words) + len(clause.mark)
    return out


def state_of(rest: str, before: str, family: str, means: Means) -> str:
    """Whether what is left of a short line is whole, bare (whole but for its subject or its end), or a stub.

    ``before`` is the line as it was, ``family`` what it was first mended for. Of a line that narrates what somebody
    did, and of one whose offer is the wrong itself, nothing stays.
    """
    remains = means.rewrites.remains
    if remains.narrated.search(before) or _OPEN_END.search(rest) or _ASKS.search(rest.strip(HARD[:3] + " ")):
        return STUB
    kinds: set[str] = set()
    for said in sentences_of(rest):
        here = {one.kind if one.words in before else _softened(one.words) for one in told_by(said, means)}
        if said in before and len(here) > 1 and not means.fluency.lead_in.search(said):
            here -= {""}  # a sentence that was not touched may say more beside what it is known by
        kinds |= here
    if not kinds or "" in kinds or kinds & remains.silent.get(family, frozenset()):
        return STUB
    if kinds & {OFFER, STATEMENT, SOFTENED} or ("order" in kinds and len(kinds) > 1) or "notice" in kinds:
        return WHOLE
    return BARE


def _softened(words: str) -> str:
    """The kind of a clause with softer words in it: these are the policy's own."""
    return SOFTENED if states(words) and not words.endswith("的") and not _PHRASE.search(words) else NAME


def _detail(words: str, means: Means) -> str:
    """The kind of plain detail that a clause is from its first character to its last."""
    for kind, pattern in means.rewrites.remains.details:
        if pattern.search(words):
            return kind if means.calm.is_calm(words, "detail") else ""
    kinds = plain_kinds(words, means)
    return "care" if kinds and kinds <= means.rewrites.remains.warns and means.calm.is_calm(words, "beside") else ""


def _named(words: str, means: Means) -> str:
    """A name and its price or size in one breath: 羊绒衫一件二十九."""
    for at in range(min(_NAME, len(words) - 2), 1, -1):
        name, rest = _YEARS.sub("", words[:at]), words[at:]
        kind = next((kind for kind, pattern in means.rewrites.remains.details if pattern.search(rest)), "")
        if kind not in _OF_A_NAME or name.endswith("的"):
            continue
        own = _OWN.match(words)
        bare = name[own.end() :] if own else ""
        this = bool(bare) and (is_goods(bare, means) or (is_name(bare) and _plain_name(bare, means)))
        priced = kind in ("price", "sum") and (_FEE.search(name) or (is_name(name) and _plain_name(name, means)))
        if is_goods(name, means) or this or priced:
            if not means.calm.is_calm(words, "detail"):
                return ""
            if _FEE.search(name):
                return "fee"
            return OFFER if kind in ("price", "sum") else NAMED
    return ""


def _plain_name(name: str, means: Means) -> bool:
    tags = tags_of(name)
    thing = any(tag.startswith("n") and len(word) > 1 for word, tag in tags) and not tags[-1][1].startswith("m")
    thing = thing and not tags[0][1].startswith(("m", "t"))
    return thing and not _GAIN.search(name) and not means.fluency.person.search(name) and may_be_said(name, means)


def _states(words: str, means: Means) -> bool:
    """Whether a clause says outright of which goods it speaks, and something of them."""
    fluency = means.fluency
    if fluency.setup.search(words) or (fluency.waiting.search(words) and not fluency.whole.search(words)):
        return False
    own = _OWN.match(words)
    if own:
        after = tags_of(words[own.end() :])
        speaks = own.group() == "本品" or (bool(after) and after[0][1].startswith("n") and len(after[0][0]) > 1)
        return speaks and size(words) > _LITTLE and states(words) and means.calm.is_calm(words, "name")
    things = [part.rpartition("的")[2] for part in words.split("、")]
    if all(is_goods(thing, means) or is_name(thing) for thing in things):
        return False  # 老头子的护膝、拐棍、热水袋 tells nothing of them
    name = name_of(words, means)
    more = bool(name) and size(words) - size(name) >= _MORE
    return more and states(words) and means.calm.is_calm(words, "beside")
