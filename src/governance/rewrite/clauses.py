"""A sentence as clauses."""

from __future__ import annotations

import re
from typing import NamedTuple

MARK = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[，：]|[ \t\u3000]+")
_NOT_WORDS = re.compile(r"[\s，。！？、；：,.!?;:（）()“”\"《》【】\[\]…~～-]+")
_SPACES = re.compile(r"(?<=\S)[ \u3000]+(?=\S)")
_PAIRS = {"（": "）", "(": ")", "“": "”", "《": "》", "【": "】", "「": "」", "『": "』", "[": "]"}


class Clause(NamedTuple):
    """``words`` and the mark (and space) that joins them to what follows."""

    words: str
    mark: str


def cut(sentence: str) -> list[Clause]:
    """The clauses of a sentence without its full stop; joined they are the sentence again."""
    out: list[Clause] = []
    at = 0
    for match in MARK.finditer(sentence):
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


def over(clauses: list[Clause], start: int, end: int) -> list[int]:
    """Which clauses have words in ``[start, end)`` of the sentence."""
    return [at for at, (a, b) in enumerate(spans(clauses)) if a < end and b > start]


def joined(clauses: list[Clause]) -> str:
    """Clauses as a sentence; the last one's mark waits for nothing and goes."""
    return "".join(one.words + one.mark for one in clauses[:-1]) + clauses[-1].words if clauses else ""


def mark_of(line: str) -> str:
    """What sets the clauses of a line apart."""
    if "，" in line:
        return "，"
    if "," in line:
        return ","
    return " " if _SPACES.search(line) else "，"


def size(text: str) -> int:
    """Characters that are words."""
    return len(_NOT_WORDS.sub("", text))


def balanced(text: str) -> bool:
    """Whether every bracket and quotation mark has its partner."""
    waiting: list[str] = []
    for ch in text:
        if ch in _PAIRS:
            waiting.append(_PAIRS[ch])
        elif ch in _PAIRS.values() and (not waiting or waiting.pop() != ch):
            return False
    return not waiting
