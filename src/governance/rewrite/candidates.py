"""What could stand in place of a finding, cheapest first: soften; drop words, clause, sentence, line; or point to where
the facts stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

import msgspec

from governance.model import Finding
from governance.rewrite.clauses import cut, joined, over, size, spans
from governance.rewrite.company import prices_in, with_company
from governance.rewrite.means import Means
from governance.rewrite.places import HARD, LINE, around, sentence_at, sentences_in, shape_of
from governance.rewrite.pointers import is_pointer, of_another_kind, pointers
from governance.rewrite.remains import WHOLE, kind_of, state_of
from governance.rewrite.speech import is_ornament, is_topic, noun_at

_TO_VERBS = ("得", "地", "不", "很", "也", "都", "就")  # what follows belongs to a verb: 卖得最火
_AMONG = re.compile("(?:里[头面]?|当?中|之中|数|得|的、.{0,3})$")  # 手机里面很亮的一块
_LEAST = 4  # characters of a clause that lost a word
_PRICE = re.compile(r"\d|[一二三四五六七八九十百千万两]{2}|[一二三四五六七八九十两][块元毛]")
_NUMBER = re.compile(r"[\d一二三四五六七八九十百千万亿两几半.%％]")


class Candidate(NamedTuple):
    """``text[start:end]`` becomes ``new``; ``step`` names how, ``cost`` ranks it."""

    cost: int
    step: str
    start: int
    end: int
    new: str


def candidates(text: str, finding: Finding, means: Means, others: Collection[Finding] = ()) -> list[Candidate]:
    """Every rewrite of one finding that reads on, by cost, then by length; no line break is ever added or removed.

    Where ``others`` that no softer word mends are in the same sentence, it is no use to choose words for this one.
    """
    file = means.rewrites.file
    found = {one[1:]: one for one in _all(text, finding, means, others)}
    loudest = _loudest(text, finding, means)
    if loudest is not None:
        found |= {one[1:]: one for one in _all(text, loudest, means, others)}
    ranked = []
    for one in found.values():
        new = one.new + "".join(ch for ch in text[one.start : one.end] if ch in LINE and ch not in one.new)
        cost = one.cost + getattr(file.costs, one.step)
        left, right = around(text, one.start, one.end, LINE)
        if size(text[left : one.start] + new + text[one.end : right]) < means.fluency.shortest:
            cost += file.empty
        ranked.append(one._replace(cost=cost, new=new))
    return sorted(ranked, key=lambda one: (one.cost, one.start, one.new))


def _all(text: str, finding: Finding, means: Means, others: Collection[Finding]) -> Iterator[Candidate]:
    policy = means.rewrites.file
    if finding.family == "omission":
        reminder = means.rewrites.reminders.get(finding.rule)
        if reminder:
            end = len(text.rstrip())
            before = "" if text[end - 1 : end] in set(HARD) else "。"
            yield Candidate(len(reminder), "soften", end, end, before + reminder)
        return
    shape = shape_of(text)
    first, last = sentence_at(shape, finding.start, finding.end)
    line = around(text, finding.start, finding.end, LINE)
    means.calm.hear(one.words.strip() for one in cut(text[first:last]))
    if not any(ch in LINE for ch in text[first:last]):
        yield from _within(text, (first, last), line, finding, means, others)
    if finding.family in policy.whole_line and line[1] - line[0] <= policy.whole_line_chars:
        rest = text[line[0] : first] + text[last : line[1]]
        first, last = (first, last) if _tells(rest, means) and means.fluency.quiet(rest, means.calm) else line
    left, right = with_company(shape, first, last, line, means, finding.family)
    if size(text[line[0] : left] + text[right : line[1]]) < means.fluency.shortest:
        said = text[line[0] : line[1]]
        where = (finding.start - line[0], finding.end - line[0])
        for rank, new in enumerate(pointers(said, finding, where, means)):
            yield Candidate(rank + len(said), "replace", *line, new)
    hit = (finding.start, finding.end) if finding.family in policy.keeps_plain else (first, last)
    told = prices_in(text, left, right, hit, means) if left > line[0] or right < line[1] else ""
    yield Candidate(right - left - len(told), "drop_sentence", left, right, told)
    left, right = line
    yield Candidate(right - left, "drop_line", left, right, "")


def _loudest(text: str, finding: Finding, means: Means) -> Finding | None:
    """Of a finding that runs over several sentences or lines the one that speaks loudest; None where it is in one.

    The reader reads talk across breaths, and may begin to hear a claim in the greeting before it.
    """
    if finding.family == "omission":
        return None
    parts = sentences_in(shape_of(text), finding.start, finding.end)
    if len(parts) < 2:
        return None
    means.calm.hear(text[start:end] for start, end in parts)
    start, end = max(parts, key=lambda part: means.calm.odds(text[part[0] : part[1]]))
    return msgspec.structs.replace(finding, start=start, end=end)


def _within(text: str, where: tuple[int, int], line: tuple[int, int], finding: Finding, means: Means,
            others: Collection[Finding]) -> Iterator[Candidate]:  # fmt: skip
    """Rewrites that leave something of the sentence at ``where``."""
    first, last = where
    policy, fluency = means.rewrites.file, means.fluency
    sentence = text[first:last]
    clauses = cut(sentence)
    places = spans(clauses)
    start, end = finding.start - first, finding.end - first
    hit = over(clauses, start, end)
    if not hit:
        return
    # In long talk a sentence is one thought, and what is left of it beside its facts is half a thought.
    only_facts = finding.family in policy.facts_only or line[1] - line[0] > policy.whole_line_chars
    alone = size(text[line[0] : first] + text[last : line[1]]) < fluency.shortest
    short = line[1] - line[0] <= policy.whole_line_chars
    left, right = places[hit[0]][0], places[hit[-1]][1]
    near = {one.family for one in others if one.start < first + right and one.end > first + left}
    soften = near <= {finding.family, *policy.soften}
    for step, at, stop, to in _words(sentence, left, right, start, end, finding, means) if soften else ():
        changed = sentence[:at] + to + sentence[stop:]
        rest = _without_charged(changed, sentence, means)
        if rest and fluency.fits(sentence, rest) and means.calm.is_calm(rest, "softened"):
            yield _edit(text, first, last, rest, step)
    # Without the clause, and all that hangs on it: as much as reads on, and, more careful, what else tells a fact.
    plain = fluency.plain_ones(clauses, ())
    for gone in dict.fromkeys((tuple(hit), tuple(at for at in hit if at not in plain))):
        for facts in (True,) if only_facts else (False, True):
            stay = fluency.stays(clauses, gone, means.calm, facts=facts) if gone else []
            if short:
                stay = [at for at in stay if kind_of(clauses[at].words, means)]
            rest = joined([clauses[at] for at in stay])
            if not alone and all(fluency.is_plain(clauses[at].words) for at in stay):
                continue  # so much stays of a dropped sentence, too, and there its company goes with it
            if alone and short and state_of(rest, sentence, finding.family, means) != WHOLE:
                continue  # a pointer says more than a stub
            if alone and finding.family in policy.facts_only and not _PRICE.search(rest):
                continue  # a line that serves one end keeps its price, if it tells one
            if rest and fluency.fits(sentence, rest) and means.calm.is_calm(rest, "whole"):
                yield _edit(text, first, last, rest, "drop_clause")


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
                    yield "soften", at, stop, to.replace("\\1", match.group(1) or "") if "\\1" in to else to
    if finding.family in means.rewrites.file.droppable and is_ornament(sentence[start:end]):
        stop = end + 1 if sentence[end : end + 1] == "的" else end
        # An ornament stands before what it adorns; at the end of a clause it is what the clause says.
        adorns = (stop > end or noun_at(sentence[stop : stop + 4])) and sentence[start - 1 : start] not in _TO_VERBS
        adorns = adorns and not _AMONG.search(sentence[:start])  # 鞋圈里 places the ornament, not the shoes
        if stop < right and adorns and not _torn(sentence, start, stop) and right - left - (stop - start) >= _LEAST:
            yield "drop_word", start, stop, ""


def _torn(sentence: str, at: int, stop: int) -> bool:
    """Whether cutting there tears a word or a number from its unit."""
    from governance.language.tokens import word_borders

    borders = word_borders(sentence)
    before, after = sentence[at - 1 : at], sentence[stop : stop + 1]
    number = bool(before and _NUMBER.match(before)) or bool(after and _NUMBER.match(sentence[stop - 1 : stop]))
    return at not in borders or stop not in borders or number


def _without_charged(changed: str, before: str, means: Means) -> str:
    """The sentence without clauses that claim the like of what was mended; empty when that leaves nothing whole."""
    fluency = means.fluency
    clauses = cut(changed)
    untouched = {clause.words for clause in cut(before)}
    sure = {at for at, clause in enumerate(clauses) if clause.words not in untouched}
    for at in sure:
        claims = fluency.suspect.search(clauses[at].words) or means.rewrites.remains.claiming.search(clauses[at].words)
        if claims or not means.calm.is_calm(clauses[at].words, "softened"):
            return ""  # the softened clause itself still claims
    gone = [at for at, clause in enumerate(clauses) if at not in sure and not fluency.quiet(clause.words, means.calm)]
    if not gone:
        return changed
    stay = fluency.stays(clauses, gone, means.calm, sure=sure)
    if len(before) <= means.rewrites.file.whole_line_chars:
        stay = [at for at in stay if at in sure or kind_of(clauses[at].words, means)]
    return joined([clauses[at] for at in stay])


def _tells(rest: str, means: Means) -> bool:
    """Whether words tell a size or a price."""
    return any(_NUMBER.match(match.group()) for match in means.fluency.fact.finditer(rest))


def _edit(text: str, first: int, last: int, new: str, step: str) -> Candidate:
    """The change as the stretch that differs."""
    old = text[first:last]
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    changed = new[head : len(new) - tail]
    return Candidate(len(old) - head - tail + len(changed), step, first + head, last - tail, changed)
