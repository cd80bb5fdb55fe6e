"""The trained editor: what stays of a line beside a claim, how the goods are called, which pointer answers."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec
import pytest

from governance.detect.trained import Weighed
from governance.errors import RulebookError
from governance.model import Document
from governance.pipeline import Scanner
from governance.rewrite.clauses import mark_of
from governance.rewrite.editor.bearings import of_pieces, stretches
from governance.rewrite.editor.model import Editor
from governance.rewrite.editor.pieces import pieces_of
from governance.rewrite.editor.sight import look
from governance.rewrite.fixer import Fixed, Fixer, charges_of
from governance.rewrite.schema import read_rewrites
from tests.conftest import ROOT
from tests.precheck.test_fix import holds


def fixed(fixer: Fixer, text: str, category: str = "health-food", kind: str = "speech") -> Fixed:
    return fixer.fix(Document(id="t", text=text, kind=kind, category=category))  # type: ignore[arg-type]


def unseen() -> list[dict[str, Any]]:
    """Labelled lines that taught the editor nothing."""
    text = (ROOT / "corpora" / "rewrites" / "unseen.jsonl").read_text("utf-8")
    return [json.loads(row) for row in text.splitlines()]


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("隔热贴，四片。", ["隔热贴", "四片"]),
        ("一箱1,299元 包邮", ["一箱1,299元", "包邮"]),
        ("棉麻（水洗，软）衬衫，白色", ["棉麻（水洗，软）衬衫", "白色"]),
        ("花雕十四度.开车别喝", ["花雕十四度", "开车别喝"]),
        ("", []),
    ],
)
def test_clauses(line: str, pieces: list[str]) -> None:
    assert [line[start:end] for start, end in pieces_of(line)] == pieces


def test_marks_of_a_line() -> None:
    assert [mark_of(line) for line in ("甲，乙", "甲,乙", "甲 乙", "甲")] == ["，", ",", " ", "，"]


@pytest.mark.parametrize(
    ("category", "kind", "before", "stays", "goes"),
    [
        # the tale goes with its cure; name, amount and warning stay
        (
            "health-food",
            "speech",
            "我邻居老风湿下不了楼 吃了俩月去爬山了 鲨鱼软骨片 一瓶六十片 八十八 痛风的别吃",
            "一瓶六十片 八十八 痛风的别吃",
            ["下不了楼", "爬山"],
        ),
        # clauses of copy, wherever the claim stands among them
        (
            "electronics",
            "copy",
            "电饭煲四升，内胆五层，预约二十四小时，功率九百瓦，喝它煮的粥血糖半个月就降下来，线长一米二",
            "电饭煲四升，内胆五层，预约二十四小时，功率九百瓦，线长一米二",
            ["血糖"],
        ),
        # what others sell goes; one's own stays
        (
            "food",
            "speech",
            "超市里那种芝麻酱全是花生渣兑的,吃了要得癌的,咱家这个一罐五百克,有油浮上面是正常的,芝麻过敏的别买",
            "一罐五百克,有油浮上面是正常的,芝麻过敏的别买",
            ["花生渣", "癌"],
        ),
        # harmless talk before and after a claim stays talk
        (
            "home",
            "speech",
            "清洗剂你对着滤网喷 等五分钟 油往下流 拿纸接着 过了今天这个数你这辈子遇不到 明天翻三倍 戴手套 开窗",
            "等五分钟 油往下流",
            ["这辈子", "翻三倍"],
        ),
        # a sentence that nobody charged
        (
            "food",
            "speech",
            "大米五公斤一袋，真空包装，煮的时候水和米一比一点二。全网最低价，没有之一。",
            "大米五公斤一袋，真空包装，煮的时候水和米一比一点二。",
            ["最低"],
        ),
        # points for full stops
        (
            "alcohol",
            "speech",
            "五年花雕一瓶二十八.老寒腿的大哥每晚温二两,一个冬天关节就不痛了,配料水糯米小麦",
            "配料水糯米小麦",
            ["关节", "老寒腿"],
        ),
    ],
)
def test_what_stays_beside_a_claim(
    fixer: Fixer, category: str, kind: str, before: str, stays: str, goes: list[str]
) -> None:
    done = fixed(fixer, before, category, kind).text
    assert stays in done and not any(words in done for words in goes), done


@pytest.mark.parametrize(
    ("category", "before", "after"),
    [
        ("electronics", "电动洗脚盆，泡一次年轻十岁，三高全消", "电动洗脚盆的参数和用法请看商品详情页"),
        ("home", "台灯，三天根治近视", "台灯的参数和用法请看商品详情页"),
        (
            "food",
            "我妈乳腺癌手术完，靠着这个灵芝粉，肿瘤指标全正常了，癌细胞都没了",
            "灵芝粉的配料和营养成分请看包装标签",
        ),
        ("service", "推拿的时候疼不疼？疼就对了，痛的地方就是你那个结节在化", "效果因人而异，服务内容请看项目说明"),
        ("general", "不是套路啊，你退出去再进来价格就变了，我手机上已经变了你看", "库存和活动时间以页面显示为准"),
        ("apparel", "拉五个人进群得四十四元，拉二十人得平板，上不封顶", "活动规则以页面公示为准"),
        # one that speaks of nothing else is heard by its pointer alone
        ("food", "三天根治失眠，一盒", "配料和营养成分请看包装标签"),
    ],
)
def test_name_and_pointer(fixer: Fixer, category: str, before: str, after: str) -> None:
    assert fixed(fixer, before, category).text == after


def test_the_pointer_answers_the_heaviest_claim(fixer: Fixer) -> None:
    """A cure is heavier than the price beside it; a thing in a category of what is swallowed is no food."""
    for category, text, end in (
        ("food", "今晚全网最低价，过了今晚就没有，藕粉喝三天根治胃溃疡", "请看包装标签"),
        ("service", "七天回本，一个人一台手机，月入三万", "合作以书面合同为准"),
        ("health-food", "打呼噜贴上这个鼻贴，鼻炎三天断根", "参数和用法请看商品详情页"),
    ):
        assert fixed(fixer, text, category).text.endswith(end)


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
    line = done.split("\n")[1]
    assert all(ch in text for ch in line if ch in "0123456789一二三四五六七八九十百千万"), line


def test_all_that_is_said_was_said_before_or_is_policy(fixer: Fixer) -> None:
    """Every clause of a rewrite is a clause or name of the line, softer words, or a pointer."""
    policy = fixer._means.rewrites.file
    own = {one.text for one in policy.replace} | {one.topic for one in policy.replace}
    own |= {one.removeprefix("的") for one in own}
    written = 0
    for row in unseen()[::6]:
        done = fixed(fixer, row["text"], row["category"], row["kind"])
        if [edit.step for edit in done.edits] != ["edit"]:
            continue
        written += 1
        rest = done.text.rstrip("。！？!?")
        for mark in ("，", ",", " "):
            for said in sorted(own, key=len, reverse=True):
                if said and rest.endswith(said.replace("，", mark)):
                    rest = rest.removesuffix(said.replace("，", mark))
        for start, end in pieces_of(rest):
            assert rest[start:end] in row["text"], (row["text"], done.text)
    assert written > 40


def test_what_the_editor_would_do_to_lines_it_has_not_read(fixer: Fixer) -> None:
    """Against ``corpora/rewrites/unseen.jsonl``; two people who label these lines agree on 0.98 of the clauses."""
    right = kept_wrong = lost = clauses = 0
    for row in unseen():
        done = fixed(fixer, row["text"], row["category"], row["kind"]).text
        if done == row["text"]:
            continue
        at, stays = 0, set[int]()
        for part in row["stays"]:
            at = row["text"].index(part, at)
            stays |= set(range(at, at + len(part)))
            at += len(part)
        for start, end in pieces_of(row["text"]):
            clauses += 1
            wanted, there = set(range(start, end)) <= stays, row["text"][start:end] in done
            right += wanted == there
            kept_wrong += there and not wanted
            lost += wanted and not there
    assert clauses > 1500
    assert right / clauses >= 0.90 and kept_wrong / clauses <= 0.05 and lost / clauses <= 0.06


def test_a_family_that_nobody_asked_for_stays(scanner: Scanner) -> None:
    text = "三天根治失眠，全网最低价，一盒三十袋"
    done = Fixer(scanner, read_rewrites(), families=frozenset({"medical"})).fix(Document(id="t", text=text))
    assert "根治" not in done.text and "全网最低价" in done.text and "一盒三十袋" in done.text


def test_drafts_are_marked_and_may_be_left(scanner: Scanner, fixer: Fixer) -> None:
    """What the editor is least sure of among the unseen lines is a draft; asked for sure ones only, it is left."""
    sure = Fixer(scanner, read_rewrites(), sure=True)
    drafts = whole = 0
    for row in unseen()[::4]:
        document = Document(id="t", text=row["text"], category=row["category"], kind=row["kind"])
        done = fixer.fix(document)
        left = sure.fix(document)
        if any(edit.draft for edit in done.edits):
            drafts += 1
            assert left.text == row["text"] and left.for_a_person[0].draft == done.text
        else:
            whole += bool(done.edits)
            assert left.text == done.text
    assert drafts > 3 and whole > 3 * drafts / 2  # where the bar lies is policy; most of what is proposed is none


def test_without_an_editor_a_pointer_stands_for_the_line(scanner: Scanner) -> None:
    rewrites = read_rewrites()
    plain = Fixer(scanner, msgspec.structs.replace(rewrites, editor=None))
    text = "电动洗脚盆，泡一次年轻十岁，三高全消，容量八升"
    assert plain.fix(Document(id="t", text=text, category="electronics")).text.endswith("参数和用法请看商品详情页")


def test_bearings_name_what_a_person_would_look_at(fixer: Fixer) -> None:
    line = "三天根治失眠，一盒三十袋"
    charges = charges_of(fixer.scanner.scan(Document(id="t", text=line)))
    seen = look(line, charges, fixer._means.calm, kind="copy", category="food", family="medical")
    assert seen.hits[0] != "none" and seen.hits[1] == "none" and seen.odds[0] > seen.odds[1]
    first, second = of_pieces(seen)
    assert first["first"] and second["last"] and second["after:1"] and "says:三十" in second
    stays = fixer._means.editor.stays(seen) if fixer._means.editor else []
    assert stays[0] < 0 < stays[1]


def test_stretches_are_whole_words() -> None:
    words = "隔热贴挡紫外线九九"
    found = {words[start:end] for start, end, _ in stretches(words)}
    assert words not in found and all(len(one) > 1 for one in found) and "紫外线" in found


def test_packed_weights_come_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    import numpy as np

    path = tmp_path_factory.mktemp("model") / "m.npz"
    weights = np.array([[1.0, -2.0], [0.5, 0.0]])
    np.savez(path, **Weighed.packed(["a", "b"], weights, np.array([0.25, 0.0]), "x."))
    with np.load(path) as data:
        told = Weighed.of(data, "x.").told({"a": 1.0, "b": 2.0, "unknown": 9.0})
    assert told == pytest.approx([2.25, -2.0], abs=0.02)
    with pytest.raises(RulebookError, match="model of rewrites"):
        Editor.load(path)


def test_no_scrap_of_a_pattern_language_is_left() -> None:
    """The policy has words for names, softer words and pointers; what stays is learnt, not listed."""
    text = (ROOT / "rules" / "precheck" / "rewrites.yaml").read_text("utf-8")
    assert not re.search(r"^(?:distil|remains|fluency):", text, re.MULTILINE)
