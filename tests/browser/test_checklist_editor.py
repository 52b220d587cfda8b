"""An office writes its own checklist from an official one: a circle of rules is refused where it stands, mended, tried
on the phone beside it, and published to the phones outside, its pictures with it. Nothing that was typed is lost.
"""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, expect

from tests.photos import pictures

from .phone import PATIENCE, GivePhone, Phone
from .site import FIRST, PASSWORD, Site

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


def begun(site: Site, code: str, title: str, *questions: str) -> str:
    """A draft with these questions, as somebody began it elsewhere; returns its id."""
    device = {"id": "01a20000-0000-7000-8000-0000000000aa", "name": "办公室"}
    person = {"login": "admin", "password": PASSWORD, "device": device}
    token = site.ask("", "POST", "/api/v1/session", person)["token"]
    items = [{"code": f"P{n}", "question": question} for n, question in enumerate(questions, start=1)]
    body = {"code": code, "title": title, "state": "draft", "sections": [{"title": "用电", "items": items}]}
    return site.ask(token, "POST", "/api/v1/checklists", body)["id"]


def drawn(picture: Locator) -> list[int]:
    """Width and height of what is really drawn there."""
    expect(picture).to_be_visible(timeout=PATIENCE)
    picture.scroll_into_view_if_needed()  # what is far from the screen is never fetched, and waits for ever
    return picture.evaluate("async one => { await one.decode(); return [one.naturalWidth, one.naturalHeight] }")


def test_pictures_are_seen_where_there_is_no_signal(phone: GivePhone, site: Site) -> None:
    title = "配电箱专项检查"
    desk, grid = phone("admin", size=(1280, 800)), phone("grid1")
    desk.open(f"/admin/checklists/{begun(site, 'box', title, '配电箱门关好了吗？')}/edit")
    item(desk, 0).locator(".what").click()
    item(desk, 0).get_by_text("帮助和示例图", exact=True).click()
    sent: list[Any] = [
        {"name": name, "mimeType": "image/jpeg", "buffer": pictures.from_a_phone(wide, 900, orientation=1)}
        for name, wide in (("开着.jpg", 1200), ("关着.jpg", 600))
    ]
    item(desk, 0).locator(".xa-pictures input[type=file]").set_input_files(sent)
    rows = item(desk, 0).locator(".xa-pictures li")
    expect(rows).to_have_count(2, timeout=PATIENCE)
    rows.nth(0).get_by_role("button", name="错误做法").click()
    rows.nth(1).get_by_role("button", name="正确做法").click()
    item(desk, 0).get_by_role("button", name="第 2 张往前移").click()
    frame = desk.page.locator(".xa-frame .xa-examples li")
    expect(frame.nth(0)).to_contain_text("正确做法")
    assert drawn(frame.nth(0).locator("img")) == [213, 320]

    # A third one without a network lies here, over a reload too, and goes with the network.
    desk.sees("草稿已存到服务器")
    desk.lose_signal()
    third = {"name": "里面.jpg", "mimeType": "image/jpeg", "buffer": pictures.from_a_phone(900, 900, orientation=1)}
    item(desk, 0).locator(".xa-pictures input[type=file]").set_input_files([third])  # type: ignore[list-item]
    expect(rows.nth(2)).to_contain_text("已保存在本机，有网络自动上传", timeout=PATIENCE)
    assert drawn(frame.nth(2).locator("img")) == [900, 900]
    desk.sees("没有网络。已保存在本机")
    desk.tap("发布…")
    desk.tap("发布启用")
    desk.sees("没有信号，连不上")
    desk.reload()
    desk.find_signal()
    desk.reload()
    item(desk, 0).locator(".what").click()
    expect(rows).to_have_count(3, timeout=PATIENCE)
    desk.sees("草稿已存到服务器")
    assert drawn(rows.nth(2).locator("img")) == [320, 320]
    rows.nth(2).get_by_role("button", name="去掉第 3 张").click()
    desk.tap("发布…")
    desk.tap("发布启用")
    desk.sees("已发布启用")

    # Before he goes: the phone fetches them as soon as he looks what there is to check.
    firm = site.row("SELECT id FROM enterprises WHERE name = ?", FIRST)[0]
    grid.open(f"/enterprises/{firm}/check")
    grid.sees(title)
    held = "async () => (await (await caches.open('examples')).keys()).length"
    for _ in range(PATIENCE // 200):
        if grid.page.evaluate(held) == 4:
            break
        grid.page.wait_for_timeout(200)
    assert grid.page.evaluate(held) == 4, "both pictures, small and large"
    grid.lose_signal()
    grid.tap(re.compile(title), exact=False)
    shown = grid.page.locator(".xa-examples li")
    expect(shown).to_have_count(2, timeout=PATIENCE)
    assert drawn(shown.nth(0).locator("img")) == [213, 320]
    grid.tap("看大图：正确做法")
    assert drawn(grid.page.locator(".viewer img")) == [600, 900]
    grid.tap("下一张")
    expect(grid.page.locator(".viewer .caption")).to_have_text("错误做法")
    expect(grid.page.locator(".viewer img")).to_have_attribute("alt", "错误做法")
    grid.tap("关闭")
    grid.sees("配电箱门关好了吗？")
    assert not desk.complaints and not grid.complaints


def test_two_write_one_draft_and_nothing_typed_is_lost(phone: GivePhone, site: Site) -> None:
    draft = begun(site, "both", "两个人写的表", "通道空着吗？", "灭火器在吗？")
    desk, other = phone("admin", size=(1280, 800)), phone("admin", name="other", size=(1280, 800))
    for each in (desk, other):
        each.open(f"/admin/checklists/{draft}/edit")
        item(each, 0).locator(".what").click()
    question = item(other, 0).get_by_label("检查内容", exact=True)
    item(desk, 0).get_by_label("检查内容", exact=True).fill("通道上有没有东西？")
    desk.sees("草稿已存到服务器")
    question.fill("两米宽的通道空着吗？")
    other.sees("也存了这份草稿")
    expect(question).to_have_value("两米宽的通道空着吗？")
    other.tap("用对方的，我的另存一份")
    expect(item(other, 0)).to_contain_text("通道上有没有东西？", timeout=PATIENCE)
    mine = site.row("SELECT d.content FROM checklist_drafts d JOIN checklists c ON c.id = d.checklist_id "
                    "WHERE c.title LIKE '%（我写的）'")[0]  # fmt: skip
    assert "两米宽的通道空着吗？" in mine

    # The network goes in the middle of a sentence, then the page; then it comes back.
    other.lose_signal()
    item(other, 1).locator(".what").click()
    item(other, 1).get_by_label("检查内容", exact=True).fill("每层两具灭火器在吗？")
    other.sees("没有网络。已保存在本机")
    other.find_signal()
    other.sees("草稿已存到服务器")
    # Somebody ended this session meanwhile.
    other.context.clear_cookies()
    item(other, 1).get_by_label("检查内容", exact=True).fill("灭火器压力够吗？")
    other.sees("已保存在本机，服务器没有收下")
    other.sees("登录已经过期")
    other.open("/sign-in")
    other.page.locator(".xa-signin input[type=password]").fill(PASSWORD)
    other.page.locator(".xa-signin form button[type=submit]").click()
    other.is_at("/")
    other.open(f"/admin/checklists/{draft}/edit")
    expect(item(other, 1)).to_contain_text("灭火器压力够吗？", timeout=PATIENCE)
    other.sees("草稿已存到服务器")
    assert not desk.complaints and not other.complaints
