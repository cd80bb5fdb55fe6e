"""rjieba gives the words that jieba gives, on our own corpora."""

from __future__ import annotations

import json
from pathlib import Path

from governance.language.tokens import cut, doc, word_borders

LABELLED = Path(__file__).parents[2] / "corpora" / "labelled"


def test_the_two_segmenters_agree() -> None:
    texts = [
        json.loads(line)["text"]
        for path in sorted(LABELLED.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()[::9]
    ]
    assert len(texts) > 50
    different = [text for text in texts if cut(text, "rjieba") != cut(text, "jieba")]
    assert different == []


def test_a_word_border_lies_between_words_only() -> None:
    assert 2 not in word_borders("大麻烦")
    assert {0, 1, 3} <= word_borders("大麻烦")


def test_tokens_carry_their_part_of_speech() -> None:
    words = doc("你最好早点睡")
    assert [token.text for token in words] == ["你", "最好", "早点", "睡"]
    assert words[0].tag_ == "r"
