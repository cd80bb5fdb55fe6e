"""What a rewrite leaves standing: calm, whole, of the right kind; and what is rather left to a person."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import msgspec
import pytest

from governance.model import Document
from governance.pipeline import Scanner
from governance.rewrite.calm import Calm
from governance.rewrite.fixer import Fixed, Fixer
from governance.rewrite.schema import read_rewrites


def fixed(fixer: Fixer, text: str, category: str) -> Fixed:
    return fixer.fix(Document(id="t", text=text, category=category))


@pytest.mark.parametrize(
    ("category", "text", "after"),
    [
        # the word that compares goes with its field; the quality stays, and since a name with a quality is no
        # sentence, where the rest stands comes after it
        ("apparel", "鞋圈里最透气的跑步鞋", "透气的跑步鞋，材质和尺码请看商品详情页"),
        ("electronics", "全网最静音的加湿器", "静音的加湿器，产品参数和用法请看商品详情页"),
        # one syllable needs its adverb
        ("food", "全国最脆的冬枣", "很脆的冬枣，口味因人而异，大家按自己的喜好选"),
        # a statement needs no end, and the rest of a line that is innocent stays beside it
        ("food", "这款饼干口感酥脆，一盒二十块，全网最低价", "这款饼干口感酥脆，一盒二十块，优惠价"),
    ],
)
def test_the_word_goes_before_the_clause(fixer: Fixer, category: str, text: str, after: str) -> None:
    done = fixed(fixer, text, category)
    assert done.text == after and done.edits[0].step == "soften"


def test_no_softer_word_beside_more_of_the_same(fixer: Fixer) -> None:
    """Where other clauses of the line would have to go, the line is written anew."""
    done = fixed(fixer, "两个一箱 全国最甜 没有哪块地种得出第二个 第一名 擦干再切", "food")
    assert "第一名" not in done.text and "第二个" not in done.text and "擦干再切" in done.text


@pytest.mark.parametrize(
    ("category", "text", "kind"),
    [
        ("service", "婚礼摄影改期视同取消，定金一概不退", "改期和退款"),
        ("education", "报名之后不管上没上课，学费一概不退", "退课退费"),
        ("home", "拖把一经拆封，概不退换", "退换货"),
        ("education", "私下转账给校长，便宜三百，加微信报名", "报名请走平台页面"),
        ("apparel", "这件打底裤穿七天瘦十斤", "材质和尺码"),
        ("drug", "这瓶喷剂三天根治带状疱疹", "身体不舒服请看医生"),
        ("finance", "跟着老师买，稳赚不赔，保本保息", "投资有风险"),
        ("service", "奶茶加盟，三个月必回本，亏了算我的", "经营有风险"),
    ],
)
def test_a_pointer_fits_the_kind_of_thing(fixer: Fixer, category: str, text: str, kind: str) -> None:
    assert kind in fixed(fixer, text, category).text


def test_no_goods_pointer_for_what_is_no_goods(fixer: Fixer) -> None:
    for category in ("service", "education", "finance", "real-estate"):
        for text in ("三天根治，百分百有效，永不复发", "加微信转账，便宜一半，别走平台", "国家领导人推荐，央视报道"):
            after = fixed(fixer, text, category).text
            assert not any(word in after for word in ("产品", "商品", "退换货", "用法", "尺码", "发货")), after


def test_goods_that_are_not_sold_or_claim_are_not_named(fixer: Fixer) -> None:
    """Goods that a line only mentions, and names that say what the goods do."""
    assert fixed(fixer, "三天根治失眠，一盒三十九元", "food").text == "一盒三十九元，配料和营养成分请看包装标签"
    assert "牛奶" not in fixed(fixer, "比牛奶强一百倍，喝一个月蹿十公分", "food").text
    assert "抗癌" not in fixed(fixer, "抗癌灵芝粉，肿瘤病人喝了全好", "food").text


def test_a_setup_is_not_left_without_its_claim(fixer: Fixer) -> None:
    """What led up to a claim says nothing by itself, however innocent it sounds."""
    for text in ("竹炭包往鞋里一放，三天根治脚气", "叔叔阿姨听好了，这瓶喝下去三天根治糖尿病"):
        after = fixed(fixer, text, "home").text
        assert "一放" not in after and "听好了" not in after


TALK = (
    "一盒三十支五十八。玻璃瓶要小心。{tale}发货石家庄京东次日。没拆封七天能退。福袋送贴纸十张。日期是九月的。"
    "牛奶过敏别买。今天石家庄下雨路滑大家慢走。冷藏不要冷冻。"
)


def test_the_tale_goes_with_its_cure(fixer: Fixer) -> None:
    tale = "我舅舅去年糖尿病脚都烂了。夜里疼得睡不着。他喝了两个月，三天根治，胰岛素全停了。医生都说没见过。"
    after = fixed(fixer, TALK.format(tale=tale), "food").text
    assert not any(word in after for word in ("舅舅", "疼", "胰岛素", "医生", "根治"))
    assert after.startswith("一盒三十支五十八。玻璃瓶要小心。发货") and "牛奶过敏别买" in after


def test_long_talk_that_is_all_claim_is_left_to_a_person(fixer: Fixer) -> None:
    text = (
        "叔叔阿姨你们听我说，我们这个灵芝粉专门根治糖尿病高血压，喝三天血糖就降下来，喝七天胰岛素全停，喝一个月支架不用放，"
        "癌细胞看见它都躲着走，医生都偷偷来买，我妈脑梗瘫了两年喝了三个月下地走路，我爸肺癌晚期喝了半年片子上什么都没了"
    )
    document = Document(id="t", text=text + "\n三天根治失眠，一盒三十九元", category="food")
    done = fixer.fix(document)
    first, second = done.text.split("\n")
    assert first == text and [one.line for one in done.for_a_person] == [1]
    assert second == "一盒三十九元，配料和营养成分请看包装标签"  # the other line is mended all the same
    assert {one.line for one in done.edits} == {2}
    assert done.left and all(one.end <= len(text) for one in done.left)
    again = fixer.fix(msgspec.structs.replace(document, text=done.text))
    assert (again.text, again.edits) == (done.text, ())


def test_without_a_reader_all_is_calm(scanner: Scanner) -> None:
    calm = Calm(None, scanner.resolver, 0.65, read_rewrites().file.calm)
    assert calm.is_calm("三天根治糖尿病", "softened") and calm.odds("三天根治糖尿病") < 0


def test_pieces_read_together_read_as_they_do_alone(fixer: Fixer) -> None:
    pieces = ["这款面膜补水保湿", "三天根治痘痘", "一盒五片", "加V信", "㊙方"]
    calm = fixer._means.calm
    calm.hear(pieces)
    together = [calm.odds(piece) for piece in pieces]
    calm._known.clear()
    assert together == pytest.approx([calm.odds(piece) for piece in pieces])


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16", "big5hkscs"])
def test_a_file_keeps_its_encoding_and_line_ends(
    encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from governance.cli.app import main

    kept = "今天天氣不錯，大家早上好。" if encoding.startswith("big5") else "今天天气不错，大家早上好。"
    path = tmp_path / "talk.txt"
    raw = f"{kept}\r\n這款枕頭三天根治失眠。\r\n{kept}\r\n"
    raw = raw if encoding.startswith("big5") else raw.replace("這款枕頭", "这款枕头")
    path.write_bytes(raw.encode(encoding))
    monkeypatch.setattr(sys, "argv", ["pinocchio", "fix", str(path), "--write", "--category", "home"])
    with pytest.raises(SystemExit):
        main()
    said = capsys.readouterr()
    assert not said.err
    after = path.read_bytes().decode(encoding)
    first, mended, third, rest = after.split("\r\n")
    assert (first, third, rest) == (kept, kept, "") and "根治" not in mended and mended
    assert path.read_bytes() == after.encode(encoding)


def test_what_an_encoding_cannot_hold_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing on this page tells its script, so the pointer is in simplified characters, which Big5 does not have."""
    from governance.cli.app import main

    path = tmp_path / "talk.txt"
    raw = "三天根治失眠。\n大家早上好。\n".encode("big5hkscs")
    path.write_bytes(raw)
    monkeypatch.setattr(sys, "argv", ["pinocchio", "fix", str(path), "--write", "--category", "home"])
    with pytest.raises(SystemExit):
        main()
    assert "BIG5HKSCS" in capsys.readouterr().err and path.read_bytes() == raw


def test_records_name_the_lines_for_a_person(fixer: Fixer) -> None:
    from governance.report.rewriting import record

    document = Document(id="t", text="三天根治失眠", category="food")
    assert json.loads(json.dumps(record(document, fixer.fix(document))))["for_a_person"] == []
