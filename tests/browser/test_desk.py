"""The township's desk: an office's list of enterprises comes in from Excel, looked at before it is taken."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter
from playwright.sync_api import expect

from .phone import PATIENCE, GivePhone
from .site import Site

HEAD = ["企业名称", "统一社会信用代码", "所在区域", "行业", "坐标系", "纬度", "经度"]
ROWS = [
    ["新开木器（演示）", "91350100M000100Y43", "新度镇第一网格", "轻工", "GCJ-02", "25.4100", "119.0300"],
    ["写错代码的厂（演示）", "91350100M000100Y44", "新度镇第一网格", "轻工", "", "", ""],
]


def book_of_enterprises(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("企业")
        for n, row in enumerate([HEAD, *ROWS]):
            sheet.write_row(n, 0, row)
    return path


def looked(desk, book: Path) -> None:  # type: ignore[no-untyped-def]
    desk.open("/admin/enterprises/import")
    desk.page.locator("input[type=file]").set_input_files(book)
    desk.sees("3 看一看再导入")


def test_a_list_from_excel_is_looked_at_taken_once_and_reaches_a_phone(
    phone: GivePhone, site: Site, tmp_path: Path
) -> None:
    desk = phone("town1", size=(1280, 800))
    book = book_of_enterprises(tmp_path / "企业名单.xlsx")
    looked(desk, book)
    desk.sees("有错的 1 处")
    desk.sees("新开木器（演示）")
    assert site.row("SELECT count(*) FROM enterprises WHERE name LIKE '新开%'")[0] == 0
    desk.tap("导入 1 行")
    desk.sees("导入好了")
    lat, lon = site.position_of("新开木器（演示）")
    # GCJ-02 became WGS 84: some hundred metres away, not where the table said.
    assert 0.001 < abs(lat - 25.41) + abs(lon - 119.03) < 0.02

    looked(desk, book)
    desk.sees("没有要导入的行。")
    assert site.row("SELECT count(*) FROM enterprises WHERE name LIKE '新开%'")[0] == 1

    grid1 = phone("grid1")
    grid1.open("/snap")
    grid1.tap("换一家")
    picker = grid1.page.get_by_role("dialog")
    picker.get_by_role("searchbox").fill("新开")
    expect(picker.get_by_text("新开木器（演示）")).to_be_visible(timeout=PATIENCE)
