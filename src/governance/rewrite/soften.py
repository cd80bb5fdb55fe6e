"""Softer words in the place of forbidden ones, clauses without their ornament, and statements that are missing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from governance.model import Finding
from governance.rewrite.clauses import balanced, cut, over, size, spans
from governance.rewrite.means import Means
from governance.rewrite.places import HARD, LINE, sentence_at, shape_of
from governance.rewrite.pointers import is_pointer, of_another_kind
from governance.rewrite.speech import is_ornament, is_topic, noun_at

SOFTEN, DROP_WORD = "soften", "drop_word"
_TO_VERBS = ("得", "地", "不", "很", "也", "都", "就")  # what follows belongs to a verb: 卖得最火
_AMONG = re.compile("(?:里[头面]?|当?中|之中|数|得|的、.{0,3})$")  # 手机里面很亮的一块
_LEAST = 4  # characters of a clause that lost a word
_SHORTEST = 5  # characters of a sentence
_NUMBER = re.compile(r"[\d一二三四五六七八九十百千万亿两几半.%％]")
_END = re.compile(r"(?:[和跟与及把被比]|是|的|最|给|让|叫|非常|全国|全网|行业|业内|因为|但是|而且)$")
_START = re.compile(r"^[的地得了着过吗呢吧、]")
_DOUBLE = re.compile(r"[，,、：]\s*[，,、。！？]|的的|了了|很很|^[，,、。]")


class Candidate(NamedTuple):
    """``text[start:end]`` becomes ``new``; ``step`` names how."""

    step: str
    start: int
    end: int
    new: str


def softened(text: str, finding: Finding, means: Means, others: Collection[Finding] = ()) -> list[Candidate]:
    """What of a finding can be said in other words, softer words before none, and by how little changes.

    Where ``others`` that no softer word mends are in the same sentence, it is no use to choose words for this one.
    """
    return sorted(dict.fromkeys(_all(text, finding, means, others)),
                  key=lambda one: (one.step != SOFTEN, one.end - one.start + len(one.new), one))  # fmt: skip


def _all(text: str, finding: Finding, means: Means, others: Collection[Finding]) -> Iterator[Candidate]:
    if finding.family == "omission":
        reminder = means.rewrites.reminders.get(finding.rule)
        if reminder:
            end = len(text.rstrip())
            before = "" if text[end - 1 : end] in set(HARD) else "。"
            yield Candidate(SOFTEN, end, end, before + reminder)
        return
    first, last = sentence_at(shape_of(text), finding.start, finding.end)
    sentence = text[first:last]
    clauses = cut(sentence)
    hit = over(clauses, finding.start - first, finding.end - first)
    if any(ch in LINE for ch in sentence) or not hit:
        return
    places = spans(clauses)
    left, right = places[hit[0]][0], places[hit[-1]][1]
    near = {one.family for one in others if one.start < first + right and one.end > first + left}
    if not near <= {finding.family, *means.rewrites.file.soften}:
        return
    for step, at, stop, to in _words(sentence, left, right, finding.start - first, finding.end - first, finding, means):
        changed = sentence[:at] + to + sentence[stop:]
        if _fits(sentence, changed) and _innocent(sentence, changed, means):
            yield Candidate(step, first + at, first + stop, to)


def _words(sentence: str, left: int, right: int, start: int, end: int, finding: Finding,
           means: Means) -> Iterator[tuple[str, int, int, str]]:  # fmt: skip
    """Softer words, and the clause without its ornament: how, from where to where, what instead."""
    if sentence[:start].count("“") + sentence[:start].count("《") > sum(map(sentence[:start].count, "”》")):
        return  # a name or somebody's words: another word in it would make them up
    taken: list[tuple[int, int]] = []
    for pattern, to in means.rewrites.soften.get(finding.family, ()):
        for match in pattern.finditer(sentence[left:right]):
            at, stop = left + match.start(), left + match.end()
            # The policy lists the fuller wording first: what lies inside one that fits is no choice of its own.
            if at < end and stop > start and not any(a <= at and stop <= b for a, b in taken):
                taken.append((at, stop))
                if of_another_kind(to, sentence, finding.family, means):
                    continue
                if is_pointer(to, means) and not is_topic(sentence[left:at]):
                    continue  # a pointer in the place of a predicate needs what it speaks of: 餐品不满意退换货按…
                if to.endswith(("的", "\\1")) and _AMONG.search(sentence[:at]):
                    continue
                if to or (not _torn(sentence, at, stop) and right - left - (stop - at) >= _LEAST):
                    yield SOFTEN, at, stop, to.replace("\\1", match.group(1) or "") if "\\1" in to else to
    if finding.family in means.rewrites.file.droppable and is_ornament(sentence[start:end]):
        stop = end + 1 if sentence[end : end + 1] == "的" else end
        # An ornament stands before what it adorns; at the end of a clause it is what the clause says.
        adorns = (stop > end or noun_at(sentence[stop : stop + 4])) and sentence[start - 1 : start] not in _TO_VERBS
        adorns = adorns and not _AMONG.search(sentence[:start])  # 鞋圈里 places the ornament, not the shoes
        if stop < right and adorns and not _torn(sentence, start, stop) and right - left - (stop - start) >= _LEAST:
            yield DROP_WORD, start, stop, ""


def _torn(sentence: str, at: int, stop: int) -> bool:
    """Whether cutting there tears a word or a number from its unit."""
    from governance.language.tokens import word_borders

    borders = word_borders(sentence)
    before, after = sentence[at - 1 : at], sentence[stop : stop + 1]
    number = bool(before and _NUMBER.match(before)) or bool(after and _NUMBER.match(sentence[stop - 1 : stop]))
    return at not in borders or stop not in borders or number


def _innocent(before: str, after: str, means: Means) -> bool:
    """Whether the clauses with other words in them, and the sentence, sound innocent."""
    untouched = {clause.words for clause in cut(before)}
    changed = [clause.words for clause in cut(after) if clause.words not in untouched]
    names = means.rewrites.names
    claims = names.suspect.search(after) or any(names.claiming.search(words) for words in changed)
    return not claims and all(means.calm.is_calm(words, "softened") for words in (*changed, after))


def _fits(before: str, after: str) -> bool:
    """Whether a sentence reads on after words in it changed: nothing waits, leans, doubles or is left open."""
    return _faults(after) <= _faults(before) and (size(after) >= _SHORTEST or size(after) >= size(before))


def _faults(sentence: str) -> set[str]:
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
