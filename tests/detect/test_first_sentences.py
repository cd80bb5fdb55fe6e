"""The sentences that a new user tries first: what each is charged with, and what stays alone."""

from __future__ import annotations

import pytest

from governance.model import Document
from governance.pipeline import Scanner


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return Scanner.load()


def families(scanner: Scanner, text: str) -> set[str]:
    scan = scanner.scan(Document(id="1", text=text))
    return {finding.family for finding in scan.findings if finding.status != "advisory"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("家人们这款面膜全网最低价，三天根治痘痘", {"price", "medical"}),
        ("这个酵素调某理失什么眠", {"medical"}),
        ("全网醉低价", {"price"}),
        ("氵台疗痛风", {"medical"}),
        ("找大白开药不如吃它", {"medical"}),
    ],
)
def test_what_is_said_is_charged_however_it_is_said(scanner: Scanner, text: str, wanted: set[str]) -> None:
    assert wanted <= families(scanner, text)


@pytest.mark.parametrize("text", ["我不敢说全网最低，最后三分钟，最小码也有", "小米粥真香", "这款大白菜", "八十平米"])
def test_ordinary_talk_is_left_alone(scanner: Scanner, text: str) -> None:
    assert not families(scanner, text)
