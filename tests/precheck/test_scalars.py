"""Words of a YAML file changed where they stand, however the value is written."""

from __future__ import annotations

import pytest
import yaml

from governance.rewrite.scalars import changed

HEAD = "# 一盒三十片，全网最低\nid: S1\ntitle: 钙片\n"


@pytest.mark.parametrize(
    "value",
    [
        "一盒三十片，全网最低",
        "'一盒三十片，全网最低'",
        '"一盒三十片，全网最低"',
        '"一盒\\u4E09十片，全网最低"',
        "一盒三十片，全网最低 # 待改",
        "!!str 一盒三十片，全网最低",
        ">-\n  一盒三十片，全网最低",
        "|-\n  一盒三十片，全网最低",
        "|\n  一盒三十片，全网最低",
    ],
)
def test_only_the_value_is_changed(value: str) -> None:
    raw = f"{HEAD}script: {value}\nprice: 39  # 元\n"
    out = changed(raw, [("一盒三十片，全网最低", "一盒三十片")])
    assert isinstance(out, str)
    assert out.startswith(HEAD) and out.endswith("price: 39  # 元\n")
    assert yaml.safe_load(out)["script"].rstrip("\n") == "一盒三十片"
    assert ("# 待改" in out) == ("# 待改" in value)


@pytest.mark.parametrize("style", ["{}", "'{}'", '"{}"', ">-\n  {}"])
def test_words_folded_over_lines_are_found(style: str) -> None:
    value = style.format("洗锅别用钢丝球\n  全网最低 拍下就发\n  冷锅先热一热")
    raw = f"{HEAD}script: {value}\nstarts: '2026-11-25'\n"
    out = changed(raw, [("洗锅别用钢丝球 全网最低 拍下就发 冷锅先热一热", "洗锅别用钢丝球 冷锅先热一热")])
    assert isinstance(out, str)
    assert yaml.safe_load(out) == {**yaml.safe_load(raw), "script": "洗锅别用钢丝球 冷锅先热一热"}
    assert out.endswith("starts: '2026-11-25'\n")


@pytest.mark.parametrize("new", ["", "- 一盒", "备注: 一盒 # 三十片", "'一盒'", "yes", "2026-11-25", "* 一盒"])
def test_what_is_put_there_reads_back(new: str) -> None:
    raw = "points:\n- 全网最低\n- 一盒三十片\nflow: {a: 三十片, b: [全网最低了, 好]}\n"
    out = changed(raw, [("全网最低", new), ("全网最低了", "一盒")])
    assert isinstance(out, str)
    assert yaml.safe_load(out) == {"points": [new, "一盒三十片"], "flow": {"a": "三十片", "b": ["一盒", "好"]}}


def test_a_line_of_a_block_changes_alone() -> None:
    raw = "script: |\n  第一句\n  全网最低\n\n  第三句\nprice: 1\n"
    assert changed(raw, [("全网最低", "好价")]) == raw.replace("全网最低", "好价")


def test_words_of_two_values_are_left_to_a_person() -> None:
    assert changed("a: 全网最低\nb: 全网最低\n", [("全网最低", "好价")]) == ("全网最低", 2)
    assert changed("a: 好价\n", [("全网最低", "好价")]) == ("全网最低", 0)
