"""What could stand in place of a finding, cheapest first: soften; drop words, clause, sentence, line; or point to where
the facts stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from governance.model import Finding
from governance.rewrite.clauses import balanced, cut, is_name, is_ornament, joined, noun_at, size, spans
from governance.rewrite.schema import Rewrites

_HARD = "。！？!?；;…\n\r"
_LINE = "\n\r"
_POINT = re.compile(r"(?<=[一-鿿])\.(?=[一-鿿\s]|$)")  # how some recognisers write a full stop
_LEAST = 4  # characters of a clause that lost a word
_LEAD = 20  # characters of a sentence that only leads up to another
_ASKS = "？?"
_OURS = re.compile(r"(?:这[个款罐瓶袋双件条支盒台张副串对床]?|咱们?家?|我们家?|我家|本店|本品)[^，,。]{0,4}$")
_NUMBER = re.compile(r"[\d一二三四五六七八九十百千万亿两几半.%％]")


class Candidate(NamedTuple):
    """``text[start:end]`` becomes ``new``; ``step`` names how, ``cost`` ranks it."""

    cost: int
    step: str
    start: int
    end: int
    new: str


def candidates(text: str, finding: Finding, rewrites: Rewrites, category: str = "general") -> list[Candidate]:
    """Every rewrite of one finding that reads on, by cost, then by length; no line break is ever added or removed."""
    costs = rewrites.file.costs
    found = {one[1:]: one for one in _all(text, finding, rewrites, category)}
    ranked = []
    for one in found.values():
        new = one.new + "".join(ch for ch in text[one.start : one.end] if ch in _LINE and ch not in one.new)
        cost = one.cost + getattr(costs, one.step)
        left, right = _around(text, one.start, one.end, _LINE)
        if size(text[left : one.start] + new + text[one.end : right]) < rewrites.fluency.shortest:
            cost += rewrites.file.empty
        ranked.append(one._replace(cost=cost, new=new))
    return sorted(ranked, key=lambda one: (one.cost, one.start, one.new))


def _all(text: str, finding: Finding, rewrites: Rewrites, category: str) -> Iterator[Candidate]:
    if finding.family == "omission":
        reminder = rewrites.reminders.get(finding.rule)
        if reminder:
            end = len(text.rstrip())
            before = "" if text[end - 1 : end] in set(_HARD) else "。"
            yield Candidate(len(reminder), "soften", end, end, before + reminder)
        return
    shape = _POINT.sub("。", text)  # the same offsets
    first, last = _sentence(shape, finding.start, finding.end)
    line = _around(text, finding.start, finding.end, _LINE)
    if not any(ch in _LINE for ch in text[first:last]):
        yield from _within(text, (first, last), line, finding, rewrites)
    policy = rewrites.file
    if finding.family in policy.whole_line and line[1] - line[0] <= policy.whole_line_chars:
        rest = text[line[0] : first] + text[last : line[1]]
        first, last = (first, last) if _tells(rest, rewrites) else line
    whole = left, right = _whole(shape, first, last, line, rewrites)
    yield from _instead(text, line, whole, finding, rewrites, category)
    yield Candidate(right - left, "drop_sentence", left, right, "")
    left, right = line
    yield Candidate(right - left, "drop_line", left, right, "")


def _within(text: str, where: tuple[int, int], line: tuple[int, int], finding: Finding,
            rewrites: Rewrites) -> Iterator[Candidate]:  # fmt: skip
    """Rewrites that leave something of the sentence at ``where``."""
    first, last = where
    policy, fluency = rewrites.file, rewrites.fluency
    sentence = text[first:last]
    clauses = cut(sentence)
    places = spans(clauses)
    start, end = finding.start - first, finding.end - first
    hit = [at for at, (a, b) in enumerate(places) if a < end and b > start]
    if not hit:
        return
    for step, at, stop, to in _words(sentence, places[hit[0]][0], places[hit[-1]][1], start, end, finding, rewrites):
        changed = sentence[:at] + to + sentence[stop:]
        rest = _without_suspects(changed, sentence, rewrites)
        if rest and fluency.fits(sentence, rest):
            yield _edit(text, first, last, rest, step)
    # Without the clause, and all that hangs on it: as much as reads on, and, more careful, what else tells a fact.
    plain = fluency.plain_ones(clauses, ())
    for gone in dict.fromkeys((tuple(hit), tuple(at for at in hit if at not in plain))):
        for facts in (False, True) if finding.family not in policy.facts_only else (True,):
            rest = joined([clauses[at] for at in fluency.stays(clauses, gone, facts=facts)]) if gone else ""
            if rest and fluency.fits(sentence, rest):
                yield _edit(text, first, last, rest, "drop_clause")
    if finding.family in policy.keeps_plain:
        rest = joined([clauses[at] for at in fluency.plain_ones(clauses, hit)])
        if rest and line != (first, last) and line[1] - line[0] > policy.whole_line_chars:
            yield _edit(text, first, last, rest, "drop_clause")


def _words(sentence: str, left: int, right: int, start: int, end: int, finding: Finding,
           rewrites: Rewrites) -> Iterator[tuple[str, int, int, str]]:  # fmt: skip
    """Softer words, and the clause without its ornament: how, from where to where, what instead."""
    if sentence[:start].count("“") + sentence[:start].count("《") > sum(map(sentence[:start].count, "”》")):
        return  # a name or somebody's words: another word in it would make them up
    taken: list[tuple[int, int]] = []
    for pattern, to in rewrites.soften.get(finding.family, ()):
        for match in pattern.finditer(sentence[left:right]):
            at, stop = left + match.start(), left + match.end()
            # The policy lists the fuller wording first: what lies inside one that fits is no choice of its own.
            if at < end and stop > start and not any(a <= at and stop <= b for a, b in taken):
                taken.append((at, stop))
                if to or (not _torn(sentence, at, stop) and right - left - (stop - at) >= _LEAST):
                    yield "soften", at, stop, to.replace("\\1", match.group(1) or "") if "\\1" in to else to
    if finding.family in rewrites.file.droppable and is_ornament(sentence[start:end]):
        stop = end + 1 if sentence[end : end + 1] == "的" else end
        # An ornament stands before what it adorns; at the end of a clause it is what the clause says.
        if stop < right and not _torn(sentence, start, stop) and right - left - (stop - start) >= _LEAST:
            yield "drop_word", start, stop, ""


def _torn(sentence: str, at: int, stop: int) -> bool:
    """Whether cutting there tears a word or a number from its unit."""
    from governance.language.tokens import word_borders

    borders = word_borders(sentence)
    before, after = sentence[at - 1 : at], sentence[stop : stop + 1]
    number = bool(before and _NUMBER.match(before)) or bool(after and _NUMBER.match(sentence[stop - 1 : stop]))
    return at not in borders or stop not in borders or number


def _without_suspects(changed: str, before: str, rewrites: Rewrites) -> str:
    """The sentence without clauses that claim the like of what was mended; empty when that leaves nothing whole."""
    fluency = rewrites.fluency
    clauses = cut(changed)
    gone = [at for at, clause in enumerate(clauses) if fluency.suspect.search(clause.words)]
    if not gone:
        return changed
    untouched = {clause.words for clause in cut(before)}
    if any(clauses[at].words not in untouched for at in gone):
        return ""  # the softened clause itself still claims
    return joined([clauses[at] for at in fluency.stays(clauses, gone)])


def _instead(text: str, line: tuple[int, int], whole: tuple[int, int], finding: Finding, rewrites: Rewrites,
             category: str) -> Iterator[Candidate]:  # fmt: skip
    """Where a line would be left empty: a pointer to where the facts stand, after the name of the goods where it has
    one."""
    rest = text[line[0] : whole[0]] + text[whole[1] : line[1]]
    if size(rest) >= rewrites.fluency.shortest:
        return
    for one in rewrites.file.replace:
        if finding.family not in one.families or (one.categories and category not in one.categories):
            continue
        topic = _topic(text[line[0] : line[1]], rewrites) if one.topic else ""
        new = topic + one.topic if topic else one.text
        if new and new not in text:
            yield Candidate(size(new) + line[1] - line[0], "replace", *line, new)
        return


def _topic(said: str, rewrites: Rewrites) -> str:
    """How the line itself calls the goods: its first words where they are no more than a name, else this and the name;
    nothing where the line only mentions other goods."""
    opening = cut(said)[0].words.strip()
    for match in rewrites.goods.finditer(said):
        name, before = str(match.group()), said[: match.start()]
        if noun_at(said[match.end() : match.end() + 4]) or not (match.end() <= len(opening) or _OURS.search(before)):
            continue
        if opening.endswith(name) and is_name(opening) and not rewrites.fluency.suspect.search(opening):
            return opening
        return rewrites.pointing[name] + name
    return ""


def _tells(rest: str, rewrites: Rewrites) -> bool:
    """Whether words tell a size or a price."""
    return any(_NUMBER.match(match.group()) for match in rewrites.fluency.fact.finditer(rest))


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


def _whole(text: str, first: int, last: int, line: tuple[int, int], rewrites: Rewrites) -> tuple[int, int]:
    """The sentence with its marks, the question it answers, and what follows and leans on it."""
    left, right = first, last
    while right < line[1]:
        while right < line[1] and text[right] in _HARD:
            right += 1
        stop = _sentence(text, right, min(right + 1, line[1]))[1] if right < line[1] else right
        if stop <= right or not rewrites.fluency.leaning.search(text[right:stop].strip()):
            break
        right = stop
    if text[right - 1 : right] in tuple(_ASKS) and right < line[1]:
        right = _sentence(text, right, right + 1)[1]  # the answer to a question that goes
        while right < line[1] and text[right] in _HARD:
            right += 1
    while left > line[0]:
        before = _sentence(text, left - 1, left - 1)[0]
        said = text[before:left]
        asked = said.rstrip(" ")[-1:] in tuple(_ASKS) or said.startswith("答")
        leads = size(said) <= _LEAD and ("问" in said or rewrites.fluency.lead_in.search(said.strip(_HARD)))
        if before >= left or not (asked or leads):
            break
        left = before
    return left, right


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a stretch; a full stop within brackets does not end it."""
    left, right = _around(text, start, end, _HARD)
    line = _around(text, start, end, _LINE)
    for _ in range(8):
        if balanced(text[left:right]):
            break
        a, b = _around(text, max(left - 1, line[0]), min(right + 1, line[1]), _HARD)
        if (a, b) == (left, right):
            break
        left, right = max(a, line[0]), min(b, line[1])
    return left, right


def _around(text: str, start: int, end: int, marks: str) -> tuple[int, int]:
    while start > 0 and text[start - 1] not in marks:
        start -= 1
    while end < len(text) and text[end - 1] not in marks and text[end] not in marks:
        end += 1
    return start, end
