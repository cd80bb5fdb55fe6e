"""What words are by their parts of speech: a name, an ornament, a statement."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from governance.rewrite.clauses import size

_CONTENT = ("n", "m", "b", "i", "l", "nz", "eng")  # parts of speech that name something
_NAMING = ("n", "nz", "nr", "nrt", "vn", "l", "eng")
_MEASURES = frozenset("板片粒颗盒瓶袋箱罐条包支件套只双斤克块元勺张卷把桶对个组份款天")
_BEFORE_NAMES = ("小", "老", "阿")
_LONGEST_NAME = 12
_LONGEST_ORNAMENT = 6
_FIRST = frozenset(("我们", "咱们", "咱", "咱家", "大家", "家人们", "本品", "本店", "每"))
_OURS = re.compile(r"^(?:这[款件台条双瓶盒罐袋张串]|我们家?这?|咱们?家|本品)..")


@lru_cache(4096)
def tags_of(words: str) -> tuple[tuple[str, str], ...]:
    """Words and parts of speech, as the segmenter has them."""
    import rjieba

    return tuple(rjieba.tag(words, False))


def noun_at(words: str) -> bool:
    """Whether words open with a noun, so that the name before them is only the first half of one."""
    tags = tags_of(words) if words else []
    return bool(tags) and tags[0][1].startswith(("n", "q")) and size(tags[0][0]) > 0


def is_name(words: str) -> bool:
    """Whether words are no more than the name of something."""
    return size(words) <= _LONGEST_NAME and all(
        tag.startswith(("n", "m", "q", "b", "eng")) for _, tag in tags_of(words)
    )


def is_topic(words: str) -> bool:
    """Whether words can be what a pointer speaks of: nothing, a name, or names in a row, and no price or number."""
    names = [name.strip("·•* ") for name in words.split("、")]
    return all(is_name(name) and not any(tag.startswith("m") for _, tag in tags_of(name)) for name in names if name)


def is_ours(words: str) -> bool:
    """Whether words say outright that they speak of one's own goods: 这款…, 咱家…"""
    return bool(_OURS.search(words))


def people_in(words: str) -> set[str]:
    """The people a text calls by name: 小丽, 王姐."""
    tags = tags_of(words)
    whole = {word for word, tag in tags if tag == "nr" and len(word) > 1}
    return whole | {a + b for (a, _), (b, tag) in pairwise(tags) if tag == "nr" and a in _BEFORE_NAMES and len(b) == 1}


def names_a_thing(words: str) -> bool:
    """Whether some word names a thing; sizes and prices alone tell nothing of what they are of."""
    return any(tag in _NAMING and word not in _MEASURES for word, tag in tags_of(words))


def is_ornament(words: str) -> bool:
    """Whether words only adorn: short, and neither saying nor asking anything by themselves."""
    tags = tags_of(words)
    how = tags[-1][1].startswith("d")  # 亲自: how what comes next was done
    says = any(tag.startswith(("v", "r", "p", "c", "y", "m", "q")) for _, tag in tags)
    return size(words) <= _LONGEST_ORNAMENT and not (how or says)


def states(words: str) -> bool:
    """Whether a clause says something of something: it has a name and a verb or quality."""
    tags = tags_of(words)
    return any(tag.startswith(("v", "a", "z")) for _, tag in tags) and any(tag.startswith(_CONTENT) for _, tag in tags)


def begins(words: str) -> bool:
    """Whether a clause opens with what it is about, not with a verb or adverb that has its subject elsewhere."""
    tags = tags_of(words)
    word, tag = tags[0]
    if tag.startswith(_CONTENT) or word in _FIRST or word.startswith(("请", "欢迎")):
        return True
    # 这款面膜…: a pointer and the goods; 这样…, 这个就… points back to what went
    return word.startswith("这") and any(t.startswith("n") for _, t in tags[1:3])
