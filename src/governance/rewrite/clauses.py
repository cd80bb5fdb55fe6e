"""A sentence as clauses, and which of them can stay when some go."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any, NamedTuple

from governance.rewrite.calm import Calm

_MARK = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[，：]|[ \t\u3000]+")
_NOT_WORDS = re.compile(r"[\s，。！？、；：,.!?;:（）()“”\"《》【】\[\]…~～-]+")
_CONTENT = ("n", "m", "b", "i", "l", "nz", "eng")  # parts of speech that name something
_ENDS = " 。.！!"
_NAMING = ("n", "nz", "nr", "nrt", "vn", "l", "eng")
_MEASURES = frozenset("板片粒颗盒瓶袋箱罐条包支件套只双斤克块元勺张卷把桶对个组份款天")
_LONGEST_NAME = 12
_LONGEST_ORNAMENT = 6
_FIRST = frozenset(("我们", "咱们", "咱", "咱家", "大家", "家人们", "本品", "本店", "每"))


class Clause(NamedTuple):
    """``words`` and the mark (and space) that joins them to what follows."""

    words: str
    mark: str


def cut(sentence: str) -> list[Clause]:
    """The clauses of a sentence without its full stop; joined they are the sentence again."""
    out: list[Clause] = []
    at = 0
    for match in _MARK.finditer(sentence):
        if match.start() > at or out:
            out.append(Clause(sentence[at : match.start()], match.group()))
            at = match.end()
    out.append(Clause(sentence[at:], ""))
    return out


def spans(clauses: list[Clause]) -> list[tuple[int, int]]:
    """Where each clause's words lie in the sentence."""
    out, at = [], 0
    for clause in clauses:
        out.append((at, at + len(clause.words)))
        at += len(clause.words) + len(clause.mark)
    return out


def joined(clauses: list[Clause]) -> str:
    """Clauses as a sentence; the last one's mark waits for nothing and goes."""
    return "".join(one.words + one.mark for one in clauses[:-1]) + clauses[-1].words if clauses else ""


def size(text: str) -> int:
    """Characters that are words."""
    return len(_NOT_WORDS.sub("", text))


class Fluency(NamedTuple):
    """The patterns of ``rules/precheck/rewrites.yaml``, compiled."""

    shortest: int
    waiting: Any
    leaning: Any
    lead_in: Any
    suspect: Any
    plain: Any
    fact: Any
    whole: Any
    back: Any
    thing: Any
    setup: Any
    person: Any

    def is_plain(self, words: str) -> bool:
        """Whether words only name a price or a size, of one's own goods, and lean on nothing."""
        words = words.strip(_ENDS)
        return bool(self.plain.search(words)) and not (self.suspect.search(words) or self.leaning.search(words))

    def quiet(self, words: str, calm: Calm) -> bool:
        """Whether a clause may stand beside one that had to go: a mere name or fact, or what says outright what it
        speaks of, needs to sound less innocent than another statement, which may be the rest of the claim; a price
        speaks for itself."""
        words = words.strip()
        if self.suspect.search(words):
            return False
        if self.is_plain(words):
            return True
        if is_name(words) or is_ours(words):
            return calm.is_calm(words, "name")
        return calm.is_calm(words, "fact" if self.fact.search(words) else "beside")

    def stays(self, clauses: list[Clause], gone: Collection[int], calm: Calm, *, facts: bool = False,
              sure: Collection[int] = ()) -> list[int]:  # fmt: skip
        """Which clauses stay when ``gone`` go: none that hangs on one that goes, and none that claims the like.

        A clause stays when it is whole; after the first that goes, when it also begins anew and tells a fact of the
        goods or the order. With ``facts`` it must tell one wherever it stands. Nothing stays when what is left is too
        short to be a sentence or says nothing. ``sure`` are clauses that were mended and tried already.
        """
        keep: list[int] = []
        first = min(gone, default=len(clauses))
        for at, clause in enumerate(clauses):
            words = clause.words.strip()
            if at in sure:
                keep.append(at)
                continue
            if at in gone or not words or not self.quiet(words, calm):
                continue
            if self.is_plain(words) or self._may_stay(words, at > first or (at > 0 and at - 1 not in keep), facts):
                keep.append(at)
        # What waits for a clause that went goes with it, backwards: 如果…，那么…
        for at in reversed(list(keep)):
            if at + 1 not in keep and self._waits_there(clauses, at, keep):
                keep.remove(at)
        rest = "".join(clauses[at].words for at in keep)
        told = any(at in sure or self._tells(clauses[at].words, facts) for at in keep)
        return keep if told and size(rest) >= self.shortest else []

    def _may_stay(self, words: str, after: bool, facts: bool) -> bool:
        fact = bool(self.fact.search(words)) or (not facts and bool(self.whole.search(words)))
        if facts and not (fact and _begins(words)) and not (not after and is_name(words)):
            return False
        if not after:
            return True
        # What comes after a claim and tells no fact mostly tells how well it ended: 豆角都挂满了, 尿线如少年.
        return fact and not self.leaning.search(words) and _begins(words)

    def _tells(self, words: str, facts: bool) -> bool:
        if self.fact.search(words) or is_name(words):
            return True
        return not facts and not self.lead_in.search(words) and _begins(words) and states(words)

    def _waits_there(self, clauses: list[Clause], at: int, keep: list[int]) -> bool:
        """Whether a clause whose successor does not stay waited for it, or only led up to it."""
        last = at + 1 == len(clauses)
        if self.lead_in.search(clauses[at].words.strip()):
            return not (last and at - 1 in keep)
        return not last and self.waits(clauses[at])

    def make_a_line(self, said: list[str], goods: Any) -> bool:
        """Whether clauses can be all that a line says: one that stands alone, and beside it only facts."""
        alone = [self.stands_alone(words, goods) for words in said]
        told = (one or self.is_plain(words) or self.fact.search(words) for one, words in zip(alone, said, strict=True))
        return any(alone) and all(told)

    def stands_alone(self, words: str, goods: Any) -> bool:
        """Whether a clause can be all that a line says: the name of a thing, or a fact of one.

        Anything else that came before a claim led up to it (竹炭包一放, 叔叔阿姨听好了), however innocent it sounds.
        """
        words = words.strip()
        if self.setup.search(words) or self.lead_in.search(words):
            return False
        if is_name(words) or self.thing.search(words):
            return names_a_thing(words)
        if goods.search(words) or self.whole.search(words) or is_ours(words):
            return True
        return bool(self.fact.search(words)) and names_a_thing(words)

    def plain_ones(self, clauses: list[Clause], gone: Collection[int]) -> list[int]:
        """The clauses that only name a price or a size; of three characters, for fewer may be anything."""
        return [at for at, clause in enumerate(clauses)
                if at not in gone and self.is_plain(clause.words) and size(clause.words) >= 3]  # fmt: skip

    def waits(self, clause: Clause) -> bool:
        """Whether a clause is no whole one without what comes after it."""
        words = clause.words.strip()
        if clause.mark.strip() in (":", "："):
            return True
        return bool(self.waiting.search(words)) and not self.whole.search(words)  # 膜布是天丝的 waits for nothing

    def fits(self, before: str, after: str) -> bool:
        """Whether a sentence reads on after words in it changed: nothing waits, leans, doubles or is left open."""
        old, new = self._faults(before), self._faults(after)
        return new <= old and (size(after) >= self.shortest or size(after) >= size(before))

    def _faults(self, sentence: str) -> set[str]:
        found = set()
        for number, clause in enumerate(cut(sentence)):
            words = clause.words.strip()
            if not words:
                found.add(f"empty{number}")
            elif _END.search(words):
                found.add(f"waits {words}")
            elif _START.search(words):
                found.add(f"leans {words}")
        if _DOUBLE.search(sentence):
            found.add("double")
        if not balanced(sentence):
            found.add("open")
        return found


_END = re.compile(r"(?:[和跟与及把被比]|是|的|最|给|让|叫|非常|全国|全网|行业|业内|因为|但是|而且)$")
_START = re.compile(r"^[的地得了着过吗呢吧、]")
_DOUBLE = re.compile(r"[，,、：]\s*[，,、。！？]|的的|了了|很很|^[，,、。]")
_OURS = re.compile(r"^(?:这[款件台条双瓶盒罐袋张串]|我们家?这?|咱们?家|本品)..")
_PAIRS = {"（": "）", "(": ")", "“": "”", "《": "》", "【": "】", "「": "」", "『": "』", "[": "]"}


def balanced(text: str) -> bool:
    """Whether every bracket and quotation mark has its partner."""
    waiting: list[str] = []
    for ch in text:
        if ch in _PAIRS:
            waiting.append(_PAIRS[ch])
        elif ch in _PAIRS.values() and (not waiting or waiting.pop() != ch):
            return False
    return not waiting


@lru_cache(4096)
def _tags(words: str) -> tuple[tuple[str, str], ...]:
    import rjieba

    return tuple(rjieba.tag(words, False))


def noun_at(words: str) -> bool:
    """Whether words open with a noun, so that the name before them is only the first half of one."""
    tags = _tags(words) if words else []
    return bool(tags) and tags[0][1].startswith(("n", "q")) and not _NOT_WORDS.match(tags[0][0])


def is_name(words: str) -> bool:
    """Whether words are no more than the name of something."""
    return size(words) <= _LONGEST_NAME and all(tag.startswith(("n", "m", "q", "b", "eng")) for _, tag in _tags(words))


def is_ours(words: str) -> bool:
    """Whether words say outright that they speak of one's own goods: 这款…, 咱家…"""
    return bool(_OURS.search(words))


def people_in(words: str) -> set[str]:
    """The people a text calls by name: 小丽, 王姐."""
    return {word for word, tag in _tags(words) if tag == "nr" and len(word) > 1}


def names_a_thing(words: str) -> bool:
    """Whether some word names a thing; sizes and prices alone tell nothing of what they are of."""
    return any(tag in _NAMING and word not in _MEASURES for word, tag in _tags(words))


def is_ornament(words: str) -> bool:
    """Whether words only adorn: short, and neither saying nor asking anything by themselves."""
    return size(words) <= _LONGEST_ORNAMENT and not any(
        tag.startswith(("v", "r", "p", "c", "y")) for _, tag in _tags(words)
    )


def states(words: str) -> bool:
    """Whether a clause says something of something: it has a name and a verb or quality."""
    tags = _tags(words)
    return any(tag.startswith(("v", "a", "z")) for _, tag in tags) and any(tag.startswith(_CONTENT) for _, tag in tags)


def _begins(words: str) -> bool:
    """Whether a clause opens with what it is about, not with a verb or adverb that has its subject elsewhere."""
    tags = _tags(words)
    word, tag = tags[0]
    if tag.startswith(_CONTENT) or word in _FIRST or word.startswith(("请", "欢迎")):
        return True
    # 这款面膜…: a pointer and the goods; 这样…, 这个就… points back to what went
    return word.startswith("这") and any(t.startswith("n") for _, t in tags[1:3])
