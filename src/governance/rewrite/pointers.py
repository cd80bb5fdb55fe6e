"""Pointers to where the facts of a kind of thing are to be read, and the goods by their name before them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from governance.rewrite.clauses import cut, mark_of
from governance.rewrite.means import Means
from governance.rewrite.naming import name_of
from governance.rewrite.schema import Instead
from governance.rewrite.speech import is_topic, states

_PHRASE = re.compile("^[^是有请按以看]{1,8}的[^是有请按以看]{1,8}$")  # 透气的跑步鞋 names, though it has a quality


def answer_to(line: str, family: str, means: Means) -> Instead | None:
    """The entry of the policy that answers a line of such a family."""
    return next((one for one in fitting(line, means) if family in one.families), None)


def among(entries: Collection[Instead], families: Collection[str]) -> dict[str, Instead]:
    """Those of the entries that answer one of these families, or all where there is none for these, by what they say;
    of several that say the same the one that can name the goods."""
    entries = [one for one in entries if not set(families).isdisjoint(one.families)] or entries
    return {key_of(one): one for one in sorted(entries, key=lambda one: bool(one.topic)) if key_of(one)}


def key_of(one: Instead) -> str:
    """What an entry says by itself."""
    return one.text or one.topic


def stands_alone(line: str, family: str, means: Means) -> str:
    """What could stand for a whole line; empty where the policy has nothing."""
    one = answer_to(line, family, means)
    if one is None:
        return ""
    name = topic_of(line, means) if one.topic else ""
    return name + one.topic if name else one.text


def with_pointer(said: str, before: str, family: str, means: Means) -> str:
    """What is left of a line (``before``), and a pointer after it where it is one clause that states nothing."""
    one = answer_to(before, family, means)
    bare = said.rstrip(" 。.！!")
    clauses = [clause.words.strip() for clause in cut(bare)]
    if one is None or not one.text or one.text in said:
        return said
    if len(clauses) > 1 or (states(bare) and not _PHRASE.search(bare) and not is_topic(bare)):
        return said
    mark = mark_of(before)
    return bare + mark + one.text.replace("，", mark)


def of_another_kind(words: str, line: str, family: str, means: Means) -> bool:
    """Whether words are a pointer of the policy, but not the one for the kind of thing that a line is about."""
    if not is_pointer(words, means):
        return False
    one = answer_to(line, family, means)
    return one is not None and one.text != words


def is_pointer(words: str, means: Means) -> bool:
    """Whether words are a pointer of the policy, a sentence by itself."""
    return any(one.text == words for one in means.rewrites.file.replace)


def topic_of(line: str, means: Means) -> str:
    """The goods as the line calls them; empty where they have no name in it, or one that is disputed, or where the line
    tells what was found: what is named there may be that, not what was sold."""
    names = means.rewrites.names
    name = "" if names.exposed.search(line) else name_of(line, means)
    return "" if names.disputed.search(name) else name


def fitting(line: str, means: Means) -> Iterator[Instead]:
    """The entries of the policy for the kind of thing that a line is about, in order."""
    is_of = cache(lambda kind: _is_of(line, kind, means))
    return (one for one in means.rewrites.file.replace if not one.kinds or any(map(is_of, one.kinds)))


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
