"""Attacks change words and nothing else, the same way every time; spans follow."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.model import Document
from governance.workbench.attack import ATTACKS
from governance.workbench.attack.lab import Hider

WORDS = ("治疗", "免疫力", "最低价", "失眠", "药店")
HIDER = Hider(WORDS)


@pytest.mark.parametrize("attack", sorted(ATTACKS))
def test_the_same_seed_hides_the_same_way(attack: str) -> None:
    hide = ATTACKS[attack]
    assert [hide(word, Random(7)) for word in WORDS] == [hide(word, Random(7)) for word in WORDS]
    assert any(hide(word, Random(7)) != word for word in WORDS)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "这个茶", "，", "天天喝"]), max_size=6), st.sampled_from(sorted(ATTACKS)))
def test_undoing_the_pairs_gives_the_document_back(pieces: list[str], attack: str) -> None:
    document = Document(id="a", text="".join(pieces))
    hidden = HIDER.hide(document, attack, [], seed=3)
    text, at = hidden.document.text, 0
    for said, meant in hidden.pairs:
        at = text.index(said, at)
        text = text[:at] + meant + text[at + len(said) :]
        at += len(meant)
    assert text == document.text


def test_labelled_quotes_follow() -> None:
    text = "喝了能治疗失眠，放心"
    document = Document(id="a", text=text, extra={"label": "violation", "spans": [{"quote": "治疗失眠"}]})
    hidden = HIDER.hide(document, "filler", [(3, 7)], seed=1).document
    (span,) = hidden.extra["spans"]
    assert span["quote"] != "治疗失眠"
    assert span["quote"] in hidden.text
