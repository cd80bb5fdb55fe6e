"""吃药 → 吃💊: a picture in a character's place."""

from __future__ import annotations

from random import Random

PICTURES = {
    "药": "💊", "奶": "🍼", "血": "🩸", "针": "💉", "钱": "💰", "心": "❤", "烟": "🚬", "酒": "🍺", "骨": "🦴",
    "肺": "🫁", "脑": "🧠", "牙": "🦷", "眼": "👁", "加": "➕", "一": "1️⃣", "二": "2️⃣", "三": "3️⃣", "金": "🥇", "火": "🔥",
    "水": "💧", "车": "🚗", "门": "🚪", "家": "🏠",
}  # fmt: skip


def disguise(word: str, random: Random) -> str:
    """The word with one character as a picture; where none has one, a picture set between two characters."""
    places = [at for at, character in enumerate(word) if character in PICTURES]
    if places:
        at = random.choice(places)
        return word[:at] + PICTURES[word[at]] + word[at + 1 :]
    if len(word) < 2:
        return word
    at = random.randrange(1, len(word))
    return word[:at] + random.choice(("🔥", "✨", "❗")) + word[at:]
