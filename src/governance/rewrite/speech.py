"""What words are by their parts of speech: a name, an ornament, a statement."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate

from governance.rewrite.clauses import size

_CONTENT = ("n", "m", "b", "i", "l", "nz", "eng")  # parts of speech that name something
_LONGEST_NAME = 12
_LONGEST_ORNAMENT = 6


@lru_cache(4096)
def tags_of(words: str) -> tuple[tuple[str, str], ...]:
    """Words and parts of speech, as the segmenter has them."""
    import rjieba

    return tuple(rjieba.tag(words, False))


def places_of(words: str) -> list[tuple[int, int]]:
    """Where each of the words that :func:`tags_of` finds stands."""
    ends = list(accumulate(len(word) for word, _ in tags_of(words)))
    return list(zip([0, *ends], ends, strict=False))


def known_words(words: str) -> frozenset[str]:
    """Every word of the segmenter's dictionary that stands in these, wherever it would cut them."""
    import rjieba

    return frozenset(rjieba.cut_all(words))


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
