"""100% → １００％, VX → ＶＸ: full-width letters, digits and signs; between Han characters a full-width dot."""

from __future__ import annotations

from random import Random


def disguise(word: str, random: Random) -> str:
    """The word in full-width forms; a word of Han characters alone gets a full-width bar between two of them."""
    wide = "".join(chr(ord(ch) + 0xFEE0) if "!" <= ch <= "~" else ch for ch in word)
    if wide != word or len(word) < 2:
        return wide
    at = random.randrange(1, len(word))
    return word[:at] + "｜" + word[at:]
