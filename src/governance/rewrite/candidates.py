"""What could stand in place of a finding, cheapest first: soften; drop words, clause, sentence, line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from governance.model import Finding
from governance.rewrite.schema import Rewrites

_SOFT = "，,、：: \t"
_OPEN = re.compile(
    r"(?:全世界|全国|全网|全球|行业|业内|是|的|有|最|比|给|把|被|很|非常|可以|能|让|叫|就|都|也|和|跟|与|得|了)$"
)  # waits for a word
_BOUND = re.compile(r"(?:的|地|得|了|着|过|和|跟|与|吗|呢|吧)")  # leans on the word before
_HARD = "。！？!?；;…\n\r"


class Candidate(NamedTuple):
    """``text[start:end]`` becomes ``new``; ``step`` names how, ``cost`` ranks it."""

    cost: int
    step: str
    start: int
    end: int
    new: str


def candidates(text: str, finding: Finding, rewrites: Rewrites) -> list[Candidate]:
    """Every rewrite of one finding, by cost, then by length; no line break is ever added or removed."""
    costs = rewrites.file.costs
    found = {one[1:]: one for one in _all(text, finding, rewrites)}
    ranked = [
        one._replace(cost=one.cost + getattr(costs, one.step), new=one.new + _breaks(text[one.start : one.end]))
        for one in found.values()
    ]
    return sorted(ranked, key=lambda one: (one.cost, one.start, one.new))


def _all(text: str, finding: Finding, rewrites: Rewrites) -> Iterator[Candidate]:
    if finding.family == "omission":
        reminder = rewrites.reminders.get(finding.rule)
        if reminder:
            end = len(text.rstrip())
            before = "" if text[end - 1 : end] in set(_HARD) else "。"
            yield Candidate(len(reminder), "soften", end, end, before + reminder)
        return
    start, end = finding.start, finding.end
    left, right = _around(text, start, end, _SOFT + _HARD)
    taken: list[tuple[int, int]] = []
    for pattern, to in rewrites.soften.get(finding.family, ()):
        for match in pattern.finditer(text[left:right]):
            at, stop = left + match.start(), left + match.end()
            # The policy lists the fuller wording first: what lies inside one that fits is no choice of its own.
            if at < end and stop > start and not any(a <= at and stop <= b for a, b in taken):
                taken.append((at, stop))
                if not to and not _stands(text, left, at, stop, right):
                    continue
                yield Candidate(stop - at + len(to), "soften", at, stop, to)
    if finding.family in rewrites.file.droppable and (left, right) != (start, end):
        stop = end + 1 if text[end : end + 1] == "的" and start in (left, start) else end
        if _stands(text, left, start, stop, right):
            yield Candidate(stop - start, "drop_word", start, stop, "")
    first, last = _around(text, start, end, _HARD)
    policy = rewrites.file
    if finding.family not in policy.whole_sentence or last - first > policy.whole_sentence_chars:
        yield _drop(text, left, right, "drop_clause")
    left, right = first, last
    yield _drop(text, left, right, "drop_sentence")
    left, right = _around(text, start, end, "\n\r")
    yield Candidate(right - left, "drop_line", left, right, "")


def _breaks(replaced: str) -> str:
    """The line breaks of a stretch that is replaced: a claim may run over the end of a line, which stays."""
    return "".join(ch for ch in replaced if ch in "\n\r")


def _around(text: str, start: int, end: int, marks: str) -> tuple[int, int]:
    while start > 0 and text[start - 1] not in marks:
        start -= 1
    while end < len(text) and text[end - 1] not in marks and text[end] not in marks:
        end += 1
    return start, end


def _drop(text: str, left: int, right: int, step: str) -> Candidate:
    """Drop a stretch with the mark that joined it: the one after it, or at the end of a sentence the one before."""
    start, end = left, right
    after = text[end : end + 1]
    before = text[start - 1 : start]
    if after and after in _SOFT:
        end += 1
    elif before and before in _SOFT:
        start -= 1
    elif after and after in _HARD and after not in "\n\r" and (not before or before in _HARD):
        end += 1
    return Candidate(end - start, step, start, end, "")


def _stands(text: str, left: int, start: int, stop: int, right: int) -> bool:
    """Whether what is left of a clause can stand alone: words at both ends would be torn from one another."""
    rest = text[left:start] + text[stop:right]
    return len(rest) >= 4 and not _OPEN.search(text[left:start]) and not _BOUND.match(text[stop:right])
