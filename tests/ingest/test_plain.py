from __future__ import annotations

import pytest

from governance.ingest.plain import strip_markdown

from .conftest import Read


def test_txt_lines_are_utterances(read: Read) -> None:
    (document,), problems = read("口播.txt", "主播：家人们好\r\n\r\n  最*低*价  \r今天下单")
    assert not problems
    assert document.text == "家人们好\n最*低*价\n今天下单"
    assert [u.speaker for u in document.utterances] == ["主播", None, None]
    assert (document.id, document.kind) == ("口播", "speech")


def test_markdown(read: Read) -> None:
    text = """---
title: x
---
# 开场白

- 家人们**好**
1. 见[链接](http://x.y)
***
```
代码
```
| 卖点 | 全网最低 |
|---|---|
"""
    (document,), _ = read("稿.md", text)
    assert document.text == "开场白\n家人们好\n见链接\n代码\n卖点 全网最低"


def test_front_matter_without_end_is_text(read: Read) -> None:
    assert read("a.md", "---\n好用\n")[0][0].text == "好用"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("> *真的* 好用", "真的 好用"),
        ("最*低*价", "最*低*价"),
        ("![图](a.png)好", "图好"),
        ("3.5折", "3.5折"),
        ("`code` 好", "code 好"),
        ("~~原价199~~ 99", "原价199 99"),
        ("<br>好<!-- x -->", "好"),
        ("- [ ] 待办", "待办"),
        ("#话题 好用", "#话题 好用"),
        ("最_低_价", "最_低_价"),
    ],
)
def test_markup(raw: str, clean: str) -> None:
    assert strip_markdown(raw) == clean
