"""How a line calls its goods, and which names are not repeated."""

from __future__ import annotations

import msgspec
import pytest

from governance.model import Document
from governance.pipeline import Scanner
from governance.rewrite.fixer import Fixer
from governance.rewrite.naming import name_of
from governance.rewrite.schema import read_rewrites


def after(fixer: Fixer, category: str, text: str) -> str:
    return fixer.fix(Document(id="t", text=text, category=category, kind="copy")).text


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


def test_a_disputed_name_is_not_repeated(fixer: Fixer, scanner: Scanner) -> None:
    """Where the goods are not what they are called, the name is the claim."""
    said = after(fixer, "apparel", "标“真皮手工女鞋”，鞋面其实是PU")
    assert "真皮" not in said and said
    # what the reader takes for unproved only is mended when that is asked for
    strict = Fixer(scanner, read_rewrites(), drop_unproved=True)
    for name, line in (("真皮", "“真皮手工女鞋”鞋面其实是PU"), ("羊皮", "“头层羊皮登山鞋”鞋身为合成革")):
        said = after(strict, "apparel", line)
        assert name not in said and said


def test_a_wrong_pattern_is_named(tmp_path_factory: pytest.TempPathFactory) -> None:
    from governance.rewrite.names import compiled

    words = msgspec.structs.replace(read_rewrites().file.names, claiming="(")
    import re2

    with pytest.raises(re2.error):
        compiled(words, re2.compile)
