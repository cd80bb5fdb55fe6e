"""Write ``src/governance/language/data/frequencies.txt``: how often the words of jieba's dictionary stand in text.

    python scripts/build_frequencies.py

jieba (MIT) counted them; its whole dictionary takes most of a second to read, so the table keeps words of up to four
characters seen at least 50 times, and single characters seen at least 5 times. A line is a count rounded down to a
power of two (its exponent), a tab, and the words, separated by spaces.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import jieba

TARGET = Path(__file__).resolve().parents[1] / "src" / "governance" / "language" / "data" / "frequencies.txt"


def main() -> None:
    by_size: dict[int, list[str]] = defaultdict(list)
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines():
        word, count, _ = line.split(" ")
        if len(word) <= 4 and int(count) >= (5 if len(word) == 1 else 50) and all("一" <= ch <= "鿿" for ch in word):
            by_size[int(count).bit_length() - 1].append(word)
    lines = [f"{size}\t{' '.join(sorted(words))}" for size, words in sorted(by_size.items())]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{sum(map(len, by_size.values()))} words")


if __name__ == "__main__":
    main()
