"""A line through which a claim runs: name and plain details stay, in the host's own words; the talk goes."""

from __future__ import annotations

import msgspec
import pytest

from governance.model import Document
from governance.rewrite.details import plain_kinds
from governance.rewrite.distil import distilled, mark_of
from governance.rewrite.fixer import Fixed, Fixer
from governance.rewrite.peel import peeled
from governance.rewrite.telling import parts_of
from tests.precheck.test_fix import holds


def fixed(fixer: Fixer, text: str, category: str = "health-food") -> Fixed:
    return fixer.fix(Document(id="t", text=text, category=category))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("一罐三百克", "pack"),
        ("两箱一百三十九", "price"),
        ("送一个量杯", "gift"),
        ("早晚各一袋", "dose"),
        ("花生过敏的别买", "care"),
        ("罐子别沾生水", "care"),
        ("温水冲开搅匀", "use"),
        ("开封以后冷藏", "keep"),
        ("荔枝味的", "taste"),
        ("插头是三孔的", "part"),
        ("明天发货", "send"),
        ("箱规：6瓶", "field"),
    ],
)
def test_plain_details(fixer: Fixer, words: str, kind: str) -> None:
    assert kind in plain_kinds(words, fixer._means)


@pytest.mark.parametrize(
    "words",
    [
        # what is told of people, bodies, others, before and after
        "我闺女一百三十斤",
        "我表姐喝了两瓶",
        "空腹血糖十二到六",
        "半个月肿就消了",
        "一咳咳半宿",
        "脸颊发红的",
        "孩子脸黄不吃饭的",
        "瘦了三斤",
        "你看见没",
        "摘了眼镜的",
        "泡开水都不炸",
    ],
)
def test_no_details(fixer: Fixer, words: str) -> None:
    assert not any(part.kinds for part in parts_of(words, fixer._means))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("来黑豆桑葚粉一桶四百克", "黑豆桑葚粉"),
        ("这个山药百合粉你妈喝了都说好", "山药百合粉"),
        ("鱼胶原三肽的", "鱼胶原三肽的"),
        # a lamp in the stairwell, bread in an experiment, sums
        ("楼道灯坏了他修了半宿", ""),
        ("三片吐司烤成两样", ""),
        ("一千八百的机器", ""),
    ],
)
def test_names_in_talk(fixer: Fixer, words: str, name: str) -> None:
    assert [part.name for part in parts_of(words, fixer._means)] == [name]


@pytest.mark.parametrize(
    ("category", "before", "after"),
    [
        # the story goes, name and details stay, set by spaces as the talk is
        (
            "health-food",
            "我嫂子以前一到天冷关节就疼 楼都下不去 吃了两个月跳广场舞 软骨素钙片 一瓶九十片 七十八 虾蟹过敏的别吃",
            "软骨素钙片 一瓶九十片 七十八 虾蟹过敏的别吃 配料和适宜人群请看标签 不能代替药物",
        ),
        # by commas; the name stood in a clause that went
        (
            "food",
            "姐姐们,这个桑葚膏喝上一个月白头发从根上黑回来,我妈六十二了一根白的没有,一罐三百克,挖一勺温水化开,开盖冷藏",
            "桑葚膏,一罐三百克,挖一勺温水化开,开盖冷藏,配料和营养成分请看包装标签",
        ),
        # a detail before its name comes after it
        (
            "health-food",
            "一天一袋 喝到第十天肚子自己就平了 裤子全要换 青梅酵素粉 一盒二十袋 五十九",
            "青梅酵素粉 一天一袋 一盒二十袋 五十九 配料和适宜人群请看标签 不能代替药物",
        ),
        # of others' goods nothing stays
        (
            "food",
            "超市里那种芝麻酱全是花生渣兑的,吃了要得癌的,咱家这个一罐五百克,有油浮上面是正常的,芝麻过敏的别买",
            "咱家这个一罐五百克,有油浮上面是正常的,芝麻过敏的别买",
        ),
        # nothing but talk: the pointer
        (
            "health-food",
            "你妈是不是半夜老起来 你听我的 半个月一觉到天亮 不到天亮你来骂我",
            "配料和适宜人群请看产品标签，本品不能代替药物",
        ),
    ],
)
def test_a_line_is_distilled(fixer: Fixer, category: str, before: str, after: str) -> None:
    assert fixed(fixer, before, category).text == after


def test_a_softer_word_still_wins(fixer: Fixer) -> None:
    """Where what remains is whole sentences, a line is not distilled."""
    done = fixed(fixer, "这款饼干口感酥脆，一盒二十块，全网最低价", "food")
    assert done.text == "这款饼干口感酥脆，一盒二十块，优惠价" and [one.step for one in done.edits] == ["soften"]


def test_numbers_of_a_tale_are_no_details(fixer: Fixer) -> None:
    """Ages, doses by age, what somebody else paid, what stock there was."""
    for text, gone in (
        ("打年龄我看 四十三 一天两支 五十五 一天三支 六十 一天四支 三个月年轻十岁 蛋白肽饮 一盒十支", "四十三"),
        ("我邻居在景区买的,一盒两千六,心都凉了,喝三天血压就稳,莲子粉一罐三百克,今天两罐一百零八", "两千六"),
        ("库存给你们念,三百,二百六,一百九,抢完血糖就没人管了,荞麦片一桶五百克", "二百六"),
    ):
        done = fixed(fixer, text)
        assert gone not in done.text and not done.for_a_person, done.text


def test_what_is_staged_around_somebody_elses_deed_stays_out(fixer: Fixer) -> None:
    assert distilled("当事人销售的灵芝粉一罐三百克,宣称抗癌", "medical", fixer._means) == []
    assert "一罐" not in fixed(fixer, "当事人宣称灵芝粉一罐三百克抗癌，罚款两万元", "food").text


def test_punctuation_of_the_line() -> None:
    assert [mark_of(line) for line in ("甲，乙", "甲,乙", "甲 乙", "甲")] == ["，", ",", " ", "，"]


TALK = (
    "我大姨喝了它三个月血糖降到五,苦瓜粉一罐两百克,温水冲,孕妇别喝",
    "老板跪下了家人们 再不拍他就跳楼了 椰子糕一盒十二块 别压",
    "痔疮的 便血的 坐不住的 抹三天肉球自己缩回去 马应草膏 一支二十克 三十九 备注发顺丰",
    "规格：30克 质地：膏状 三天祛斑根治黄褐斑 避开眼周",
    "全国第一的牛肉干，没有之一，一袋两百克，微辣，吃一口别家的都得扔",
)


@pytest.mark.parametrize("text", TALK)
def test_the_properties_of_a_rewrite_hold(fixer: Fixer, text: str) -> None:
    document = Document(id="t", text=f"今天天气不错\r\n{text}\n大家慢走", category="food")
    assert holds(fixer, document)
    done = fixer.fix(document).text
    assert done.startswith("今天天气不错\r\n") and done.endswith("\n大家慢走")
    own = set(text) | set("，。,. ")
    line = done.split("\n")[1]
    assert all(ch in own for ch in line if ch in "0123456789一二三四五六七八九十百千万"), line
    again = fixer.fix(msgspec.structs.replace(document, text=done))
    assert again.text == done


def test_only_what_claims_is_struck_out_of_copy(fixer: Fixer) -> None:
    before = "电饭煲四升，内胆五层，预约二十四小时，功率九百瓦，喝它煮的粥血糖半个月就降下来，线长一米二"
    after = "电饭煲四升，内胆五层，预约二十四小时，功率九百瓦，线长一米二"
    assert fixer.fix(Document(id="t", text=before, kind="copy", category="electronics")).text == after


@pytest.mark.parametrize(
    "text",
    [
        "喝它煮的粥血糖半个月就降下来，电饭煲四升",  # too little else is said
        "喝它煮的粥血糖半个月就降下来，四升，内胆五层，预约二十四小时",  # of what?
    ],
)
def test_nothing_is_struck_out_where_the_rest_is_no_line(fixer: Fixer, text: str) -> None:
    assert peeled(text, [(0, text.index("，"))], fixer._means) == []


def test_a_clause_that_sounds_like_the_claim_is_no_detail(fixer: Fixer) -> None:
    told = distilled("脚气喷雾，喷三下绝根，一瓶六十毫升，喷完晾干", "efficacy", fixer._means)
    assert told and not any("绝根" in words for words in told)


def test_a_calm_scrap_among_details_is_one(fixer: Fixer) -> None:
    line = "我跟你们说 这个雨伞撑开谁见了都说鼻炎好了 雨伞 一把三十九 抽绳 黑胶的 看见没"
    kinds = {part.words: part.kinds for part in parts_of(line, fixer._means)}
    assert kinds["抽绳"] and not kinds["看见没"] and not kinds["我跟你们说"]


def test_what_is_told_before_the_goods_come_up_is_of_something_else(fixer: Fixer) -> None:
    line = "我早上吃的面 加了俩鸡蛋 昨天播到十二点 这个枇杷膏咳了半年的都不咳了 枇杷膏一瓶三百克 开盖冷藏"
    told = distilled(line, "medical", fixer._means)
    assert told and "枇杷膏" in told[0] and "鸡蛋" not in told[0]


def test_talk_after_the_claim_tells_of_use_and_keeping(fixer: Fixer) -> None:
    line = "吃了没有 我还没吃 荞麦面五斤 糖友顿顿吃都不升糖 肚子上那圈肉一周就松 开了口夹上 天热容易生虫 赶紧"
    told = distilled(line, "medical", fixer._means)
    assert told and "荞麦面五斤 开了口夹上 天热容易生虫" in told[0]
    assert not any(word in told[0] for word in ("吃了没有", "升糖", "肚子", "赶紧"))


def test_a_sentence_that_nobody_charged_stays(fixer: Fixer) -> None:
    before = "大米五公斤一袋，真空包装，煮的时候水和米一比一点二。全网最低价，没有之一。"
    assert fixed(fixer, before, "food").text == "大米五公斤一袋，真空包装，煮的时候水和米一比一点二。"


def test_softer_words_stay_where_they_keep_more(fixer: Fixer) -> None:
    before = "毛巾两条一组，颜色看页面图片。洗的时候水温不要太高。这是全国最好的毛巾。"
    assert fixed(fixer, before, "home").text.endswith("毛巾。")
