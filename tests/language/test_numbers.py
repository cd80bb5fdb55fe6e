"""Numbers as people say them."""

from __future__ import annotations

import pytest

from governance.language.numbers import parse, quantities


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("一百四", 140),
        ("两", 2),
        ("3.5万", 35000),
        ("九十九", 99),
        ("1,280", 1280),
        ("两千零二十五", 2025),
        ("几", None),
        ("百", 100),
    ],
)
def test_parse(said: str, value: float | None) -> None:
    assert parse(said) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("羊毛百分之三十", [(30.0, "percent")]),
        ("百分百蚕丝", [(100.0, "percent")]),
        ("三成羊绒", [(30.0, "percent")]),
        ("原价299现在只要九十九块", [(299.0, ""), (99.0, "yuan")]),
        ("卖了100万单", [(1_000_000.0, "count")]),
        ("从一百四瘦到一百零八", [(140.0, ""), (108.0, "")]),
        ("98%好评", [(98.0, "percent")]),
    ],
)
def test_quantities(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(q.value, q.unit) for q in quantities(text)] == expected
    assert all(text[q.start : q.end] == q.text for q in quantities(text))
