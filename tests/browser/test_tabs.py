"""The same phone in two tabs: one outbox, one sync at a time, and nobody stays in one who has left the other."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Request, expect

from .backstage import Backstage
from .phone import PATIENCE, GivePhone, Phone
from .site import Site
from .stores import stores


@pytest.fixture
def others(site: Site) -> Backstage:
    return Backstage(site)


class _Pushes:
    """How many pushes a phone had under way at once, and how many it made."""

    def __init__(self, context: BrowserContext) -> None:
        self.now = self.most = self.made = 0
        context.on("request", lambda request: self._count(request, 1))
        context.on("requestfinished", lambda request: self._count(request, -1))
        context.on("requestfailed", lambda request: self._count(request, -1))

    def _count(self, request: Request, step: int) -> None:
        if request.url.endswith("/sync/push"):
            self.now += step
            self.made += step > 0
            self.most = max(self.most, self.now)


def _says(phone: Phone, hazard: str, what: str) -> None:
    phone.open(f"/hazards/{hazard}")
    phone.page.locator(".xa-comment-form textarea").fill(what)
    phone.page.locator(".xa-comment-form button").click()
    expect(phone.page.locator(".xa-comments")).to_contain_text(what, timeout=PATIENCE)


def _signs_out(phone: Phone) -> None:
    phone.open("/me")
    phone.tap("退出登录")
    phone.page.get_by_role("dialog").get_by_role("button", name="退出", exact=True).click()
    phone.is_at("/sign-in")


def test_two_tabs_share_one_outbox_and_send_it_once(phone: GivePhone, others: Backstage, site: Site) -> None:
    known = others.report("grid1", "消防栓被货架挡住")
    first = phone("grid1")
    second = first.another_tab()
    second.open(f"/hazards/{known}")
    second.sees("消防栓被货架挡住")
    (answered,) = site.row("SELECT count(*) FROM sync_answered")
    first.lose_signal()
    first.open("/")
    second.open("/")
    hazard = first.snap()
    # What one tab saves the other shows, and each goes on from there.
    second.sees("1 条已保存在本机")
    _says(second, known, "第二个标签页里写的")
    _says(second, hazard, "还在拍的那条")
    first.open("/")
    first.sees("2 条已保存在本机")

    pushes = _Pushes(first.context)
    first.find_signal()
    for tab in (first, second):
        tab.open("/")
        tab.sees("全部已入库")
    assert pushes.most == 1
    # One hazard, its photo and two comments: four ops, each answered once.
    assert site.row("SELECT count(*) FROM sync_answered")[0] == answered + 4
    assert site.row("SELECT count(*) FROM photos WHERE owner_id = ? AND stored", hazard) == (1,)
    for words in ("第二个标签页里写的", "还在拍的那条"):
        assert site.row("SELECT count(*) FROM comments WHERE text = ?", words) == (1,)
    assert not first.complaints and not second.complaints


def test_a_form_left_open_does_not_take_back_what_the_other_tab_wrote(phone: GivePhone, others: Backstage) -> None:
    hazard = others.report("grid1", "货架没有固定")
    first = phone("grid1")
    second = first.another_tab()
    for tab in (first, second):
        tab.open(f"/hazards/{hazard}/act/edit")
        expect(tab.field("说明（第一行当标题）")).to_have_value("货架没有固定", timeout=PATIENCE)
    second.field("地点").fill("东侧仓库")
    first.field("说明（第一行当标题）").fill("货架没有固定，已经倾斜")
    first.tap("保存")
    first.is_at(f"/hazards/{hazard}")

    # What he has not touched follows; what he has typed stays.
    expect(second.field("说明（第一行当标题）")).to_have_value("货架没有固定，已经倾斜", timeout=PATIENCE)
    expect(second.field("地点")).to_have_value("东侧仓库")
    second.tap("保存")
    second.is_at(f"/hazards/{hazard}")
    second.open("/")
    second.sees("全部已入库")
    told = others.read("grid1", hazard)
    assert (told["description"], told["place"]) == ("货架没有固定，已经倾斜", "东侧仓库")
    first.open("/tray")
    first.sees("没有要处理的")


def test_what_an_office_wrote_meanwhile_is_not_overwritten_by_an_open_form(phone: GivePhone, others: Backstage) -> None:
    hazard = others.report("grid1", "楼梯间停着电动车")
    mine = phone("grid1")
    mine.open(f"/hazards/{hazard}/act/edit")
    words = mine.field("说明（第一行当标题）")
    expect(words).to_have_value("楼梯间停着电动车", timeout=PATIENCE)
    words.fill("楼梯间停着三辆电动车")
    others.write("town1", hazard, "description", "楼梯间停着电动车，正在充电")
    # His phone knows by now; the sentence he is writing was begun over the older one.
    _until_known(mine, hazard, "正在充电")
    mine.tap("保存")
    mine.is_at(f"/hazards/{hazard}")
    mine.open("/tray")
    mine.sees("您写的“说明”没有生效")
    assert others.read("grid1", hazard)["description"] == "楼梯间停着电动车，正在充电"


def _until_known(phone: Phone, hazard: str, words: str) -> None:
    for _ in range(PATIENCE // 100):
        kept = stores(phone, "hazard")
        assert kept
        if any(one["id"] == hazard and words in one["description"] for one in kept["hazard"]):
            return
        phone.page.wait_for_timeout(100)
    raise AssertionError("the phone has not heard of it")


def test_whoever_leaves_in_one_tab_has_left_in_the_other(phone: GivePhone, others: Backstage) -> None:
    hazard = others.report("grid1", "灭火器压力不足")
    first = phone("grid1")
    second = first.another_tab()
    second.open(f"/hazards/{hazard}")
    second.sees("灭火器压力不足")
    first.open("/")
    first.lose_signal()
    _signs_out(first)
    second.is_at(re.compile(r"/sign-in$"))
    second.misses("灭火器压力不足")
    second.open(f"/hazards/{hazard}")
    second.is_at(re.compile(r"/sign-in"))

    # Who comes in next has come in both.
    first.find_signal()
    first.sign_in("grid2")
    second.is_at("/")
    second.open("/me")
    second.sees("grid2")
    second.open(f"/hazards/{hazard}")
    second.sees("这条隐患不在本机")
