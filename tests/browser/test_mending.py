"""What was refused is told in words, mended by whoever wrote it, and sent again; exported, it can still be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from .backstage import PLAN, Backstage, day, days_words
from .phone import PATIENCE, GivePhone, Phone
from .site import Site


@pytest.fixture
def others(site: Site) -> Backstage:
    return Backstage(site)


def _saved_without_signal(phone: Phone, hazard: str, button: str) -> None:
    phone.tap(button)
    phone.is_at(f"/hazards/{hazard}")
    phone.sees("已保存在本机，有信号自动上传")


def _refused(phone: Phone, title: str) -> Locator:
    """With a signal again: the card of what was refused."""
    phone.find_signal()
    phone.open("/tray")
    phone.sees(title)
    return phone.page.locator(".xa-tray-card", has_text=title)


def _mends(phone: Phone, card: Locator) -> Locator:
    card.get_by_role("button", name="改一改再送", exact=True).click()
    return phone.page.get_by_role("dialog")


def _send_again(phone: Phone, sheet: Locator) -> None:
    sheet.get_by_role("button", name="再送一次", exact=True).click()
    phone.sees("没有要处理的")


def test_more_time_that_is_no_longer_more_is_asked_for_anew(
    phone: GivePhone, others: Backstage, tmp_path: Path
) -> None:
    hazard = others.rectifying("打磨台吸尘罩破损", due=3)
    manager1 = phone("manager1")
    manager1.open(f"/hazards/{hazard}")
    expect(manager1.control("申请延期")).to_be_visible(timeout=PATIENCE)
    manager1.lose_signal()
    manager1.tap("申请延期")
    manager1.choose("7 天")
    manager1.field("理由").fill("吸尘罩要定做")
    _saved_without_signal(manager1, hazard, "提交申请")
    # Meanwhile the township has given more than he asks for.
    others.act("town1", hazard, "assign", **PLAN, due_date=day(15))

    card = _refused(manager1, "您的“申请延期”没办成")
    expect(card).to_contain_text(f"延到哪一天：要比现在的时限 {days_words(15)} 晚", timeout=PATIENCE)
    with manager1.page.expect_download() as exporting:
        card.get_by_role("button", name="导出", exact=True).click()
    file = tmp_path / "没传完的.html"
    exporting.value.save_as(file)
    _reads_well(manager1, file)

    sheet = _mends(manager1, card)
    expect(sheet).to_contain_text(f"要比现在的时限 {days_words(15)} 晚")
    sheet.locator("label", has_text="30 天").click()
    sheet.get_by_label("理由", exact=True).fill("吸尘罩要定做，厂家排期四周")
    _send_again(manager1, sheet)
    manager1.open(f"/hazards/{hazard}")
    manager1.sees(f"申请延期到 {days_words(30)}")
    asked = others.read("town1", hazard)["extension"]
    assert (asked["due_date"], asked["reason"]) == (day(30), "吸尘罩要定做，厂家排期四周")


def _reads_well(phone: Phone, file: Path) -> None:
    """The exported file by itself: a person reads what he wanted and why it was refused."""
    reader = phone.context.new_page()
    reader.goto(file.as_uri())
    said = reader.locator("section")
    for words in ("申请延期", "打磨台吸尘罩破损", "吸尘罩要定做", days_words(7), "延到哪一天：要比现在的时限"):
        expect(said).to_contain_text(words)
    reader.close()


def test_a_plan_made_for_less_is_completed_and_sent_again(phone: GivePhone, others: Backstage) -> None:
    """Assigned without a signal as a general hazard, while an expert on site judged it to be a major one."""
    hazard = others.report("grid1", "卸灰口没有锁气装置")
    others.act("town1", hazard, "confirm")
    town1, expert1 = phone("town1"), phone("expert1")
    town1.open(f"/hazards/{hazard}")
    expect(town1.control("交办整改")).to_be_visible(timeout=PATIENCE)
    town1.lose_signal()
    town1.tap("交办整改")
    town1.field("整改责任人").fill("黄志强")
    town1.choose("7 天")
    _saved_without_signal(town1, hazard, "交办")

    expert1.open(f"/hazards/{hazard}/act/severity")
    expert1.choose("重大")
    expert1.tap("保存")
    expert1.is_at(f"/hazards/{hazard}")
    expert1.open("/")
    expert1.sees("全部已入库")

    card = _refused(town1, "您的“交办整改”没办成")
    for missing in ("整改措施", "整改资金", "应急预案", "临时措施"):
        expect(card).to_contain_text(f"{missing}：这一项要写上", timeout=PATIENCE)
    sheet = _mends(town1, card)
    expect(sheet.get_by_label("整改责任人", exact=True)).to_have_value("黄志强")
    sheet.get_by_label("整改措施", exact=True).fill("装锁气卸灰阀")
    sheet.get_by_label("整改资金", exact=True).fill("两万")
    sheet.get_by_label("应急预案", exact=True).fill("停机撤人")
    sheet.get_by_label("临时措施", exact=True).fill("停用除尘器")
    sheet.get_by_role("button", name="再送一次", exact=True).click()
    expect(sheet).to_contain_text("请写数字，比如 38000 或 1200.50")
    sheet.get_by_label("整改资金", exact=True).fill("20000")
    _send_again(town1, sheet)
    stands = others.read("town1", hazard)
    assert (stands["state"], stands["funds_fen"], stands["measures"]) == ("rectifying", 2_000_000, "装锁气卸灰阀")
    town1.open(f"/hazards/{hazard}")
    town1.sees("20,000 元")
