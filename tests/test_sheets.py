"""Lists as offices really keep them: read whole, or refused in words."""

import io
import zipfile

import pytest
import xlsxwriter

from server.problems import Problem
from server.sheets import MAX_LINES, Column, HeadingMissing, SheetTooLarge, SheetUnreadable, read_sheet

COLUMNS = (
    Column("name", ("姓名", "Name"), required=True),
    Column("phone", ("电话", "手机号", "Phone")),
)


def workbook(*sheets):
    """An .xlsx whose sheets are lists of rows."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        for rows in sheets:
            page = book.add_worksheet()
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return kept.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_reads_the_same_in_every_encoding_an_office_uses(encoding):
    sheet = read_sheet("姓名,电话\n张䶮,138\n".encode(encoding), COLUMNS)

    assert [line.cells for line in sheet.lines] == [{"name": "张䶮", "phone": "138"}]


def test_lines_keep_the_number_that_the_spreadsheet_shows():
    sheet = read_sheet('人员名单\n\n姓名,电话,备注\n张三,138,\n\n"李\n四",139,x\n王五,140,\n'.encode(), COLUMNS)

    assert [(line.number, line.cells["phone"]) for line in sheet.lines] == [
        (4, "138"),
        (6, "139"),
        (8, "140"),
    ]
    assert sheet.passed_over == ("备注",)


@pytest.mark.parametrize(
    "heading", ["姓名", "姓名*", " 姓 名：", "姓名（必填）", "姓名 Name", "姓名\nName", "NAME", "Ｎａｍｅ"]
)
def test_a_heading_is_known_however_it_is_written(heading):
    sheet = read_sheet(workbook([[heading], ["张三"]]), COLUMNS)

    assert sheet.lines[0].cells == {"name": "张三"}


def test_the_sheet_that_explains_is_passed_over():
    sheet = read_sheet(
        workbook([["填写说明"], ["请看第二张表"]], [["姓名", "电话"], [], ["张三", 13800138000]]), COLUMNS
    )

    assert [(line.number, line.cells) for line in sheet.lines] == [(3, {"name": "张三", "phone": "13800138000"})]


def test_a_table_without_the_heading_names_it():
    with pytest.raises(HeadingMissing) as refused:
        read_sheet("电话\n138\n".encode(), COLUMNS)

    assert "姓名" in refused.value.document("zh")["detail"]
    assert "姓名" in refused.value.document("en")["detail"]


def damaged(change):
    """A workbook with one member replaced by `change(bytes)`."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([["姓名"], ["张三"]]))) as before,
        zipfile.ZipFile(kept, "w") as after,
    ):
        for member in before.namelist():
            content = before.read(member)
            after.writestr(member, change(content) if member == "xl/worksheets/sheet1.xml" else content)
    return kept.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 and no more",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old .xls \xff\xff",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        workbook([["姓名"], ["张三"]])[:-200],
        damaged(lambda content: content[:300]),
        damaged(lambda content: content.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)),
        damaged(lambda content: content.replace(b'r="A2"', b'r="AAAA2"')),
        damaged(lambda content: content.replace(b'<row r="2"', b'<row r="99999999999"')),
    ],
    ids=["torn zip", "xls", "picture", "cut", "torn xml", "entities", "column beyond all", "line beyond all"],
)
def test_what_is_no_table_is_refused_in_words(content):
    with pytest.raises(Problem) as refused:
        read_sheet(content, COLUMNS)

    assert isinstance(refused.value, SheetUnreadable | HeadingMissing)


def test_a_workbook_that_lies_about_its_size_loses_no_line():
    sheet = read_sheet(damaged(lambda content: content.replace(b'ref="A1:A2"', b'ref="A1"')), COLUMNS)

    assert [line.cells["name"] for line in sheet.lines] == ["张三"]


def test_a_zip_bomb_is_refused_before_it_unfolds():
    with pytest.raises(SheetTooLarge):
        read_sheet(damaged(lambda content: content + b" " * 130_000_000), COLUMNS)


def test_twenty_thousand_lines_are_taken_and_one_more_is_not():
    lines = "姓名\n" + "张三\n" * MAX_LINES

    assert len(read_sheet(lines.encode(), COLUMNS).lines) == MAX_LINES
    with pytest.raises(SheetTooLarge):
        read_sheet((lines + "李四\n").encode(), COLUMNS)
