"""Write ``src/governance/language/data/syllables.txt``: each Han character under its commonest sound.

    python scripts/build_syllables.py

pypinyin (MIT) knows the sounds; the table is written once, since asking it at every start costs half a second. A line
is a syllable without tone, a tab, and the characters read so.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pypinyin import Style, pinyin

TARGET = Path(__file__).resolve().parents[1] / "src" / "governance" / "language" / "data" / "syllables.txt"


def main() -> None:
    by_sound: dict[str, list[str]] = defaultdict(list)
    for point in range(0x4E00, 0x9FA6):
        character = chr(point)
        sound = pinyin(character, style=Style.NORMAL, errors="ignore")
        if sound and sound[0][0].isalpha():
            by_sound[sound[0][0].replace("ü", "v")].append(character)
    lines = [f"{sound}\t{''.join(characters)}" for sound, characters in sorted(by_sound.items())]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} syllables, {sum(map(len, by_sound.values()))} characters")


if __name__ == "__main__":
    main()
