"""Traditional pages are mended in their own script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.model import Document
from governance.rewrite.fixer import Fixer
from governance.rewrite.script import page_of


@pytest.mark.parametrize(
    ("category", "before", "after"),
    [
        ("food", "停經後補它，骨質密度回到三十歲", "配料和營養成分請看包裝標籤"),
        ("medical-device", "眼部按摩器，近視三百變零度", "眼部按摩器的適用範圍和用法請看產品說明書"),
        # line by line: what is left keeps its own characters, and a simplified line stays one
        (
            "home",
            "全網最低價，這款床墊一張九百九\n今天有货，这款床垫全网最低价",
            "優惠價，這款床墊一張九百九\n今天有货，这款床垫优惠价",
        ),
    ],
)
def test_in_its_own_script(fixer: Fixer, category: str, before: str, after: str) -> None:
    fixed = fixer.fix(Document(id="t", text=before, kind="copy", category=category))
    assert fixed.text == after
    assert all(edit.before in before and edit.after in after for edit in fixed.edits)


def test_a_hidden_character_is_no_script() -> None:
    assert page_of("頂級面膜，这个价格全网没有").written == {}
    assert list(page_of("這款面膜很好用\n三天根治\r\n天氣不錯").written) == [0, 1, 2]  # 三天根治 is the same in both


@given(
    st.lists(
        st.sampled_from(["這款面膜", "這裡的體驗", "这款面膜", "三天", "臺灣價格", "a1，", "\n", "\r\n", "🍼", "頂"]),
        max_size=12,
    )
)
def test_what_was_not_changed_comes_back_as_it_was(pieces: list[str]) -> None:
    text = "".join(pieces)
    page = page_of(text)
    assert len(page.text) == len(text)
    for number, (own, simple) in enumerate(zip(text.splitlines(), page.text.splitlines(), strict=True)):
        assert page.back(simple, number) == own
