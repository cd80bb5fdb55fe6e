"""Talk without marks is cut where it takes breath, and what comes of it is a draft."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from governance.model import Document
from governance.rewrite.editor.breaths import LONGEST, breaths
from governance.rewrite.fixer import Fixer

TALK = "这个杯子单手一摁就弹开喝完一扣不漏七百五十毫升泡枸杞泡陈皮都可以七十八块一个杯底有防滑垫"


@given(st.text(alphabet="这个杯子喝完不漏，七百五十毫升a1 ", max_size=200))
@settings(max_examples=100, deadline=None)
def test_the_clauses_leave_nothing_between_them(words: str) -> None:
    cut = breaths(words)
    assert "".join(words[start:end] for start, end in cut) == words
    assert len(words) <= LONGEST or all(end - start >= 5 for start, end in cut)


def test_it_breathes_where_a_comma_would_stand() -> None:
    said = [TALK[start:end] for start, end in breaths(TALK)]
    assert len(said) > 3 and sum(one.startswith(("喝完", "泡", "七", "杯底")) for one in said) > 1


def test_the_rest_of_unmarked_talk_stays_and_is_a_draft(fixer: Fixer) -> None:
    text = "拿它沿着大腿外侧慢慢推不要使劲压充满电一个礼拜没问题三天根治静脉曲张四个头都在盒子里平时用圆头就行"
    done = fixer.fix(Document(id="t", text=text, kind="speech", category="electronics"))
    assert "根治" not in done.text and "平时用圆头就行" in done.text
    assert done.edits and all(edit.draft for edit in done.edits)
