"""How common a word is, as jieba's dictionary counted it."""

from __future__ import annotations

from functools import cache
from importlib import resources

RARE = 3.0  # binary logarithm of the count given to a character that the table does not hold
TOTAL = 26.0  # binary logarithm of all counts together


@cache
def counts() -> dict[str, int]:
    """Binary logarithm of each word's count, rounded down; words seen fewer than 50 times are left out."""
    text = (resources.files("governance.language") / "data" / "frequencies.txt").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines())
    return {word: int(size) for size, words in lines for word in words.split(" ")}


def surprise(words: list[str]) -> float:
    """Bits that a run of words costs when each is drawn by its count alone."""
    known = counts()
    bits = 0.0
    for word in words:
        count = known.get(word)
        # A rare word of the dictionary is rarer than the table's floor, but likelier than its characters one by one.
        bits += TOTAL - (count if count is not None else RARE if len(word) == 1 else 4.0)
    return bits
