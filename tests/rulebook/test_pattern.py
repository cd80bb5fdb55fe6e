"""The pattern language: what it matches, what it needs, what it refuses."""

from __future__ import annotations

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from governance.rulebook.pattern import PatternError, compile_pattern

WORDS = {"ailment": ("痛风", "血糖"), "cure": ("根治", "治好", "治"), "empty": ()}


def finds(pattern: str, text: str) -> str | None:
    match = re2.search(compile_pattern(pattern, WORDS.get).source, text)
    return None if match is None else str(match.group())


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("最 好", "最啊，好", "最啊，好"),
        ("最 好", "最近的好", None),
        ("{cure} ~4 {ailment}", "治好你的痛风", "治好你的痛风"),
        ("{cure} ~4 {ailment}", "治好，你的痛风", None),
        ("{cure} ~~4 {ailment}", "治好，你的痛风", "治好，你的痛风"),
        ("{cure} ~~9 {ailment}", "治好了。你的痛风", None),
        ("{cure|ailment}了", "痛风了", "痛风了"),
        ("{dur} {cure}", "三天根治", "三天根治"),
        ("{dur} {cure}", "半个月就治好", None),
        ("{dur}就? {cure}", "半个月就治好", "半个月就治好"),
        ("最后{num}{measure}", "最后3单", "最后3单"),
        ("只要{money}", "只要九十九块钱", "只要九十九块钱"),
        ("含{percent}", "含百分之三十", "含百分之三十"),
        ("^最好", "你最好", None),
        ("^最好", "你看，最好", "，最好"),
        ("(真的|确实)?好用", "确实好用", "确实好用"),
        ("[大小]码", "小码", "小码"),
        ("好的?面膜", "好面膜", "好面膜"),
        ("第一名(品牌|主播)", "第一名主播", "第一名主播"),
        ("VIP价", "vip价", "vip价"),
    ],
)
def test_what_a_pattern_finds(pattern: str, text: str, found: str | None) -> None:
    assert finds(pattern, text) == found


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("{ailments}", "no lexicon"),
        ("{num} ~3", "must be present"),
        ("(好|坏", "never closed"),
        ("{cure", "never closed"),
        ("好.*", "no meaning here"),
        ("好~x坏", "gap"),
        ("好~~~3坏", "gap"),
        ("好)", "unexpected"),
        ("好~300坏~300", "may stretch"),
        ("[好", "must be closed"),
    ],
)
def test_what_is_refused(pattern: str, says: str) -> None:
    with pytest.raises(PatternError, match=says):
        compile_pattern(pattern, WORDS.get)


PIECES = st.sampled_from(
    ["最", "好", "{cure}", "{ailment}", " ", "~3", "~~5", "(好|坏)", "(真的)?", "[大小]", "{num}", "天"]
)


@given(
    st.lists(PIECES, min_size=1, max_size=6).map("".join),
    st.text(alphabet="最好坏真的大小三天治根痛风血糖，。啊", max_size=30),
)
def test_witnesses_are_always_present_where_a_pattern_matches(pattern: str, text: str) -> None:
    try:
        compiled = compile_pattern(pattern, WORDS.get)
    except PatternError:
        return
    match = re2.search(compiled.source, text)
    if match is not None:
        found = match.group()
        assert all(any(word in found for word in group) for group in compiled.witnesses)
        assert len(found) <= compiled.reach
