"""What stands where a line would be left empty: a pointer to where the facts of this kind of thing are to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from governance.model import Finding
from governance.rewrite.clauses import cut, over
from governance.rewrite.means import Means
from governance.rewrite.schema import Instead
from governance.rewrite.speech import is_name, noun_at

_OURS = re.compile(r"(?:这[个款罐瓶袋双件条支盒台张副串对床]?|咱们?家?|我们家?|我家|本店|本品)[^，,。]{0,4}$")


def pointer(line: str, finding: Finding, where: tuple[int, int], means: Means, prices: bool = True) -> str:
    """The pointer for a line with a finding at ``where``, with the goods named as the line names them and, with
    ``prices``, what prices and sizes it tells plainly; empty where the policy has none."""
    for one in _fitting(line, finding.family, means):
        topic = _topic(line, means) if one.topic else ""
        new = topic + one.topic if topic else one.text
        if not new or new in line:
            return ""
        told = _prices(line, finding, where, means) if prices else []
        return "，".join([new, *told] if topic else [*told, new])
    return ""


def of_another_kind(words: str, line: str, family: str, means: Means) -> bool:
    """Whether words are a pointer of the policy, but not the one for the kind of thing that a line is about."""
    if all(one.text != words for one in means.rewrites.file.replace):
        return False
    return next((one.text for one in _fitting(line, family, means)), words) != words


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
    of, words = found
    return (not of or means.category in of) and (words is None or bool(words.search(line)))


def _prices(line: str, finding: Finding, where: tuple[int, int], means: Means) -> list[str]:
    if finding.family not in means.rewrites.file.keeps_plain:
        return []
    clauses = cut(line)
    told = means.fluency.plain_ones(clauses, over(clauses, *where))
    return [clauses[at].words.strip(" 。.！!") for at in told]


def _topic(said: str, means: Means) -> str:
    """How the line itself calls the goods: its first words where they are no more than the name of a thing, else this
    and the name; nothing where the line only mentions other goods."""
    opening = cut(said)[0].words.strip()
    told = means.fluency.thing.search(opening) and not means.fluency.suspect.search(opening)
    if told and means.calm.is_calm(opening, "topic"):
        return opening
    for match in means.rewrites.goods.finditer(said):
        name, before = str(match.group()), said[: match.start()]
        if noun_at(said[match.end() : match.end() + 4]):
            continue
        if opening.endswith(name) and is_name(opening) and means.fluency.quiet(opening, means.calm):
            return opening
        if _OURS.search(before) or match.end() == len(opening):
            return means.rewrites.pointing[name] + name
    return ""
