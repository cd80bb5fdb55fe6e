"""The canonical view, and that every span of it is a span of the original."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.language.fold import fold

PIECES = st.one_of(
    st.text(max_size=4),
    st.sampled_from(
        [
            "最低价", "頂級", "話語(yǔ)權(quán)", "根(gēn)治(zhì)", "ＮＯ．１", "第①", "最*低*价", "1️⃣", "👍🏻", "é",
            "e\u0301", "\u200b", "\ufe0f", "全 网", "最.低.价", "3.5折", "㎏", "ﬁ", "🇨🇳", "(gen)", "。", "\n", "\r\n",
            "\x00", "\ud800",
        ]
    ),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_every_folded_character_has_one_place_in_the_original(original: str) -> None:
    text = fold(original, {"👍": "赞"})
    last = 0
    for at in range(len(text.folded)):
        start, end = text.span(at, at + 1)
        assert 0 <= start < end <= len(original)
        assert start >= last or text.start_of(at) == text.start_of(at - 1)
        last = start
    for at, _ in enumerate(text.folded):
        whole_start, whole_end = text.span(0, at + 1)
        assert whole_start == text.start_of(0)
        assert whole_end >= text.span(at, at + 1)[1] - 1


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_folding_twice_changes_nothing_more_in_plain_text(original: str) -> None:
    once = fold(original).folded
    if once.isalnum():
        assert fold(once).folded == once


@pytest.mark.parametrize(
    ("written", "read", "evasion"),
    [
        ("最*低*价", "最低价", "spacing"),
        ("第①", "第1", "digit-letter"),
        ("頂級", "顶级", None),
        ("話語(yǔ)權(quán)", "话语权", "pinyin"),
        ("根(gēn)治(zhì)", "根治", "pinyin"),
        ("根(gen)治", "根治", "pinyin"),
        ("全 网 最 低", "全网最低", "spacing"),
        ("最.低.价", "最低价", "spacing"),
        ("ｑｕａｎ网", "quan网", None),
        ("最🔥低价", "最低价", None),
        ("治(好)了", "治，好，了", None),
        ("买一送一 两件", "买一送一 两件", None),
        ("新款 羽绒服 女 短款 加厚 两色", "新款，羽绒服，女，短款，加厚，两色", None),
        ("厚三公分 重 洗完立起来 一整块 没有拼", "厚三公分，重，洗完立起来，一整块，没有拼", None),
        ("厚三公分 洗完立起来 一整块 全 网 最 低", "厚三公分，洗完立起来，一整块，全网最低", "spacing"),
        ("误差0.1℃，套内89㎡", "误差0.1度，套内89m2", None),
        ("1.5升", "1.5升", None),
        ("好的.对吧", "好的。对吧", None),
        ("最\u200b低价", "最低价", None),
    ],
)
def test_what_is_read(written: str, read: str, evasion: str | None) -> None:
    text = fold(written)
    assert text.folded == read
    assert text.evasion_in(0, len(written)) == evasion


def test_emoji_stands_for_its_word() -> None:
    text = fold("加我❤信", {"❤": "微"})
    assert text.folded == "加我微信"
    assert text.span(2, 4) == (2, 4)
    assert text.evasion_in(2, 4) == "emoji"


def test_an_empty_span_has_no_place() -> None:
    with pytest.raises(ValueError, match="no such span"):
        fold("最低价").span(1, 1)
