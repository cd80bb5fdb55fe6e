from __future__ import annotations

import pysubs2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.ingest.ass import read_events
from governance.ingest.lrc import read_lyrics
from governance.ingest.notes import Notes
from governance.ingest.origin import Origin
from governance.ingest.spoken import split_speaker, strip_tags
from governance.ingest.subtitles import read_cues
from governance.model import Utterance

SRT = """1
00:00:01,000 --> 00:00:03,500
家人们，这款<i>面膜</i>今天

2
00:00:04,000 --> 00:00:05,000
520
3
00:00:06,000 --> 00:00:07,200
{\\an8}全网
最低价
"""
VTT = """WEBVTT 直播

NOTE 这是备注
不要读

STYLE
::cue { color: red }

intro
00:01.000 --> 00:02.500 align:start
<v.loud 小美>大家<c.red>好</c> &amp; <00:01.500>欢迎

1:00:00.000 --> 1:00:01.000
<v 阿强>便宜吗？<v 小美>体重<100斤也能穿 <3
"""
ASS = """[Script Info]
Title: x

[V4+ Styles]
Format: Name, Fontname
Style: Default,Arial

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:05.00,0:00:06.50,Default,,0,0,0,,第二句，有逗号
Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,备注
Dialogue: 0,0:00:01.00,0:00:02.00,Default,主播,0,0,0,,{\\k20}家{\\k30}人\\N们
Dialogue: 1,0:00:01.00,0:00:02.00,Default,主播,0,0,0,,{\\k20}家{\\k30}人\\N们
Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\\p1}m 0 0 l 1 1{\\p0}
Dialogue: broken
"""


def notes() -> Notes:
    return Notes(Origin("f.srt", "f"))


def cues(text: str, vtt: bool = False, noted: Notes | None = None) -> list[Utterance]:
    return list(read_cues(enumerate(text.split("\n"), 1), noted or notes(), vtt))


def test_srt() -> None:
    assert cues(SRT) == [
        Utterance("家人们，这款面膜今天", 1000, 3500),
        Utterance("520", 4000, 5000),
        Utterance("全网 最低价", 6000, 7200),
    ]


def test_vtt() -> None:
    assert cues(VTT, vtt=True) == [
        Utterance("大家好 & 欢迎", 1000, 2500, "小美"),
        Utterance("便宜吗？", 3600000, 3601000, "阿强"),
        Utterance("体重<100斤也能穿 <3", 3600000, 3601000, "小美"),
    ]


def test_broken_timing_keeps_its_text() -> None:
    noted = notes()
    found = cues("1\n00:00:xx --> 00:00:02,000\n好用\n\n2\n00:00:03,000 --> 00:00:04,000\n不贵\n", noted=noted)
    assert found == [Utterance("好用"), Utterance("不贵", 3000, 4000)]
    assert ":2: timing that cannot be read" in str(next(noted.problems()))


def test_end_is_never_before_start() -> None:
    assert cues("1\n00:00:05,000 --> 00:00:02,000\n好")[0].end_ms == 5000


@pytest.mark.parametrize("layout", ["\n{}\n", "{}\n\n\n", "{}"])
def test_srt_without_blank_lines_or_numbers(layout: str) -> None:
    cue = layout.format("00:00:01,000 --> 00:00:02,000\n好用")
    assert cues(cue) == [Utterance("好用", 1000, 2000)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from("家人们好用便宜，。 ab"), min_size=1, max_size=8).map(str.strip)))
def test_srt_as_pysubs2_reads_it(texts: list[str]) -> None:
    subs = pysubs2.SSAFile()
    for number, text in enumerate(texts):
        subs.append(pysubs2.SSAEvent(start=number * 1000, end=number * 1000 + 900, text=text))
    ours = [(u.text, u.start_ms, u.end_ms) for u in cues(subs.to_string("srt"))]
    theirs = [(e.plaintext, e.start, e.end) for e in subs if e.plaintext.strip()]
    assert ours == theirs


def test_ass() -> None:
    noted = notes()
    assert read_events(enumerate(ASS.split("\n"), 1), noted) == [
        Utterance("家人 们", 1000, 2000, "主播"),
        Utterance("第二句，有逗号", 5000, 6500),
    ]
    assert "broken Dialogue" in str(next(noted.problems()))


def test_ass_as_pysubs2_reads_it() -> None:
    text = ASS.replace("Dialogue: broken\n", "")
    events = pysubs2.SSAFile.from_string(text, format_="ass")
    theirs = {(e.start, e.end, e.plaintext.replace("\n", " ")) for e in events if not (e.is_comment or e.is_drawing)}
    assert {(u.start_ms, u.end_ms, u.text) for u in read_events(enumerate(text.split("\n"), 1), notes())} == theirs


def test_ssa_names_its_speakers_actor() -> None:
    text = "[Events]\nFormat: Start, End, Actor, Text\nDialogue: 0:00:01.00,0:00:02.00,阿强,好, 好"
    assert read_events(enumerate(text.split("\n")), notes()) == [Utterance("好, 好", 1000, 2000, "阿强")]


def test_lrc() -> None:
    text = """[ti:直播]
[offset:+500]
[00:01.50][00:10.5]三二一上链接
[00:05.00]<00:05.00>主播：<00:05.50>家人们
接着说
[00:12]"""
    found, tags = read_lyrics(enumerate(text.split("\n"), 1))
    assert tags == {"ti": "直播", "offset": "+500"}
    assert found == [
        Utterance("三二一上链接", 1000, 4500),
        Utterance("家人们", 4500, 10000, "主播"),
        Utterance("接着说"),
        Utterance("三二一上链接", 10000, 11500),
    ]


@pytest.mark.parametrize(
    ("line", "speaker", "words"),
    [
        ("主播：家人们好", "主播", "家人们好"),
        ("【助播】来了", "助播", "来了"),
        ("说话人1: 你好", "说话人1", "你好"),
        ("Speaker 2：hello", "Speaker 2", "hello"),
        ("SPEAKER_00: 好", "SPEAKER_00", "好"),
        ("客服：加微信 abc", None, "客服：加微信 abc"),
        ("价格：99元", None, "价格：99元"),
        ("主播推荐：这款最好", None, "主播推荐：这款最好"),
        ("主播：", None, "主播："),
        ("粉丝：100万", None, "粉丝：100万"),
    ],
)
def test_speaker_labels(line: str, speaker: str | None, words: str) -> None:
    assert split_speaker(line) == (speaker, words)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("<b>好</b>", "好"),
        ("a < b > c", "a < b > c"),
        ("<ruby>藥<rt>yào</rt></ruby>", "藥"),
        ("{\\pos(1,2)}好", "好"),
        ("{好}", "{好}"),
        ("&lt;好&gt;", "<好>"),
        ('<font color="#fff">好</font>', "好"),
    ],
)
def test_tags(raw: str, clean: str) -> None:
    assert strip_tags(raw) == clean
