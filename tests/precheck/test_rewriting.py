"""How rewrites read: what stays, what goes with it, and what stands instead."""

from __future__ import annotations

import re

import pytest

from governance.model import Document
from governance.rewrite.clauses import balanced, cut, joined
from governance.rewrite.fixer import Fixer
from tests.precheck.test_fix import lines


@pytest.mark.parametrize(
    ("category", "before", "after"),
    [
        ("jewelry", "珠宝类一经拆封概不退换", "珠宝类退换货按平台规则和页面说明办理"),
        # a pointer in the place of a predicate speaks of goods, not of what somebody feels
        ("food", "餐品不满意不退不换，取消订单扣全款", "退换货按平台规则和页面说明办理"),
        # nothing lawful can be said instead of a play
        ("general", "老公，你把刀放下，我不卖了还不行吗……家人们看到了，他不让我卖这个价，趁他去厨房赶紧拍", ""),
        # the sentence with the claim goes, its price stays, the other sentences stay
        (
            "infant",
            "这款辅食机能蒸能搅，容量六百毫升，蒸完一键打成泥，杯体是玻璃的。洗的时候刀头拆下来，小心手。市面上那些瓶装果泥都是烂果子打的，"
            "宝宝吃了长不高，你还不如不喂，两百三十九一台",
            "这款辅食机能蒸能搅，容量六百毫升，蒸完一键打成泥，杯体是玻璃的。洗的时候刀头拆下来，小心手。两百三十九一台",
        ),
        # what only tells how well it ended is the claim's
        (
            "electronics",
            "扫地机器人一滴水不留，猫尿、毛毯、门槛它自己想办法，一年不用碰",
            "产品参数和用法请看商品详情页",
        ),
    ],
)
def test_reads_on(fixer: Fixer, category: str, before: str, after: str) -> None:
    assert fixer.fix(Document(id="t", text=before, category=category)).text == after


def test_an_award_keeps_its_name(fixer: Fixer) -> None:
    """A word less inside quotation marks would be another award."""
    fixed = fixer.fix(Document(id="t", text="荣获“年度最佳财富管理机构”金奖", category="finance", kind="copy"))
    assert "年度财富管理机构" not in fixed.text


def test_nothing_dangles(fixer: Fixer) -> None:
    """Over labelled lines: no bracket left open, no mark doubled, no clause that begins with a particle."""
    changed = 0
    for document in lines():
        fixed = fixer.fix(document)
        if fixed.text == document.text:
            continue
        changed += 1
        for line, old in zip(fixed.text.split("\n"), document.text.split("\n"), strict=True):
            assert balanced(line) or not balanced(old), (old, line)
            bad = re.findall(r"[，、]{2}|^[，、。的地了过]|[，、]$", line)
            assert not bad or re.findall(r"[，、]{2}|^[，、。的地了过]|[，、]$", old), (old, line)
    assert changed > 100


def test_clauses_make_the_sentence_again() -> None:
    for sentence in ("一千克1,299元，包邮：今天", "，开头", "甲 乙\t丙", "", "a,b:c"):
        assert "".join(one.words + one.mark for one in cut(sentence)) == sentence
    assert joined(cut("甲，乙")[:1]) == "甲"
