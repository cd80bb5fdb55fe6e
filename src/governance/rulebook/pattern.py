"""The pattern language of rules: words, slots and gaps, compiled to RE2 with the literals it needs.

=================  ============================================================================
``没有之一``         the characters themselves
``最 {quality}``    a space: nothing, or a soft break and particles (啊 呢 嘛 …), may stand between
``{a|b}``          a word of lexicon a or b; built in: {num} {money} {percent} {dur} {measure}
``(治好|根治)``      one of several sequences; ``(了|过)?`` is optional, and so is the 的 of ``好的?``
``[大小多]``         one of these characters
``~6``             up to 6 characters of the same clause
``~~12``           up to 12 characters of the same sentence, across commas
``^`` and ``$``      the start and the end of a clause
=================  ============================================================================

Everything compiles to google-re2, so no rule can run away. From each pattern the compiler derives
*witnesses*: groups of literals of which at least one must be present for the pattern to match. A pattern
without witnesses could only be found by trying it everywhere, and is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

PARTICLES = "啊呀呢嘛吧哦噢喔哎唉呃嗯哈啦诶"
GLUE = f"[，{PARTICLES} ]{{0,3}}"
_NUMBER = (
    r"(?:[0-9]+(?:[.][0-9]+)?[万亿千百]?|[零〇一二两俩三四五六七八九十百千万亿半几]+(?:点[零一二三四五六七八九]+)?)"
)
_APPROX = r"(?:[多来余几]|好几)?"
_SPAN = r"(?:天|日|周|星期|礼拜|月|年|小时|钟头|分钟|秒钟|秒|疗程|周期|晚上|晚|早上|宿)"
_SOON = r"当天|当晚|隔天|第二天|一夜|一晚"
BUILTIN: dict[str, str] = {
    "num": _NUMBER,
    "money": rf"(?:[¥￥$]{_NUMBER}|{_NUMBER}{_APPROX}(?:块钱|块|元|毛钱|毛|米|w|rmb|大洋))",
    "percent": rf"(?:{_NUMBER}%|百分之{_NUMBER}|百分百|{_NUMBER}个百分点|{_NUMBER}成)",
    "dur": rf"(?:{_NUMBER}{_APPROX}个?半?{_SPAN}(?:左右|之?内|不到)?|半(?:个月|年|天|小时)|{_SOON})",
    "measure": r"(?:[单件个份套盒瓶包箱台条双支袋斤桶罐颗粒位名组块把只本张对])",
    "han": r"[㐀-䶿一-鿿]",
}
_META = re.compile(r"[\\.+*?()|\[\]{}^$]")


class PatternError(ValueError):
    """The pattern cannot be compiled; the message says why and what to write instead."""


class Compiled(NamedTuple):
    """``source`` is RE2 syntax; every group in ``witnesses`` must have a literal present."""

    source: str
    witnesses: tuple[frozenset[str], ...]
    reach: int


class _Part(NamedTuple):
    source: str
    witnesses: tuple[frozenset[str], ...]
    longest: int
    edge: bool = True  # whether glue may stand beside it


Words = Callable[[str], tuple[str, ...] | None]
Common = Callable[[str], float]
MAX_REACH = 400


def _by_length(word: str) -> float:
    return float(10 ** -len(word))


def compile_pattern(text: str, words: Words, common: Common = _by_length) -> Compiled:
    """Compile one pattern; ``words(name)`` gives a lexicon's terms or None when there is no such lexicon.

    ``common(word)`` says how common a word is in talk, on any scale: where a choice of witnesses is free, the
    rarest are taken.

    Raises PatternError.
    """
    parser = _Parser(text, words, common)
    part = parser.sequence(top=True)
    if parser.at != len(text):
        raise PatternError(f"unexpected {text[parser.at]!r} at character {parser.at + 1}")
    if part.longest > MAX_REACH:
        raise PatternError(f"may stretch over {part.longest} characters; keep gaps small (at most {MAX_REACH})")
    if not part.witnesses:
        raise PatternError("has no words that must be present, so it could only be tried everywhere")
    return Compiled(part.source, _thin(part.witnesses), part.longest)


def _thin(witnesses: tuple[frozenset[str], ...]) -> tuple[frozenset[str], ...]:
    return tuple(dict.fromkeys(witnesses))


class _Parser:
    def __init__(self, text: str, words: Words, common: Common) -> None:
        self.text = text
        self.words = words
        self.common = common
        self.at = 0

    def sequence(self, *, top: bool = False) -> _Part:
        source: list[str] = []
        witnesses: list[frozenset[str]] = []
        longest = 0
        glue = False
        while self.at < len(self.text):
            ch = self.text[self.at]
            if ch in "|)":
                if top:
                    break
                break
            if ch == " ":
                self.at += 1
                glue = True
                continue
            part = self.part()
            if glue and source and part.edge and not source[-1].startswith("[^"):
                source.append(GLUE)
                longest += 3
            glue = False
            source.append(part.source)
            witnesses.extend(part.witnesses)
            longest += part.longest
        return _Part("".join(source), tuple(witnesses), longest)

    def part(self) -> _Part:
        ch = self.text[self.at]
        if ch == "{":
            return self.optional(self.slot())
        if ch == "(":
            return self.optional(self.group())
        if ch == "[":
            return self.optional(self.characters())
        if ch == "~":
            return self.gap()
        if ch == "^":
            self.at += 1
            return _Part("(?:^|[，。\\n])", (), 1, edge=False)
        if ch == "$":
            self.at += 1
            return _Part("(?:$|[，。\\n])", (), 1, edge=False)
        if _META.match(ch):
            raise PatternError(f"{ch!r} at character {self.at + 1} has no meaning here")
        return self.literal()

    def optional(self, part: _Part) -> _Part:
        if self.text.startswith("?", self.at):
            self.at += 1
            return _Part(f"(?:{part.source})?", (), part.longest, part.edge)
        return part

    def literal(self) -> _Part:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in " ~^$" and not _META.match(self.text[self.at]):
            self.at += 1
        if self.text.startswith("?", self.at):
            # As everywhere, a question mark makes the one character before it optional.
            if self.at - start > 1:
                self.at -= 1
            else:
                letter = self.text[start].lower()
                self.at += 1
                return _Part(f"(?:{re.escape(letter)})?", (), 1)
        word = self.text[start : self.at].lower()
        return _Part(re.escape(word), (frozenset((word,)),), len(word))

    def characters(self) -> _Part:
        end = self.text.find("]", self.at)
        inside = self.text[self.at + 1 : end].lower() if end > 0 else ""
        if not inside or _META.search(inside):
            raise PatternError(f"'[' at character {self.at + 1} must be closed and hold plain characters")
        self.at = end + 1
        return _Part(f"[{re.escape(inside)}]", (frozenset(inside),), 1)

    def slot(self) -> _Part:
        end = self.text.find("}", self.at)
        if end < 0:
            raise PatternError(f"'{{' at character {self.at + 1} is never closed")
        names = self.text[self.at + 1 : end].split("|")
        self.at = end + 1
        terms: dict[str, None] = {}
        shapes: list[str] = []
        for name in names:
            if name in BUILTIN:
                shapes.append(BUILTIN[name])
                continue
            known = self.words(name)
            if known is None:
                raise PatternError(f"no lexicon {name!r}")
            terms.update(dict.fromkeys(known))
        # Longest first, so that a shorter word does not end the match before its longer neighbour is tried.
        choices = [re.escape(term) for term in sorted(terms, key=lambda term: (-len(term), term))]
        longest = max([len(term) for term in terms] + ([14] if shapes else []), default=0)
        witnesses = () if shapes else (frozenset(terms),)
        return _Part("(?:" + "|".join([*choices, *shapes]) + ")", witnesses, longest)

    def group(self) -> _Part:
        opened = self.at
        self.at += 1
        branches = [self.sequence()]
        while self.text.startswith("|", self.at):
            self.at += 1
            branches.append(self.sequence())
        if not self.text.startswith(")", self.at):
            raise PatternError(f"'(' at character {opened + 1} is never closed")
        self.at += 1
        source = "(?:" + "|".join(branch.source for branch in branches) + ")"
        longest = max(branch.longest for branch in branches)
        # One of the branches must match, so the group's witness is any witness of each branch: the smallest
        # group of each stands for it. A branch without any leaves the group without.
        if all(branch.witnesses for branch in branches):
            union = frozenset().union(*(min(b.witnesses, key=self.commonness) for b in branches))
            return _Part(source, (union,), longest)
        return _Part(source, (), longest)

    def commonness(self, group: frozenset[str]) -> tuple[float, int]:
        return (sum(self.common(word) for word in group), len(group))

    def gap(self) -> _Part:
        start = self.at
        while self.text.startswith("~", self.at):
            self.at += 1
        tildes = self.at - start
        digits = re.compile("[0-9]+").match(self.text, self.at)
        if digits is None or tildes > 2:
            raise PatternError(f"gap at character {start + 1} must be ~N or ~~N")
        self.at = digits.end()
        size = int(digits.group())
        stop = "，。\\n" if tildes == 1 else "。\\n"
        return _Part(f"[^{stop}]{{0,{size}}}?", (), size, edge=False)
