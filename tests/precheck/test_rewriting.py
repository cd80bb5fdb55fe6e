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
        # the goods are named, what was claimed of them is replaced by where the facts stand
        (
            "cosmetic",
            "普普通通的备案面膜，可你敷完当场白两个色号，后台的小哥都认不出我了",
            "这款面膜的成分和用法请看产品标签",
        ),
        (
            "food",
            "我妈乳腺癌手术完，靠着这个灵芝粉，肿瘤指标全正常了，癌细胞都没了",
            "这款灵芝粉的配料和营养成分请看包装标签",
        ),
        # other goods that the line only mentions are not what it sells
        ("general", "不是套路啊，你退出去再进来价格就变了，我手机上已经变了你看", "库存和活动时间以页面显示为准"),
        # softened, and the clauses that hang on it go with their marks
        ("infant", "纸尿裤历史最低价，全网你找不到更便宜的", "纸尿裤优惠价"),
        ("jewelry", "珠宝类一经拆封概不退换", "珠宝类退换货按平台规则和页面说明办理"),
        # the clauses go; the name alone would be no sentence
        (
            "medical-device",
            "家用制氧机，行业第一品牌，静音之王，呼吸科首选",
            "家用制氧机的适用范围和用法请看产品说明书",
        ),
        # a question goes with its answer; nothing lawful can be said instead of a play
        ("service", "推拿的时候疼不疼？疼就对了，痛的地方就是你那个结节在化", "效果因人而异，服务内容请看项目说明"),
        ("general", "老公，你把刀放下，我不卖了还不行吗……家人们看到了，他不让我卖这个价，趁他去厨房赶紧拍", ""),
        (
            "apparel",
            "（摔账本）这批羽绒服谁让你九十九卖的？！老板娘我辞职行不行！……行，今天就当给大家过年了，一号链接，快",
            "",
        ),
        # the sentence with the claim goes, its price stays, the other sentences stay
        (
            "infant",
            "这款辅食机能蒸能搅，容量六百毫升，蒸完一键打成泥，杯体是玻璃的。洗的时候刀头拆下来，小心手。市面上那些瓶装果泥都是烂果子打的，"
            "宝宝吃了长不高，你还不如不喂，两百三十九一台",
            "这款辅食机能蒸能搅，容量六百毫升，蒸完一键打成泥，杯体是玻璃的。洗的时候刀头拆下来，小心手。两百三十九一台",
        ),
    ],
)
def test_reads_on(fixer: Fixer, category: str, before: str, after: str) -> None:
    assert fixer.fix(Document(id="t", text=before, category=category)).text == after


@pytest.mark.parametrize(
    ("category", "before", "after"),
    [
        # only the clause goes, wherever it stands
        (
            "cosmetic",
            "这款面膜补水保湿，膜布是天丝的，三天根治痘痘，一盒五片四十九元",
            "这款面膜补水保湿，膜布是天丝的，一盒五片四十九元",
        ),
        ("cosmetic", "这款面膜补水保湿，三天根治痘痘", "这款面膜补水保湿"),
        # with what leans on it, so that nothing dangles at the head
        (
            "cosmetic",
            "三天根治痘痘，所以大家放心拍，膜布是天丝的，一盒五片",
            "膜布是天丝的，一盒五片，产品成分和用法请看标签",
        ),
        ("food", "这款苹果很脆，因为土好，所以能根治失眠，而且个头大，一箱十斤", "这款苹果很脆，一箱十斤"),
        # what only tells how well it ended is the claim's
        (
            "electronics",
            "扫地机器人一滴水不留，猫尿、毛毯、门槛它自己想办法，一年不用碰",
            "产品参数和用法请看商品详情页",
        ),
        # points for full stops
        (
            "alcohol",
            "五年花雕十四度二十八一瓶.老寒腿的大哥,每天晚上温二两,加点黑枣泡着,一个冬天关节就不痛了,配料水糯米小麦,开车别喝",
            "五年花雕十四度二十八一瓶.配料水糯米小麦,开车别喝,请理性饮酒,未成年人请勿饮酒",
        ),
        # too little left: a pointer
        ("food", "三天根治失眠，一盒", "配料和营养成分请看包装标签"),
        # where all clauses serve one end, only facts of the goods stay
        (
            "general",
            "你们喂的那个大品牌，里面是病死鸡磨的粉你知不知道，好多猫吃着吃着肾衰了，所以我自己找厂做，豆腐砂四包三十六",
            "豆腐砂四包三十六",
        ),
    ],
)
def test_the_rest_of_the_sentence_stays(fixer: Fixer, category: str, before: str, after: str) -> None:
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
