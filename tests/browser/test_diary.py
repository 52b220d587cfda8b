"""A phone that does not send: what waits and why, one record set aside, all of it carried off, taken in and told."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from .phone import PATIENCE, GivePhone, Phone
from .site import Site


def _snap(phone: Phone, what: str) -> str:
    """Snap a hazard with a sentence, without signal."""
    phone.open("/")
    hazard = phone.snap()
    phone.open(f"/hazards/{hazard}/act/edit")
    phone.field("说明（第一行当标题）").fill(what)
    phone.tap("保存")
    phone.is_at(f"/hazards/{hazard}")
    return hazard


def _row(phone: Phone, what: str) -> Locator:
    return phone.page.locator(".xa-waiting", has_text=what)


def _export(phone: Phone, folder: Path) -> Path:
    phone.open("/tray/diary")
    with phone.page.expect_download() as exporting:
        phone.tap("全部导出成文件")
    saved = folder / "export.html"
    exporting.value.save_as(saved)
    return saved


def _take_in(phone: Phone, file: Path) -> None:
    phone.open("/tray/diary")
    phone.page.locator(".xa-diary input[type=file]").set_input_files(file)


def _stored(site: Site, hazard: str) -> tuple[int, int]:
    """How often the server has this hazard, and photos of it with all their bytes."""
    return (
        site.row("SELECT count(*) FROM hazards WHERE id = ?", hazard)[0],
        site.row("SELECT count(*) FROM photos WHERE owner_id = ? AND stored", hazard)[0],
    )


def test_one_record_stays_behind_and_the_diary_says_why(phone: GivePhone, site: Site) -> None:
    grid1 = phone("grid1")
    grid1.lose_signal()
    kept, other = _snap(grid1, "先别传的一条"), _snap(grid1, "照常传的一条")
    grid1.open("/me")
    grid1.tap("上传日记")
    grid1.sees("没有信号")
    grid1.sees("没有信号，没传出去")
    _row(grid1, "先别传的一条").get_by_role("button", name="放一边", exact=True).click()
    grid1.sees("您放在一边了：先不传，也不拦别的")
    grid1.open("/")
    grid1.sees("2 条已保存在本机，1 条放一边")

    grid1.find_signal()
    grid1.open("/tray/diary")
    expect(_row(grid1, "照常传的一条")).to_have_count(0, timeout=PATIENCE)
    grid1.sees(re.compile("送到 \\d+ 处"))
    expect(_row(grid1, "先别传的一条")).to_have_count(1)
    assert _stored(site, kept) == (0, 0)
    assert _stored(site, other)[0] == 1

    grid1.tap("放回来传")
    grid1.sees("没有在等的，都已送到。")
    grid1.open("/")
    grid1.sees("全部已入库")
    assert _stored(site, kept) == (1, 1)


def test_what_was_exported_is_taken_in_once_on_an_empty_phone(phone: GivePhone, site: Site, tmp_path: Path) -> None:
    old = phone("grid1", name="old phone")
    old.lose_signal()
    hazard = _snap(old, "导出来再收回的一条")
    file = _export(old, tmp_path)
    assert "导出来再收回的一条" in file.read_text()

    other = phone("grid2")
    _take_in(other, file)
    other.sees("这份文件是林小满的")
    cut = tmp_path / "cut.html"
    cut.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    new = phone("grid1", name="new phone")
    _take_in(new, cut)
    new.sees("这份文件不完整或被改过")
    _take_in(new, file)
    new.sees("1 张照片，接着传。")
    new.open("/")
    new.sees("全部已入库")
    assert _stored(site, hazard) == (1, 1)
    _take_in(new, file)
    new.sees("里面的这里都已经有了，什么都没变。")

    old.find_signal()
    old.open("/")
    old.sees("全部已入库")
    old.misses("需要处理")
    assert _stored(site, hazard) == (1, 1)
    for each in (old, new):
        each.open(f"/hazards/{hazard}")
        each.sees("导出来再收回的一条")
        expect(each.page.locator(".xa-history li")).not_to_have_count(0, timeout=PATIENCE)


def test_the_administrator_is_told_without_a_word_of_the_work(phone: GivePhone, site: Site) -> None:
    grid1 = phone("grid1")
    grid1.lose_signal()
    hazard = _snap(grid1, "谁也不该在报告里看到的话")
    grid1.open("/tray")
    grid1.tap("发给管理员")
    grid1.sees("只有数目、编号和时间")
    grid1.sees("隐患 · 新建 1 处")
    grid1.misses("谁也不该在报告里看到的话")
    grid1.tap("发给管理员")
    grid1.sees("没有信号，没发出去")
    grid1.find_signal()
    grid1.tap("再发一次")
    grid1.sees(re.compile("已发给管理员"))
    said = site.row("SELECT report FROM phone_reports")[0]
    assert "谁也" not in said
    assert "\\u" not in said
    assert hazard not in said

    admin = phone("admin", size=(1280, 800))
    admin.open("/admin")
    admin.tap("手机")
    report = admin.page.locator(".xa-phones details", has_text="林小满")
    report.locator("summary").click()
    expect(report).to_contain_text("隐患 · 新建 1 处", timeout=PATIENCE)
    admin.choose("没被接收的")
    admin.sees("您管的人送来的都收下了。")


def test_only_the_administrator_reads_of_phones(phone: GivePhone) -> None:
    town1 = phone("town1", size=(1280, 800))
    town1.open("/admin/phones")
    town1.is_at(re.compile("/admin/enterprises$"))
    expect(town1.control("手机")).to_have_count(0)
