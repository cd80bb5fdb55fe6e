"""What stays of a short line: whole clauses of known kinds, the goods' name with its plain details, or a pointer."""

from __future__ import annotations

import msgspec
import pytest

from governance.model import Document
from governance.pipeline import Scanner
from governance.rewrite.fixer import Fixer
from governance.rewrite.naming import name_of
from governance.rewrite.remains import BARE, STUB, WHOLE, kind_of, state_of
from governance.rewrite.schema import read_rewrites


def after(fixer: Fixer, category: str, text: str) -> str:
    return fixer.fix(Document(id="t", text=text, category=category, kind="copy")).text


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        # details, from the first character to the last
        ("一盒六片三十九元", "price"),
        ("三十九元", "sum"),
        ("容量六百毫升", "spec"),
        ("六片装", "size"),
        ("早晚各一粒", "dosage"),
        ("血压低的别多吃", "care"),
        ("开盖后冷藏", "care"),
        ("花粉过敏的别碰", "care"),
        ("添加了燕麦", "content"),
        ("内胆是304不锈钢的", "material"),
        ("来回运费十二元", "fee"),
        ("请看清尺码再拍", "order"),
        # the name, and the name with a detail in one breath
        ("竹炭硅胶枕", "name"),
        ("羊绒衫一件二十九", "offer"),
        ("早教卡一套三十张", "named"),
        ("认筹金三万", "fee"),
        ("这款面膜补水保湿", "statement"),
        # numbers that are none of the goods': what one earns, grows, loses; people; a span of time
        ("一年净利十二万", ""),
        ("出苗率一百", ""),
        ("三个月长一斤", ""),
        ("老爷子七十八", ""),
        ("一斤挣两毛", ""),
        ("八十三", ""),
        # scenes, halves, answers
        ("产地的电话刚打过来", ""),
        ("身体里有把锁", ""),
        ("营业执照是两元店", ""),
        ("我们这个师傅话少", ""),
        ("这个一天两块", ""),
        ("我们这个不能念名字", ""),
        ("成分辣椒精纯度百分百", ""),
        ("这个苗一亩出一万五千斤", ""),
        ("三岁识字两千", ""),
        ("成本八十", ""),
        ("运费写“包邮”", ""),
    ],
)
def test_kinds_of_clauses(fixer: Fixer, words: str, kind: str) -> None:
    assert kind_of(words, fixer._means) == kind


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("竹炭硅胶枕，躺下就着", "竹炭硅胶枕"),
        ("冷光剃须刀在家刮一次顶七天", "冷光剃须刀"),
        ("本店的牛肉面全国第一", "本店牛肉面"),
        ("姐妹们，这盏盐灯你夜里开", "这盏盐灯"),
        ("夜里老咳嗽，这个罗汉果膏一天一勺", "这个罗汉果膏"),
        ("夜里睡不好的人专用的桂圆茶", "这款桂圆茶"),
        ("“云袖”棉麻衬衫，穿上就瘦", "“云袖”棉麻衬衫"),
        # a half word, a deed, a scene, a number
        ("洗衣机衣服洗完直接穿", ""),
        ("坐马桶半个钟头的人", ""),
        ("儿童手表定位误差0米", ""),
        ("胰岛素笔在抽屉里放过期了", ""),
        ("夜里蹬被子的孩子，全是脾虚", ""),
        # names that say what the goods do, or that are no goods
        ("苗药玉容霜，激素脸七天好", ""),
        ("嘌呤分解面包，痛风人群专属", ""),
        ("足疗店灯箱，治失眠", ""),
    ],
)
def test_how_a_line_calls_its_goods(fixer: Fixer, line: str, name: str) -> None:
    assert name_of(line, fixer._means) == name


@pytest.mark.parametrize(
    ("category", "before", "now"),
    [
        # a name alone gets its pointer
        ("electronics", "电动洗脚盆，泡一次年轻十岁，三高全消", "电动洗脚盆的参数和用法请看商品详情页"),
        # spec, dosage, ingredient and pack stay between the name and the pointer
        (
            "home",
            "石墨烯护腰带，远红外波长6—14微米，七天椎间盘归位",
            "石墨烯护腰带，远红外波长6—14微米，参数和用法请看商品详情页",
        ),
        (
            "infant",
            "钙铁锌滴剂，一天两滴，三个月蹿五公分",
            "钙铁锌滴剂，一天两滴，适用月龄请看标签，宝宝不舒服请看医生",
        ),
        (
            "food",
            "核桃油添加维生素E，预防老年痴呆，补脑抗癌",
            "核桃油添加维生素E，配料和营养成分请看包装标签",
        ),
        # a quality without a sentence is no whole line either
        ("electronics", "全网最静音的加湿器，吊打同行", "静音的加湿器，产品参数和用法请看商品详情页"),
        # the offer stays whole where it names what it offers
        ("apparel", "老板破产，法院明天贴封条，羊毛衫一件四十九，赶紧", "羊毛衫一件四十九"),
        # not where the offer is the wrong itself
        ("apparel", "拉五个人进群得四十四元，拉二十人得平板，上不封顶", "活动规则以页面公示为准"),
        # nor of prose that tells what a shop did, or of a quarrel
        ("general", "标题写“运费全免”，下单后要求补付包装费十二元", "价格以页面显示为准"),
        ("general", "标题写“全网最低价”，下单后要求补付包装费十二元", "价格以页面显示为准"),
        ("apparel", "发错了尺码还要你出来回运费，二十三块，不出就不换", "退换货按平台规则和页面说明办理"),
        # a pointer in the place of a predicate speaks of goods, not of what somebody feels
        ("food", "餐品不满意不退不换，取消订单扣全款", "退换货按平台规则和页面说明办理"),
        ("electronics", "电子产品拆封概不退换，问题走厂家", "电子产品退换货按平台规则和页面说明办理"),
        # the pointer is of the thing, not of the category
        ("education", "点读笔一支，英语满分，家长从此不辅导", "点读笔的参数和用法请看商品详情页"),
        ("infant", "滴答识字机，宝宝半岁会认三百字", "滴答识字机的参数和用法请看商品详情页"),
        ("electronics", "直播热度包月，千人在线三百元，带弹幕互动", "相关数据以平台显示为准"),
    ],
)
def test_short_lines(fixer: Fixer, category: str, before: str, now: str) -> None:
    assert after(fixer, category, before) == now


def test_talk_set_by_spaces_leaves_no_scraps(fixer: Fixer) -> None:
    """A short piece leans on itself and is mended as one sentence; in long talk what nobody touched stays."""
    short = "你看这个指甲 一按一个白印 血都供不上 这个膏吃半个月 指甲粉嘟嘟 手脚也不凉 一罐二百克 六十八"
    said = after(fixer, "health-food", short)
    assert "指甲" not in said and "血" not in said
    long = (
        "来看这条裤子 松紧腰的 两侧有口袋 裤长九十八 一米六的穿到脚踝 黑色和卡其两个色 洗的时候翻过来 别跟白的一起洗 "
        "穿三天大肚子就没了 两条一百零九 没有别的颜色了 问尺码的打身高体重 我一个一个看 刚才那个一米七的拍大号就行 "
        "发货是明天下午 走邮政 偏远的要多两天"
    )
    said = after(fixer, "apparel", long)
    assert "大肚子" not in said and "裤长九十八" in said and "走邮政" in said


def test_a_disputed_name_is_not_repeated(fixer: Fixer, scanner: Scanner) -> None:
    """Where the goods are not what they are called, the name is the claim."""
    said = after(fixer, "apparel", "标“真皮手工女鞋”，鞋面其实是PU")
    assert "真皮" not in said and said
    # what the reader takes for unproved only is mended when that is asked for
    strict = Fixer(scanner, read_rewrites(), drop_unproved=True)
    for name, line in (("真皮", "“真皮手工女鞋”鞋面其实是PU"), ("羊皮", "“头层羊皮登山鞋”鞋身为合成革")):
        said = after(strict, "apparel", line)
        assert name not in said and said


def test_whole_bare_and_stub(fixer: Fixer) -> None:
    means = fixer._means
    for rest, state in (
        ("羊绒衫一件二十九", WHOLE),
        ("这款面膜补水保湿，一盒五片", WHOLE),
        ("电动按摩椅", BARE),
        ("早教卡一套三十张", BARE),
        ("服用前：步履蹒跚；", STUB),
        ("你去超市看看，一只鸡多少钱？五十八", STUB),
        ("产地的电话刚打过来", STUB),
    ):
        assert state_of(rest, rest + "，三天根治", "medical", means) == state, rest
    assert state_of("羊绒衫一件二十九", "羊绒衫一件二十九，当事人宣称抗癌", "medical", means) == STUB
    assert state_of("羊绒衫一件二十九", "羊绒衫一件二十九，砸蛋必中", "inducement", means) == STUB


def test_a_wrong_pattern_is_named(tmp_path_factory: pytest.TempPathFactory) -> None:
    from governance.rewrite.patterns import compiled

    words = msgspec.structs.replace(read_rewrites().file.remains, claiming="(")
    import re2

    with pytest.raises(re2.error):
        compiled(words, re2.compile)
