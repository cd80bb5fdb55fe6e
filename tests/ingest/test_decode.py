from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.ingest.decode import TextLines, detect
from governance.ingest.lines import Rewound
from governance.ingest.origin import Origin

from .conftest import Read

SIMPLIFIED = "家人们，这款面膜全网最低价，今天下单送三盒！\n最后五十单，抢完就没了。\n保湿效果真的好，我自己一直在用。"
TRADITIONAL = "各位朋友，這款面膜今天最便宜，買一送一！\n最後五十組，賣完就沒有了。\n保濕效果很好，我自己每天都在用。"


class _Bytes:
    def __init__(self, data: bytes) -> None:
        self.data = data

    def read(self, size: int = -1, /) -> bytes:
        data, self.data = self.data[:7], self.data[7:]  # a pipe gives small pieces
        return data


def decoded(data: bytes) -> tuple[str, list[str]]:
    lines = TextLines(Rewound(b"", _Bytes(data)), data[: 64 << 10], Origin("f", "f"))
    text = "\n".join(text for _, text in lines)
    return text, [str(problem) for problem in lines.notes.problems()]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED, "utf-16-be"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "gbk"),
        (SIMPLIFIED, "gb2312"),
        (SIMPLIFIED, "utf-32"),
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "utf-16-be"),
        (TRADITIONAL, "gb18030"),
        ("好物😀推荐：今天直播间下单", "gb18030"),
        ("abc 123\nhello", "utf-16-le"),
        ("plain ascii", "ascii"),
        ("面膜", "gbk"),
        ("你好", "gbk"),
        ("联通", "gbk"),
        ("最低价", "gbk"),
    ],
)
def test_round_trip(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == (text, [])


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf16_with_mark_of_either_order(order: str) -> None:
    mark = codecs.BOM_UTF16_LE if order == "le" else codecs.BOM_UTF16_BE
    assert decoded(mark + SIMPLIFIED.encode(f"utf-16-{order}")) == (SIMPLIFIED, [])


def test_gb18030_mark() -> None:
    assert decoded(b"\x84\x31\x95\x33" + SIMPLIFIED.encode("gb18030")) == (SIMPLIFIED, [])


@pytest.mark.parametrize(("first", "second"), [("utf-8", "gb18030"), ("gb18030", "utf-8"), ("utf-8", "big5")])
def test_mixed_encodings_are_read_line_by_line(first: str, second: str) -> None:
    other = TRADITIONAL if second == "big5" else SIMPLIFIED
    start = "\n".join([SIMPLIFIED] * 3)
    text, problems = decoded(start.encode(first) + b"\n" + other.split("\n")[0].encode(second))
    assert text == start + "\n" + other.split("\n")[0]
    assert len(problems) == 1
    assert problems[0].startswith("f:10: read as")


def test_head_of_ascii_leaves_the_encoding_open() -> None:
    text = "plain line\n" * 10_000 + SIMPLIFIED
    assert decoded(text.encode("gb18030")) == (text, [])


def test_truncated_character_is_one_problem() -> None:
    text, problems = decoded(SIMPLIFIED.encode()[:-2])
    assert text.startswith(SIMPLIFIED[:-1])
    assert "\ufffd" in text
    assert len(problems) == 1


def test_nul_and_surrogates_become_replacement_characters() -> None:
    text, problems = decoded("面膜\0好用".encode())
    assert text == "面膜\ufffd好用"
    assert len(problems) == 1
    text, problems = decoded(codecs.BOM_UTF16_LE + "好\ud800好".encode("utf-16-le", "surrogatepass"))
    assert "\ud800" not in text
    assert text[0] == text[-1] == "好"
    assert problems


def test_no_problem_for_the_files_own_encoding(read: Read) -> None:
    documents, problems = read("旧稿.txt", SIMPLIFIED.encode("gbk"))
    assert documents[0].text == SIMPLIFIED
    assert not problems


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_text_that_can_be_written(data: bytes) -> None:
    assert detect(data)
    text, _ = decoded(data)
    text.encode()


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("家人们这款面膜真的很好用今天下单送三盒，。！ abc123"), min_size=8, max_size=60))
def test_everyday_talk_survives_utf8_and_gb18030(text: str) -> None:
    text = "家人们今天下单，" + text
    assert decoded(text.encode())[0] == text
    assert decoded(text.encode("gb18030"))[0] == text
