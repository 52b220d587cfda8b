"""Coming in, staying in without a signal, going out, and coming back: nobody's work is lost on the way."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from .phone import PATIENCE, GivePhone
from .site import PASSWORD, Site


def test_a_wrong_password_is_said_and_the_right_one_opens(phone: GivePhone) -> None:
    mine = phone(name="new")
    mine.open("/hazards")
    mine.is_at(re.compile(r"/sign-in"))
    mine.tap("登录")
    mine.sees("请填登录名")
    mine.enter("grid1", "not-the-password")
    alert = mine.page.get_by_role("alert")
    expect(alert).to_be_visible(timeout=PATIENCE)
    mine.enter("grid1")
    # He comes to the page he had asked for.
    mine.is_at("/hazards")


def test_it_opens_without_a_network_after_the_first_time(phone: GivePhone) -> None:
    mine = phone("grid1")
    mine.open("/hazards")
    mine.tap("全部", exact=False)
    expect(mine.page.locator(".xa-hazard-row").first).to_be_visible(timeout=PATIENCE)
    title = mine.page.locator(".xa-hazard-row h3").first.inner_text()

    mine.restart("/hazards", offline=True)
    mine.tap("全部", exact=False)
    mine.sees(title)
    mine.page.get_by_text(title).first.click()
    expect(mine.page.locator(".xa-history li").first).to_be_visible(timeout=PATIENCE)
    mine.reload()
    mine.sees(title)
    for path in ("/", "/reviews", "/me", "/tray", "/notices", "/snap"):
        mine.open(path)
        expect(mine.page.locator("main").first).to_be_visible(timeout=PATIENCE)
    assert not mine.complaints


def test_a_session_that_ended_keeps_the_work(phone: GivePhone) -> None:
    mine, other = phone("grid2", name="mine"), phone("grid2", name="other")
    mine.lose_signal()
    mine.open("/")
    mine.snap()
    # Meanwhile the same person changes the password on another phone, which ends every other session.
    other.open("/me")
    other.tap("改密码")
    other.field("现在的密码").fill(PASSWORD)
    other.field("新密码").fill("a-longer-secret-for-grid2")
    other.field("再填一次").fill("a-longer-secret-for-grid2")
    other.page.get_by_role("dialog").get_by_role("button", name="改密码", exact=True).click()
    other.sees("密码已改，其他设备要重新登录。")

    mine.open("/")
    mine.find_signal()
    mine.sees("请重新登录，1 条都在")
    mine.tap("请重新登录，1 条都在")
    mine.sees("1 条都在本机，登录后接着传。")
    mine.page.locator(".xa-signin input[type=password]").fill("a-longer-secret-for-grid2")
    mine.tap("登录")
    mine.sees("全部已入库")


def test_signing_out_with_work_unsent_and_two_people_on_one_phone(phone: GivePhone, site: Site) -> None:
    shared = phone("grid1", name="shared")
    before = site.row("SELECT count(*) FROM hazards")[0]
    shared.open("/")
    shared.lose_signal()
    hazard = shared.snap(photos=1)
    shared.open("/me")
    shared.tap("退出登录")
    shared.sees("1 条还没传完。退出后都留在本机")
    shared.page.get_by_role("dialog").get_by_role("button", name="退出", exact=True).click()
    shared.is_at("/sign-in")
    shared.find_signal()

    shared.sign_in("manager2")
    shared.open("/tray")
    shared.sees("没有要处理的")
    shared.open(f"/hazards/{hazard}")
    shared.sees("这条隐患不在本机")
    shared.open("/me")
    shared.tap("退出登录")
    shared.sees("都已入库，退出后本机只留下您的清单。")
    shared.page.get_by_role("dialog").get_by_role("button", name="退出", exact=True).click()
    shared.is_at("/sign-in")
    assert site.row("SELECT count(*) FROM hazards")[0] == before

    shared.sign_in("grid1")
    shared.open(f"/saved/{hazard}")
    shared.sees("1/1 张已入库")
    assert site.row("SELECT count(*) FROM hazards")[0] == before + 1


def test_the_first_fetch_is_interrupted_and_goes_on(phone: GivePhone) -> None:
    mine = phone(name="new")
    pages = 0

    def few_at_a_time(route, request):  # type: ignore[no-untyped-def]
        nonlocal pages
        pages += 1
        if pages > 3:
            route.abort("internetdisconnected")
        else:
            route.continue_(url=re.sub(r"limit=\d+", "limit=40", request.url))

    mine.context.route("**/api/v1/sync/pull*", few_at_a_time)
    mine.open("/sign-in")
    mine.enter("district")
    mine.sees(re.compile(r"还在取：[1-9]\d* 条"))
    for _ in range(200):
        if pages > 3:
            break
        mine.page.wait_for_timeout(100)
    assert pages > 3, "the fetch was never interrupted"
    # What came is there, and may be used at once.
    mine.open("/hazards")
    mine.sees(re.compile(r"还在取：[1-9]\d* 条"))
    mine.restart("/")
    mine.sees("全部已入库")
    mine.open("/hazards?group=all")
    mine.sees(re.compile(r"到底了，共 \d+ 条"))
