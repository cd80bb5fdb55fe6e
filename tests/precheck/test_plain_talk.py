"""What stays of talk beside a claim, by class: how goods are named in it, what tells of use and keeping in odd words,
what is chat however calm; and which claim of several the pointer answers."""

from __future__ import annotations

import pytest

from governance.model import Document
from governance.rewrite.distil import distilled
from governance.rewrite.fixer import Fixer
from governance.rewrite.telling import parts_of

CLAIM = "喝半个月血糖就降到五"


def fixed(fixer: Fixer, text: str, category: str = "health-food", kind: str = "speech") -> str:
    return fixer.fix(Document(id="t", text=text, kind=kind, category=category)).text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "detail",
    [
        "肚子容易胀的少喝",  # a warning speaks of bodies
        "胃出过血的先问大夫",
        "经期停",
        "镇一镇更好喝",
        "没胶",  # it begins with a denial, and leans on nothing
        "倒出来搅两下再喝",
        "瓶口有铝膜要撕掉",
        "化肥隔一个礼拜再用",
    ],
)
def test_odd_words_after_the_claim_are_details(fixer: Fixer, detail: str) -> None:
    told = distilled(f"{CLAIM},苦瓜桑叶饮一盒十支,{detail},一天一支", "medical", fixer._means)
    assert told and detail in told[0], told


@pytest.mark.parametrize(
    "chat",
    [
        "邻居也拍了两盒",  # of people
        "回放在主页那里",  # of the show
        "批件贴在屏幕上",  # of proof
        "不是普通的那一档",  # set against others
        "晒图的找我",
        "哈哈",
        "老同事看了都问",
    ],
)
def test_chat_after_the_claim_is_none(fixer: Fixer, chat: str) -> None:
    told = distilled(f"{CLAIM},苦瓜桑叶饮一盒十支,{chat},一天一支", "medical", fixer._means)
    assert told and chat not in told[0], told


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("铁棍沙参一罐五十克", "铁棍沙参"),  # what comes in packs is sold, though no list knows it
        ("一盒十条罗汉果甜菊的", "罗汉果甜菊的"),
        ("五味粉一瓶一百克", "五味粉"),  # it counts nothing
        ("蚊帐三开门的一米八", "蚊帐"),
        ("咱家这个供过香的年糕", "年糕"),
        ("阿胶膏一碗切二十四块", "阿胶膏"),
        # what one does, half a name, what a scene holds
        ("换这个洗裤衩", ""),
        ("我闺女一百二十斤", ""),
        ("发票三天内发邮箱", ""),
    ],
)
def test_how_talk_names_goods(fixer: Fixer, words: str, name: str) -> None:
    assert [part.name for part in parts_of(words, fixer._means)] == [name]


def test_a_row_of_complaints_names_no_goods(fixer: Fixer) -> None:
    line = f"手干的 起皮的 倒刺多的 那是你血不够 {CLAIM} 五味膏 三百克 七十八"
    assert fixed(fixer, line).startswith("五味膏 三百克 七十八 ")


def test_a_name_in_the_scene_is_none_where_the_goods_come_in_a_pack(fixer: Fixer) -> None:
    line = f"我赶十点半的高铁,车不等人,{CLAIM},阿胶膏一盒二十四块,上火的隔天"
    told = distilled(line, "medical", fixer._means)
    assert told and told[0].startswith("阿胶膏") and "高铁" not in told[0]


def test_what_goods_are_of_stays_where_it_stood(fixer: Fixer) -> None:
    """Only a subject comes first; 樱桃汁的 says of the pack before it of what it is."""
    assert "一盒十袋 樱桃汁的 四十九" in fixed(fixer, f"{CLAIM} 一盒十袋 樱桃汁的 四十九")


@pytest.mark.parametrize("text", ["助听器三天治好耳聋，均无依据", "你家那台坏了？颜色看着怪的，三天治好近视"])
def test_a_scrap_or_a_question_makes_no_rewrite(fixer: Fixer, text: str) -> None:
    done = fixed(fixer, text, "electronics", "copy")
    assert "依据" not in done and "颜色" not in done


@pytest.mark.parametrize("detail", ["睡前吃两粒", "孕妇别碰", "敷够三十分钟"])
def test_one_plain_detail_is_enough_before_a_pointer(fixer: Fixer, detail: str) -> None:
    done = fixed(fixer, f"{CLAIM},{detail}")
    assert done.startswith(f"{detail},") and done != f"{CLAIM},{detail}"


@pytest.mark.parametrize(
    ("category", "text", "after"),
    [
        # a cure is heavier than the price or the countdown beside it
        ("food", "今晚全网最低价，过了今晚就没有，藕粉喝三天根治胃溃疡", "请看包装标签"),
        # what is earned, not what is drawn
        ("service", "七天回本，一个人一台手机，月入三万", "合作以书面合同为准"),
        # a thing, in a category of things that are swallowed
        ("health-food", "打呼噜贴上这个鼻贴，鼻炎三天断根", "参数和用法请看商品详情页"),
        ("food", "猫须草茶，喝一周肾结石自己排光", "请看包装标签"),
    ],
)
def test_the_pointer_answers_the_heaviest_claim(fixer: Fixer, category: str, text: str, after: str) -> None:
    done = fixed(fixer, text, category)
    assert done.endswith(after) and "宠物" not in done, done


def test_what_stands_beside_a_refusal_is_more_of_it(fixer: Fixer) -> None:
    done = fixed(fixer, "自习室规定：离座十分钟清东西，丢了概不负责，交了的钱一律不退", "service", "copy")
    assert "清东西" not in done and done
