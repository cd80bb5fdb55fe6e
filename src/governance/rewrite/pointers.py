"""What stands where a line would be left a stub: the goods by their name, the plain details that the line tells of
them, and a pointer to where the facts of this kind of thing are to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from governance.model import Finding
from governance.rewrite.means import Means
from governance.rewrite.naming import name_of
from governance.rewrite.remains import NAME, NAMED, OFFER, Told, told_by
from governance.rewrite.schema import Instead

_THIS = ("这", "咱", "我", "本")
_YOU = re.compile("[你您]")
_ASKS = re.compile("[？?]")


def pointers(line: str, finding: Finding, where: tuple[int, int], means: Means) -> list[str]:
    """What could stand for a line with a finding at ``where``, the fullest first; empty where the policy has nothing.

    Name, details and pointer; without the details that stand in the finding; without any; without the name.
    """
    one = next(_fitting(line, finding.family, means), None)
    if one is None or not (one.text or one.topic):
        return []
    name = topic_of(line, means) if one.topic else ""
    disputed = finding.family == "authenticity" and means.rewrites.remains.disputed.search(name)
    if disputed or (name and name[-2:] in one.topic):  # 发热面料的面料
        name = ""
    told = _details(line, finding.family, means) if one.plain else []
    beside = [part for part in told if part.end <= where[0] or part.start >= where[1]]
    out = [_said(one, name, parts, means) for parts in (told, beside, [])] + [_said(one, "", [], means)]
    return [words for words in dict.fromkeys(out) if words and words != line]


def pointer_after(line: str, family: str, means: Means) -> str:
    """The pointer alone, to stand after what is left of a line; empty where there is none, or it stands there."""
    one = next(_fitting(line, family, means), None)
    new = (one.text or one.topic.removeprefix("的")) if one else ""
    return "" if new in line else new


def ending(line: str, family: str, means: Means, *, named: bool) -> str | None:
    """What stands after the details of a line, its goods named or not; empty where the policy has nothing.

    None where no details may stand before it.
    """
    one = next(_fitting(line, family, means), None)
    if one is None:
        return ""
    if not one.plain:
        return None
    return (named and one.topic.removeprefix("的")) or one.text or ""


def of_another_kind(words: str, line: str, family: str, means: Means) -> bool:
    """Whether words are a pointer of the policy, but not the one for the kind of thing that a line is about."""
    if not is_pointer(words, means):
        return False
    return next((one.text for one in _fitting(line, family, means)), words) != words


def is_pointer(words: str, means: Means) -> bool:
    """Whether words are a pointer of the policy, a sentence by itself."""
    return any(one.text == words for one in means.rewrites.file.replace)


def topic_of(line: str, means: Means) -> str:
    """The goods as the line calls them; the one clause that is a name and no more before what is merely mentioned.

    None where the line tells what was found: what is named there may be that, not what was sold.
    """
    if means.rewrites.remains.exposed.search(line):
        return ""
    name = name_of(line, means)
    named = [part.words for part in told_by(line, means) if part.kind == NAME]
    return named[0] if len(named) == 1 and not name.startswith(_THIS) else name


def _said(one: Instead, name: str, told: list[Told], means: Means) -> str:
    """The goods by their name, details, pointer, as one sentence; empty where it would have no pointer."""
    holds = next((part for part in told if part.kind in (OFFER, NAMED)), None)
    details = [part.words for part in told if part is not holds]
    if holds is not None:  # 早教卡一套三十张 is name and detail in one
        details.insert(0, holds.words)
        name = ""
    elif name and any(name[-2:] in words for words in details):
        name = ""  # 加了GABA的牛奶 says itself what it is of
    elif not name:
        enough = any(part.kind in means.rewrites.remains.alone for part in told)
        details = details if enough else []
    if name and not details:
        return name + one.topic
    end = one.topic.removeprefix("的") if (name or holds) and one.topic else one.text
    return "，".join([*([name] if name else []), *details, end]) if end else ""


def _details(line: str, family: str, means: Means) -> list[Told]:
    """The details that a line tells plainly of the goods or the order; of a tale or a talk of two it tells none."""
    remains = means.rewrites.remains
    if family == "after-sales" and _YOU.search(line):
        return []  # a quarrel: its sums are threats
    if remains.narrated.search(line) or means.fluency.person.search(line.replace("这个", "")) or _ASKS.search(line):
        return []
    kinds = {*(kind for kind, _ in remains.details if kind not in ("notice", "order")), OFFER, NAMED}
    return [part for part in told_by(line, means) if part.kind in kinds - remains.silent.get(family, frozenset())]


def _fitting(line: str, family: str, means: Means) -> Iterator[Instead]:
    file = means.rewrites.file
    for one in file.replace:
        if family in one.families and (not one.kinds or any(_is_of(line, kind, means) for kind in one.kinds)):
            yield one


def _is_of(line: str, kind: str, means: Means) -> bool:
    """Whether a line is about this kind of thing: by its category, and by its words where the kind needs them."""
    if kind == means.category:
        return True
    found = means.rewrites.kinds.get(kind)
    if found is None:
        return False
    of, words, ending = found
    if (of and means.category not in of) or (words is not None and not words.search(line)):
        return False
    return ending is None or bool((name := name_of(line, means)) and ending.search(name))
