"""A checklist that goes out as a file comes in the same; what is wrong in one is named with its row and column."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given

from server.places import checklist_files as files
from server.places.checklist_words import Entry, Unreadable, Word, entries
from server.places.rules import ChecklistFaulty
from server.sheets import SheetUnreadable
from tests.places.made_lists import LAWS, checklists


@LAWS
@given(checklists())
def test_what_goes_out_comes_in_the_same(made: dict[str, Any]) -> None:
    for content in (files.as_workbook("own", made), files.as_json("own", made)):
        told = {"sectors": [], "traits": {}} | files.read_file(content, "own")
        assert told == {"code": "own", **made}


def book(*rows: list[Any]) -> bytes:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as made:
        page = made.add_worksheet("六月检查")
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return kept.getvalue()


def test_an_office_writes_it_by_hand() -> None:
    told = files.read_file(
        book(
            ["本镇夜查表（内部）"],
            ["分节", "编号", "检查内容", "答题方式", "选项", "不合格选项", "显示条件", "上限", "留证要求"],
            ["用电", "E01", "配电箱", "选择", "良好；松动;没有", "没有"],
            ["用电", "E02", "何处？", "", "", "", "E01=松动／“没有”"],
            ["", "E03", "温度", "数值", "", "", "E01＝不合格；E02=合格", 60.5, "照片=不合格；说明"],
            ["消防", "F01", "通道"],
        ),
        "夜查.xlsx",
    )
    assert (told["title"], [len(section["items"]) for section in told["sections"]]) == ("夜查", [3, 1])
    first, second, third = told["sections"][0]["items"]
    assert (first["choices"], first["failing"]) == (["良好", "松动", "没有"], ["没有"])
    assert second["shown_if"]["answers"] == [{"item": "E01", "is": ["松动", "没有"]}]
    assert third["shown_if"]["answers"] == [{"item": "E01", "is": ["fail"]}, {"item": "E02", "is": ["pass"]}]
    assert third["limits"] == {"max": 60.5}
    assert third["evidence"] == [{"kind": "photo", "when": "fail"}, {"kind": "note", "when": "always"}]


@pytest.mark.parametrize(
    ("column", "cell", "kind"),
    [
        ("答题方式", "多选", "unknown_word"),
        ("上限", "六十", "not_a_number"),
        ("权重", 101, "out_of_range"),
        ("显示条件", "E01", "rule_form"),
        ("显示条件", "E09=合格", "names_no_item"),
        ("显示条件", "E02=合格", "circle"),
        ("显示条件", "E01=松了", "is_names_no_answer"),
        ("检查内容", "长" * 401, "too_long"),
        ("编号", "E01", "code_twice"),
    ],
)
def test_what_is_wrong_is_named_with_its_row_and_column(column: str, cell: Any, kind: str) -> None:
    row = {"编号": "E02", "检查内容": "接地？", column: cell}
    sheet = book(["编号", "检查内容", *(name for name in row if name not in ("编号", "检查内容"))],
                 ["E01", "配电箱？"], [], list(row.values()))  # fmt: skip
    with pytest.raises(ChecklistFaulty) as refused:
        files.read_file(sheet, "x.xlsx")
    faults = [each for each in refused.value.extra["faults"] if each["column"] != "分节"]
    assert [(each["kind"], each["sheet"], each["row"], each["column"]) for each in faults] == [
        (kind, "六月检查", 4, column)
    ]
    assert faults[0]["words"]["zh"] and faults[0]["words"]["en"]


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"PK\x03\x04 no zip", b'{"sections": 3}', b'{"title": null}'])
def test_what_is_no_checklist_is_refused(content: bytes) -> None:
    with pytest.raises((SheetUnreadable, ChecklistFaulty, Exception)) as refused:
        files.read_file(content, "x")
    assert refused.value.document()["status"] == 422  # type: ignore[attr-defined]


@pytest.mark.parametrize("cell", ["=", "E01=a=b", '"offen', "E01=a b\"c", "/a", "“a"])
def test_what_cannot_be_read_is_not_guessed(cell: str) -> None:
    with pytest.raises(Unreadable):
        entries(cell)


def test_quotation_marks_keep_what_stands_in_them() -> None:
    assert entries('E01="a；b"/“c=d”') == [Entry(Word("E01"), (Word("a；b", True), Word("c=d", True)))]
