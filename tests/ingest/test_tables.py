from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook

from .conftest import Read

CLAIMS: list[list[Any]] = [
    ["商品标题", "卖点（必填）", "店铺", "类目", "日销量"],
    ["玻尿酸面膜", "全网最低价，三天见效", "小美家", "美妆", 300],
    ["羊绒围巾", "100%羊绒", "阿强铺", "女装", 12],
]


def as_csv(rows: list[list[Any]], delimiter: str = ",") -> str:
    return "\r\n".join(delimiter.join(str(cell) for cell in row) for row in rows)


def as_xlsx(*sheets: list[list[Any]], title: str = "Sheet") -> bytes:
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"{title}{number}")
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", ["，", "\t", ";", "|"])
def test_delimiters(read: Read, delimiter: str) -> None:
    rows = [["标题", "文案"], ["面膜", "三天见效, 无效退款"]]
    (document,), problems = read("a.csv", as_csv(rows, delimiter))
    assert not problems
    assert document.text == "面膜\n三天见效, 无效退款"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_csv(read: Read, encoding: str) -> None:
    rows = [*CLAIMS[:2], ["羊绒围巾", '"100%羊绒\n""假一赔十"""', "阿强铺", "女装", 12]]
    documents, problems = read("claims.csv", as_csv(rows).encode(encoding))
    assert not problems
    first, second = documents
    assert first.text == "玻尿酸面膜\n全网最低价，三天见效"
    assert (first.id, first.kind, first.merchant, first.category) == (
        "claims#2",
        "copy",
        "小美家",
        "cosmetic",
    )
    assert first.extra == {"日销量": "300"}
    assert first.source.endswith("claims.csv:2")
    assert second.text == '羊绒围巾\n100%羊绒\n"假一赔十"'


def test_xlsx(read: Read) -> None:
    rows = [["六月报品表"], [], *CLAIMS, [None, None, "小店"], [None]]
    documents, problems = read("claims.xlsx", as_xlsx(rows, [["说明"], ["请填写"]]))
    assert [document.id for document in documents] == ["claims#4", "claims#5"]
    assert documents[0].extra == {"日销量": 300}
    assert [str(p).rsplit("/", 1)[1] for p in problems] == [
        "claims.xlsx:6: no text in the row, left out; fill a text column or remove the row"
    ]


def test_second_sheet_and_cell_kinds(read: Read) -> None:
    rows: list[list[Any]] = [["文案", "日期", "编号", "有货"], ["好用", datetime(2026, 6, 15, 20), 7.0, True]]
    documents, problems = read("a.xlsx", as_xlsx([["文案"], ["便宜"]], rows))
    assert not problems
    assert [document.id for document in documents] == ["a#2", "7"]
    assert [document.source.split("/")[-1] for document in documents] == ["a.xlsx:2", "a.xlsx[Sheet1]:2"]
    assert documents[1].occurred_at == "2026-06-15T20:00:00"
    assert documents[1].extra == {"有货": True}


def test_formulas_are_never_computed(read: Read) -> None:
    documents, problems = read("f.xlsx", as_xlsx([["标题", "文案"], ["面膜", '=A2&"好用"'], ["围巾", "暖和"]]))
    assert [document.text for document in documents] == ["面膜", "围巾\n暖和"]
    assert ":2: formula without a stored value" in str(problems[0])
    documents, problems = read("f.csv", "文案,备注\n=1+1,x\n")
    assert documents[0].text == "=1+1"


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_no_text_column_lists_the_columns(read: Read, name: str) -> None:
    rows = [["价格", "库存"], ["99", "5"]]
    documents, problems = read(name, as_csv(rows) if name == "a.csv" else as_xlsx(rows))
    assert not documents
    assert "no text column among: 价格, 库存" in str(problems[0])


def test_json_in_cells_and_notes(read: Read) -> None:
    text = 'text\tevidence\tproducts\n好用\t[{"type":"patent"}]\t{"id":"S"}\n好\t[坏了\t\n'
    documents, problems = read("a.tsv", text)
    assert not problems
    assert documents[0].evidence == ({"type": "patent"},)
    assert documents[0].products == ({"id": "S"},)
    assert documents[1].evidence == ({"type": "note", "text": "[坏了"},)


def test_quote_that_never_closes_costs_one_line(read: Read) -> None:
    lines = ["标题,文案", '面膜,"没有收尾', *(f"围巾{n},暖和" for n in range(1500))]
    documents, problems = read("a.csv", "\n".join(lines))
    assert len(documents) == 1500
    assert ":2: a quote that never closes" in str(problems[0])
    documents, problems = read("b.csv", "\n".join(lines[:5]))
    assert len(documents) == 3
    assert len(problems) == 1


def test_columns_of_one_name_and_surplus_cells(read: Read) -> None:
    (document,), _ = read("a.csv", "文案,文案,备注,备注\n一,二,三,四,五\n")
    assert document.text == "一\n二"
    assert document.extra == {"备注": "三", "备注 (4)": "四", "unnamed": ["五"]}


def test_broken_workbooks(read: Read) -> None:
    good = as_xlsx(CLAIMS)
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("a.txt", "好")
    hollow = io.BytesIO()
    with zipfile.ZipFile(hollow, "w") as archive:
        archive.writestr("xl/workbook.xml", "<broken")
    for data in (
        good[: len(good) // 2],
        zipped.getvalue(),
        hollow.getvalue(),
        b"\xd0\xcf\x11\xe0" + bytes(600),
    ):
        documents, problems = read("a.xlsx", data)
        assert not documents
        assert len(problems) == 1
        assert "save it" in str(problems[0])


def test_an_unknown_category_is_told_once(read: Read) -> None:
    documents, problems = read("a.csv", "文案,类目\n好用,奇物\n便宜,奇物\n不贵,怪物\n")
    assert [document.extra["category"] for document in documents] == ["奇物", "奇物", "怪物"]
    assert [problem.place.line for problem in problems] == [2, 4]


def test_xlsx_that_is_csv(read: Read) -> None:
    assert len(read("a.xlsx", as_csv(CLAIMS))[0]) == 2
