"""Titles are cut, never replaced: what is left still names the goods."""

from __future__ import annotations

import msgspec
import pytest

from governance.model import Document
from governance.pipeline import Scanner
from governance.rewrite.fixer import Fixer
from governance.rewrite.schema import read_rewrites
from governance.rewrite.work import TITLE


def _fixed(fixer: Fixer, title: str, category: str) -> tuple[str, list[str]]:
    document = Document(id="t", text=f"{title}\n实物与图片一致", kind="copy", category=category)
    done = fixer.fix(document, titled=True)
    return done.text.split("\n")[0], [one.reason for one in done.for_a_person]


@pytest.mark.parametrize(
    ("category", "title", "cut"),
    [
        ("health-food", "鱼油软胶囊 清血管降血脂 60粒", "鱼油软胶囊 60粒"),
        ("cosmetic", "七天美白祛斑精华液 30ml", "精华液 30ml"),
        ("food", "祖传秘方黑糖姜茶 根治痛经", "黑糖姜茶"),
        ("home", "全网最低价 竹纤维毛巾5条", "竹纤维毛巾5条"),
        ("home", "永不生锈菜刀", "菜刀"),  # never 生锈菜刀
        ("food", "壮阳玛咖片 压片糖果", "压片糖果"),
        ("agri", "富硒土鸡蛋 降血脂", "富硒土鸡蛋"),
    ],
)
def test_the_claim_goes_and_the_name_stays(fixer: Fixer, category: str, title: str, cut: str) -> None:
    said, left = _fixed(fixer, title, category)
    assert cut in said and set(said) <= set(title) and not left


@pytest.mark.parametrize(
    ("category", "title"),
    [
        ("medical-device", "百分百治愈近视"),
        ("food", "降糖茶"),
        ("tobacco", "一次性小烟 6000口"),
        ("service", "包治失眠"),
    ],
)
def test_what_names_nothing_but_the_claim_is_for_a_person(fixer: Fixer, category: str, title: str) -> None:
    assert _fixed(fixer, title, category) == (title, [TITLE])


def test_no_title_gets_a_pointer_or_a_softer_sentence(fixer: Fixer) -> None:
    for title in ("百分百有效 护肝片", "膝盖贴 一贴关节炎就好", "祛痘洁面皂 三天见效 100克"):
        said, _ = _fixed(fixer, title, "general")
        assert set(said) <= set(title)


def test_a_sheet_is_mended_line_by_line_with_its_title(fixer: Fixer) -> None:
    text = "七天美白祛斑洗面奶 100克\n早晚各用一次，三天治好痘痘"
    done = fixer.fix(Document(id="t", text=text, kind="copy", category="cosmetic"), titled=True)
    assert done.text.split("\n")[0] == "洗面奶 100克"
    assert done.text.split("\n")[1].startswith("早晚各用一次")
    again = fixer.fix(Document(id="t", text=done.text, kind="copy", category="cosmetic"), titled=True)
    assert again.text == done.text


def test_a_draft_for_a_person_is_in_the_script_of_its_line(scanner: Scanner) -> None:
    careful = read_rewrites()
    assert careful.file.editor is not None
    policy = msgspec.structs.replace(careful.file.editor, draft_below=1.0)  # whatever the editor writes is a draft
    careful = msgspec.structs.replace(careful, file=msgspec.structs.replace(careful.file, editor=policy))
    text = "唇膜厚塗，睡前用，紋唇後發黑的，用三支唇色就自己粉回來，小勺在盒蓋那"
    given = Fixer(scanner, careful, sure=True).fix(Document(id="t", text=text, category="cosmetic")).for_a_person
    assert [one.draft[:4] for one in given] == ["唇膜厚塗"]
