"""Stretches that are read together, on text as recognisers leave it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from governance.language.sentences import LONGEST, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_hard_marks_cut_and_soft_ones_do_not() -> None:
    assert cut("家人们，看这里。三二一。") == ["家人们，看这里", "三二一"]


def test_talk_without_marks_is_cut_where_it_must() -> None:
    assert all(len(piece) <= LONGEST for piece in cut("说" * 1000))
    assert cut("说" * 100 + "，" + "讲" * 100) == ["说" * 100 + "，", "讲" * 100]


@given(st.text(alphabet="说讲，。 \n", max_size=600))
def test_nothing_but_hard_marks_is_lost(text: str) -> None:
    spans = sentences(text)
    assert all(a < b for a, b in spans)
    assert all(spans[i][1] <= spans[i + 1][0] for i in range(len(spans) - 1))
    assert "".join(text[a:b] for a, b in spans) == text.replace("。", "")
