"""An office writes its own checklist from an official one: a circle of rules is refused where it stands, mended, tried
on the phone beside it, and published to the phones outside.
"""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from .phone import PATIENCE, GivePhone, Phone
from .site import FIRST, Site

TITLE = "街道自己的检查表"


def item(desk: Phone, n: int) -> Locator:
    """The n-th item of the list, from 0."""
    return desk.page.locator(".xa-section-items .row").nth(n)


def hang(desk: Phone, n: int, on: str) -> None:
    """Ask the n-th item only when the item of that code failed."""
    item(desk, n).locator(".what").click()
    item(desk, n).get_by_text("什么时候问", exact=True).click()
    item(desk, n).get_by_role("button", name="加一条“答了……才问”").click()
    choose = item(desk, n).get_by_label("这一项", exact=True)
    choose.select_option(choose.locator("option", has_text=re.compile(rf"^{on} ")).get_attribute("value"))


def test_a_list_is_copied_mended_tried_and_published(phone: GivePhone, site: Site) -> None:
    town = phone("town1")
    desk = phone("admin", size=(1280, 800))
    desk.open("/admin/checklists")
    desk.tap(re.compile("通用安全检查"), exact=False)
    desk.tap("复制成新表")
    desk.field("名称").fill(TITLE)
    desk.field("编号").fill("street")
    desk.tap("复制，去编辑")

    # Two items that wait for each other: said where they stand, and not to be published.
    expect(item(desk, 1)).to_be_visible(timeout=PATIENCE)
    hang(desk, 0, "G002")
    hang(desk, 1, "G001")
    faults = desk.page.locator(".xa-faults button")
    expect(faults).to_have_count(2, timeout=PATIENCE)
    expect(item(desk, 1).locator(".xa-error")).to_contain_text("绕成了圈")
    desk.tap("发布…")
    desk.sees("还有 2 处要改，改好才能发布。")
    desk.tap("去改")
    expect(item(desk, 0).locator(".xa-error")).to_contain_text("绕成了圈")
    item(desk, 0).get_by_role("button", name="去掉这一条").click()
    expect(faults).to_have_count(0, timeout=PATIENCE)

    # What was typed a moment ago is there after a reload.
    item(desk, 0).get_by_label("检查内容", exact=True).fill("门口的通道是不是空着？")
    desk.reload()
    expect(item(desk, 0)).to_contain_text("门口的通道是不是空着？", timeout=PATIENCE)
    # By keys, without a mouse: the third item stands before the second.
    third = item(desk, 2).locator(".what .xa-num").inner_text()
    item(desk, 2).locator(".grip").press("ArrowUp")
    expect(item(desk, 1).locator(".what .xa-num")).to_have_text(third)

    # On the phone beside it: the second question comes once the first has failed.
    screen = desk.page.locator(".xa-frame")
    item(desk, 2).locator(".what").click()
    expect(screen).to_contain_text("这一项现在不问")
    item(desk, 0).locator(".what").click()
    screen.get_by_role("button", name="不合格").click()
    item(desk, 2).locator(".what").click()
    expect(screen).to_contain_text("第 3 项，共 73 项")

    desk.tap("发布…")
    desk.sees("这张表第一次启用，共 73 项")
    desk.tap("发布启用")
    desk.sees("已发布启用")
    desk.tap("编辑")
    expect(item(desk, 0)).to_be_visible(timeout=PATIENCE)
    firm = site.row("SELECT id FROM enterprises WHERE name = ?", FIRST)[0]
    town.open(f"/enterprises/{firm}/check")
    town.sees(TITLE)
    assert not desk.complaints
