"""Evasive wording is undone, plain wording stays, and spans stay exact."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.language.resolve import Resolver
from governance.rulebook.book import load

RESOLVER = Resolver(load().vocabulary)
HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("止某疼", "止疼"),
        ("排什么毒", "排毒"),
        ("增强免牡蛎", "增强免疫力"),
        ("补充银河养", "补充营养"),
        ("保护心灵之窗", "保护眼睛"),
        ("去某样某店", "去药店"),
        ("找大白开药不如吃它", "找医生开药不如吃它"),
        ("认准小蓝帽", "认准保健食品标志"),
        ("九十九米一盒", "九十九元一盒"),
        ("全网醉低价", "全网最低价"),
        ("zhi疗痛风", "治疗痛风"),
        ("quan网最低", "全网最低"),
        ("氵台疗痛风", "治疗痛风"),
        ("最*低*价", "最低价"),
        ("第①", "第1"),
        ("頂級", "顶级"),
        ("根(gēn)治(zhì)", "根治"),
        ("根(gēn)治(zhì)\n好", "根治\n好"),
        ("这个酵素调某理失什么眠", "这个酵素调理失眠"),
        ("免免疫力", "免疫力"),
        ("增强免免力", "增强免疫力"),
        ("玫某鬼花茶", "玫瑰花茶"),
        ("关注小肠小道健康", "关注肠道健康"),
        ("上架48小时出ku的", "上架48小时出库的"),
        ("角标写le，看清楚", "角标写了，看清楚"),
        ("lao字号的mai完了", "老字号的卖完了"),
    ],
)
def test_undone(said: str, meant: str) -> None:
    assert RESOLVER.resolved(said) == meant


@pytest.mark.parametrize(
    "plain",
    [
        "小米粥真香",
        "这款大白菜",
        "八十平米",
        "去银行取钱",
        "牡蛎很新鲜",
        "心灵鸡汤听听就好",
        "跑了一百米",
        "有什么效果",
        "为什么免运费",
        "眼睛是心灵之窗",
        "妈妈的好朋友",
        "这个小店的药膳",
        "某些商家",
        "一米二的桌子",
        "大白兔奶糖",
        "需要店长推荐吗",
        "电池5000ma的",
        "背景是ai合成的",
        "帐篷外帐pu3000mm",
        "过了ce认证",
    ],
)
def test_left_alone(plain: str) -> None:
    assert RESOLVER.resolved(plain) == plain


@pytest.mark.parametrize("plain", (HERE / "plain.txt").read_text("utf-8").splitlines())
def test_plain_talk_full_of_fillers_stays(plain: str) -> None:
    assert RESOLVER.resolved(plain) == plain


def test_most_of_our_hidden_lines_are_read() -> None:
    pairs = [line.split("\t") for line in (HERE / "hidden.tsv").read_text("utf-8").splitlines()]
    right = sum(RESOLVER.resolved(said) == meant for said, meant in pairs)
    assert right / len(pairs) >= 0.6


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "止某疼",
                "頂級",
                "最*低*价",
                "zhi疗",
                "免免疫力",
                "氵台",
                "家人们，",
                "🍼",
                "小米",
                "。",
                "a",
                "(gēn)",
                "免牡蛎",
            ]
        ),
        max_size=8,
    ).map("".join)
)
def test_edits_are_disjoint_and_give_the_resolved_text(text: str) -> None:
    edits = RESOLVER.reported(text)
    at, pieces = 0, []
    for edit in edits:
        assert at <= edit.start < edit.end <= len(text)
        pieces += [text[at : edit.start], edit.canonical]
        at = edit.end
    assert "".join([*pieces, text[at:]]) == RESOLVER.resolved(text)
    read = RESOLVER.read(text)
    for position in range(len(read.folded)):
        start, end = read.span(position, position + 1)
        assert 0 <= start < end <= len(text)


def _edits(before: str, after: str) -> set[tuple[int, int, str]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return {(i1, i2, after[j1:j2]) for op, i1, i2, j1, j2 in matcher.get_opcodes() if op != "equal"}


@pytest.mark.parametrize(
    ("name", "floor", "changed"),
    [("unseen.tsv", 0.85, 0.02), ("unseen-talk.tsv", 0.7, 0.04), ("unseen-talk2.tsv", 0.7, 0.03)],
)
def test_unseen_pairs_stay_above_their_floor(name: str, floor: float, changed: float) -> None:
    """Scored as in LiveAMR; see benchmarks/resolve.py. Nobody taught the resolver with these lines."""
    path = HERE.parents[1] / "corpora" / "evasion" / name
    pairs = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    scored = [(_edits(heard, meant), _edits(heard, RESOLVER.resolved(heard))) for heard, meant in pairs]
    right = sum(len(gold & mine) for gold, mine in scored)
    precision = right / sum(len(mine) for _, mine in scored)
    recall = right / sum(len(gold) for gold, _ in scored)
    plain = [bool(mine) for gold, mine in scored if not gold]
    assert 1.25 * precision * recall / (0.25 * precision + recall) >= floor
    assert sum(plain) <= changed * len(plain)
