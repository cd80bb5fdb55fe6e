"""Words, only where a candidate stands: they confirm or reject a match, they never find one."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from spacy.tokens import Doc

Segmenter = Literal["rjieba", "jieba"]


@cache
def _jieba() -> Any:
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    return jieba


def cut(text: str, segmenter: Segmenter = "rjieba", *, hmm: bool = False) -> list[str]:
    """Cut into words; without ``hmm`` every word longer than one character is in the dictionary."""
    if segmenter == "jieba":
        return [str(word) for word in _jieba().cut(text, HMM=hmm)]
    import rjieba

    return list(rjieba.cut(text, hmm))


@lru_cache(maxsize=4096)
def word_borders(text: str, segmenter: Segmenter = "rjieba") -> frozenset[int]:
    """Offsets between two words. A match that starts or ends elsewhere cuts a dictionary word in two."""
    borders = {0}
    at = 0
    for word in cut(text, segmenter):
        at += len(word)
        borders.add(at)
    return frozenset(borders)


@cache
def _vocab() -> Any:
    from spacy.vocab import Vocab

    return Vocab()


@lru_cache(maxsize=512)
def doc(text: str) -> Doc:
    """A spaCy ``Doc`` of words with their jieba part-of-speech as ``tag_``, for ``Matcher`` patterns.

    spaCy is imported here and not before: it costs about a second, and few sentences need it.
    """
    import rjieba
    from spacy.tokens import Doc

    pairs = rjieba.tag(text, False)
    words = [word for word, _ in pairs]
    return Doc(_vocab(), words=words, spaces=[False] * len(words), tags=[tag for _, tag in pairs])
