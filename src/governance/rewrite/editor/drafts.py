"""What the editor makes of a charged line: the clauses that stay, the goods' name where only what goes has it, and the
pointer to where the facts stand."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from governance.model import Finding
from governance.rewrite.clauses import mark_of
from governance.rewrite.editor.bearings import of_rest
from governance.rewrite.editor.model import Editor, Place
from governance.rewrite.editor.pieces import is_unmarked
from governance.rewrite.editor.sight import Sight, look
from governance.rewrite.means import Means
from governance.rewrite.naming import is_goods, is_pointing, may_be_said
from governance.rewrite.places import HARD, pointed, touching
from governance.rewrite.pointers import among, fitting, key_of, topic_of
from governance.rewrite.schema import EditorPolicy, Instead
from governance.rewrite.speech import is_topic

_STOPS = HARD[:4]
_LABEL = 6  # characters of the name of a field
_CLEARLY = 1.0  # log-odds
_AROUND = 6  # clauses on either side of a charge that the editor decides on


class Draft(NamedTuple):
    """A rewrite of a line. ``places`` has, for every part of the line that stays, where it stands in ``text`` and which
    clause it is (-1: a name out of one). ``unsure``: whether it wants reading before it is used."""

    text: str
    places: tuple[tuple[int, int, int], ...]
    unsure: bool = False

    @property
    def kept(self) -> str:
        """The words of the line that stay."""
        return "".join(self.text[start:end] for start, end, _ in self.places)


class Desk:
    """One charged line on the editor's desk."""

    def __init__(self, line: str, charges: Collection[Finding], left: Collection[Finding], means: Means, kind: str,
                 family: str) -> None:  # fmt: skip
        """``charges`` are at places of the line; those of them that are ``left`` on purpose stay. ``family`` is what
        weighs most."""
        assert means.editor is not None and means.rewrites.file.editor is not None
        self._editor: Editor = means.editor
        self._policy: EditorPolicy = means.rewrites.file.editor
        self._means = means
        self._seen = look(line, charges, means.calm, kind=kind, category=means.category, family=family)
        self._odds = self._editor.stays(self._seen)
        mine = [one for one in charges if one not in left]
        charged = [at for at, place in enumerate(self._seen.pieces) if touching(mine, *place)]
        self._asked = [
            not charged or (min(abs(at - one) for one in charged) <= _AROUND
                            and (at in charged or not touching(left, *place)))
            for at, place in enumerate(self._seen.pieces)
        ]  # fmt: skip
        stays = [not asked or odds >= self._policy.stays_at
                 for asked, odds in zip(self._asked, self._odds, strict=True)]  # fmt: skip
        self._stays = [stay and not (self._asked[at] and self._is_ill(at) and not all(stays[max(at - 1, 0) : at + 2]))
                       for at, stay in enumerate(stays)]  # fmt: skip
        for at, (place, then) in enumerate(pairwise(self._seen.pieces)):
            if _is_label(line, place, then) and not self._stays[at + 1]:
                self._stays[at] = False
        entries = list(fitting(line, means))
        self._own = next((one for one in entries if family in one.families), None)
        self._answers = among(entries, {one.family for one in mine} or {family})
        self._named = True

    def draft(self) -> Draft:
        """The line as the editor would have it now."""
        right = math.prod(
            1 / (1 + math.exp(-odds if stays else odds))
            for stays, odds, asked in zip(self._stays, self._odds, self._asked, strict=True) if asked
        )  # fmt: skip
        guessed = is_unmarked(self._seen.pieces)
        return self._written()._replace(unsure=guessed or right < self._policy.draft_below)

    def _is_ill(self, at: int) -> bool:
        """Whether a clause sounds too ill by itself to stay beside one that goes."""
        return self._seen.odds[at] >= self._policy.ill and self._odds[at] < self._policy.ill_stays_at

    def _written(self) -> Draft:
        seen, policy, stays = self._seen, self._policy, self._stays
        name = self._name()
        table = key_of(self._own) if self._own else ""
        rest = of_rest(seen, stays, name is not None, table)
        if not self._editor.wants(rest):
            told = name and any(stays) and is_pointing(seen.line[slice(*name)])
            return _composed(seen, stays, None if told else name, None)  # 这个米 by itself says nothing
        answer = self._answers.get(self._editor.pointer(rest, table, self._answers, policy.surer), self._own)
        if name is None and answer is not None and answer.topic:
            kept = [at for at, stay in enumerate(stays) if stay]
            if not kept and self._named:
                name = self._called()
            elif len(kept) == 1 and self._is_name(seen.words[kept[0]]):
                name = self._whole(seen.pieces[kept[0]])
                return _composed(seen, [False] * len(stays), name, answer, kept[0])
        return _composed(seen, stays, name, answer)

    def _name(self) -> Place | None:
        """Where the goods' name stands in a clause that goes; None where it was objected to, too."""
        if not self._named:
            return None
        return self._whole(self._editor.name(self._seen, self._stays, self._policy.name_at, self._means.calm.odds))

    def _whole(self, name: Place | None) -> Place | None:
        """A name, or all of its clause where that is no more than one; None where it claims something."""
        for start, end in self._seen.pieces if name else ():
            if name and start <= name[0] < end and self._is_name(self._seen.line[start:end]):
                name = start, end
        return name if name and may_be_said(self._seen.line[slice(*name)], self._means) else None

    def _called(self) -> Place | None:
        """How the line calls its goods, where nothing else stays before a pointer."""
        called = topic_of(self._seen.line, self._means)
        at = self._seen.line.find(called) if called else -1
        return (at, at + len(called)) if at >= 0 else None

    def _is_name(self, words: str) -> bool:
        return is_topic(words) or is_goods(words, self._means)

    def goes_beside(self, words: str) -> bool:
        """Whether the editor would clearly take out a clause other than the one with these words."""
        bar = self._policy.stays_at - _CLEARLY
        return any(odds < bar and words not in said for odds, said in zip(self._odds, self._seen.words, strict=True))

    def without(self, draft: Draft, places: Collection[Place]) -> bool:
        """Take out of what stays, for the next draft, what was objected to at these places of this one: the name if it
        is in it, else the clause that the editor was least sure of. False where nothing of the line stands there."""
        there = {at for start, end, at in draft.places for a, b in places if start < b and end > a}
        if -1 in there:
            self._named = False
        elif there:
            self._stays[min(there, key=lambda at: self._odds[at])] = False
        return bool(there)


def _is_label(line: str, place: Place, then: Place) -> bool:
    """Whether a clause only says what the next one is of: 面料：羊绒95%."""
    return place[1] - place[0] <= _LABEL and line[place[1] : then[0]].strip() in ("：", ":")


def _composed(seen: Sight, stays: Sequence[bool], name: Place | None, answer: Instead | None, at: int = -1) -> Draft:
    """The parts of a line that stay, in the marks that it has, and the pointer after them. The name may be the only
    clause that stays, number ``at``."""
    parts = [(*place, number) for number, place in enumerate(seen.pieces) if stays[number]]
    mark = mark_of(seen.line)
    if not parts:
        if name is None or answer is None:
            return Draft(answer.text if answer else "", ())
        called = seen.line[slice(*name)]
        text = called + (answer.topic or mark + answer.text.replace("，", mark))
        return Draft(text, ((0, len(called), at),))
    parts = sorted(parts + ([(*name, -1)] if name else []))
    places, out = [], ""
    for (_, last, _), (start, end, number) in pairwise([(0, 0, -1), *parts]):
        out += _between(seen, last, start, mark) if out else ""
        places.append((len(out), len(out) + end - start, number))
        out += seen.line[start:end]
    last, tail = parts[-1][1], seen.line[seen.pieces[-1][1] :]
    stop = tail[:1] if tail[:1] in _STOPS else ""
    if answer is None:
        return Draft(out + (tail if last == seen.pieces[-1][1] else stop), tuple(places))
    text = (answer.topic.removeprefix("的") if name and answer.topic else answer.text).replace("，", mark)
    return Draft(out + ("。" if "。" in seen.line[:last] else mark) + text + stop, tuple(places))


def _between(seen: Sight, start: int, end: int, mark: str) -> str:
    """What stands between two parts: the line's own marks, or none, where nothing went, else the first full stop, or a
    comma; nothing where it has no marks."""
    gap = seen.line[start:end]
    if not any(begin < end and stop > start for begin, stop in seen.pieces):
        return gap
    if any(begin == start for begin, _ in seen.pieces) and any(stop == end for _, stop in seen.pieces):
        return ""  # talk without marks
    return next((ch for ch in pointed(gap) if ch in _STOPS), mark)
