"""RE2 asked directly answers as its Python wrapper does."""

from __future__ import annotations

import re2
from hypothesis import given
from hypothesis import strategies as st

from governance.rulebook.lazy import OPTIONS, LazyRegex, encode

SOURCES = st.sampled_from(
    ["最好", "(?:最|a)?", "[^，。]{0,2}?好", "(?:^|，)好", "好(?:$|，)", "(?:最[^，]{0,2})$", "^(?:a|好)", "好|最好"]
)
TEXTS = st.text(alphabet="最好a，。é\U0001f600", max_size=12)


@given(SOURCES, TEXTS)
def test_spans_in_code_points(source: str, text: str) -> None:
    wrapped = re2.compile(source, OPTIONS)
    mine = LazyRegex(source)
    assert mine.stands(text) == (wrapped.search(text) is not None)
    assert mine.spans(text, encode(text)) == [match.span() for match in wrapped.finditer(text)]


@given(SOURCES, TEXTS, st.integers(0, 12))
def test_the_first_match_from_a_place_on(source: str, text: str, at: int) -> None:
    at = min(at, len(text))
    wrapped = re2.compile(source, OPTIONS).search(text, at)
    assert LazyRegex(source).first(text, at) == (wrapped.span() if wrapped else None)


def test_a_lone_surrogate_is_one_character() -> None:
    assert LazyRegex("好").first("\ud800好") == (1, 2)
