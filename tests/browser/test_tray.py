"""Two people at one hazard: what could not be done stays with its owner, whole, with ways out."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from .phone import PATIENCE, GivePhone, Phone


def _found(phone: Phone, what: str) -> str:
    """Snap a hazard with a sentence, all of it stored."""
    phone.open("/")
    hazard = phone.snap()
    phone.sees("1/1 张已入库")
    _write(phone, hazard, what)
    phone.open("/")
    phone.sees("全部已入库")
    return hazard


def _write(phone: Phone, hazard: str, what: str) -> None:
    phone.open(f"/hazards/{hazard}/act/edit")
    phone.field("说明（第一行当标题）").fill(what)
    phone.tap("保存")
    phone.is_at(f"/hazards/{hazard}")


def test_a_step_that_came_too_late_is_kept_exported_and_made_a_note(phone: GivePhone, tmp_path: Path) -> None:
    grid1, town1, district = phone("grid1"), phone("town1"), phone("district")
    hazard = _found(grid1, "冲床旁的配电箱门打不开")
    town1.open(f"/hazards/{hazard}")
    town1.sees("冲床旁的配电箱门打不开")
    town1.lose_signal()
    town1.tap("判为不成立")
    town1.field("理由").fill("现场看过，箱门能打开")
    town1.tap("判为不成立")
    town1.sees("您的“判为不成立”已保存在本机，有信号自动上传")

    district.open(f"/hazards/{hazard}")
    district.tap("核实属实")
    district.tap("确认属实")
    expect(district.control("交办整改")).to_be_visible(timeout=PATIENCE)

    town1.find_signal()
    town1.open("/tray")
    town1.sees("您的“判为不成立”没办成")
    card = town1.page.locator(".xa-tray-card", has_text="判为不成立")
    with town1.page.expect_download() as exporting:
        card.get_by_role("button", name="导出", exact=True).click()
    saved = tmp_path / "export"
    exporting.value.save_as(saved)
    assert "现场看过，箱门能打开" in saved.read_text()
    card.get_by_role("button", name="改成备注", exact=True).click()
    town1.sees("没有要处理的")
    town1.open(f"/hazards/{hazard}")
    expect(town1.page.locator(".xa-comments")).to_contain_text("现场看过，箱门能打开", timeout=PATIENCE)

    grid1.open(f"/hazards/{hazard}")
    expect(grid1.page.locator(".xa-comments")).to_contain_text("现场看过，箱门能打开", timeout=PATIENCE)


def test_two_versions_of_a_sentence_are_combined(phone: GivePhone) -> None:
    grid1, town1 = phone("grid1"), phone("town1")
    hazard = _found(grid1, "打磨间地面有油")
    town1.open(f"/hazards/{hazard}")
    town1.sees("打磨间地面有油")
    grid1.open(f"/hazards/{hazard}")
    grid1.sees("打磨间地面有油")
    grid1.lose_signal()
    _write(grid1, hazard, "打磨间地面有油，东侧最多")
    _write(town1, hazard, "打磨间地面有油，已有人滑倒")
    town1.open("/")
    town1.sees("全部已入库")

    grid1.find_signal()
    grid1.open("/tray")
    grid1.sees("您写的“说明”没有生效")
    grid1.tap("去选一个")
    grid1.sees("打磨间地面有油，东侧最多")
    grid1.sees("打磨间地面有油，已有人滑倒")
    together = grid1.field("合并后是这样，还能改")
    expect(together).to_have_value("打磨间地面有油，已有人滑倒；东侧最多", timeout=PATIENCE)
    grid1.tap("合并")
    grid1.is_at("/tray")
    grid1.sees("没有要处理的")
    for each in (grid1, town1):
        each.open(f"/hazards/{hazard}")
        each.sees("打磨间地面有油，已有人滑倒；东侧最多")


def test_work_that_came_after_it_changed_hands_is_taken_in(phone: GivePhone) -> None:
    grid1, town1 = phone("grid1"), phone("town1")
    hazard = _found(grid1, "喷漆房排风没开")
    grid1.open(f"/hazards/{hazard}")
    grid1.sees("喷漆房排风没开")
    grid1.lose_signal()
    _write(grid1, hazard, "喷漆房排风没开，排风机皮带断了")
    town1.open(f"/hazards/{hazard}")
    town1.tap("核实属实")
    town1.tap("确认属实")
    expect(town1.control("交办整改")).to_be_visible(timeout=PATIENCE)

    grid1.open("/tray")
    grid1.find_signal()
    grid1.sees("您的 1 处改动转给了")
    town1.open("/tray")
    town1.sees("林小满留下 1 处改动")
    town1.tap("去看看")
    town1.sees("喷漆房排风没开，排风机皮带断了")
    town1.tap("收下")
    town1.page.get_by_role("dialog").get_by_role("button", name="收下", exact=True).click()
    town1.is_at("/tray")
    for each in (town1, grid1):
        each.open(f"/hazards/{hazard}")
        each.sees("喷漆房排风没开，排风机皮带断了")
