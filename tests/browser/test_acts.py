"""The rarer steps of a hazard's life, each taken by hand in its form, and the line of history it leaves."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from .backstage import Backstage, days_words
from .phone import PATIENCE, GivePhone, Phone
from .site import FIRST, Site


@pytest.fixture
def others(site: Site) -> Backstage:
    return Backstage(site)


def _look_at(phone: Phone, hazard: str) -> None:
    phone.open(f"/hazards/{hazard}")
    expect(phone.page.locator(".xa-history").first).to_be_visible(timeout=PATIENCE)


def _from_the_menu(phone: Phone, hazard: str, name: str) -> None:
    """Open a form that lies behind *more*."""
    _look_at(phone, hazard)
    phone.tap("更多")
    phone.page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()
    phone.is_at(re.compile(rf"/hazards/{hazard}/act/\w+$"))


def _done(phone: Phone, hazard: str, button: str) -> Locator:
    """Send the form off; the hazard's history, once all of it is stored."""
    phone.tap(button)
    phone.is_at(f"/hazards/{hazard}")
    phone.misses(re.compile("已保存在本机，有信号自动上传"))
    return phone.page.locator(".xa-history").first


def _tells(history: Locator, *lines: str) -> None:
    for line in lines:
        expect(history).to_contain_text(line, timeout=PATIENCE)


def _first(history: Locator, line: str, *more: str) -> None:
    """The newest entry says so."""
    _tells(history.locator("li").first, line, *more)


def test_a_matter_of_another_office_goes_there_and_comes_back(phone: GivePhone, others: Backstage) -> None:
    hazard = others.report("grid1", "食堂的燃气管穿过配电间")
    others.act("town1", hazard, "confirm")
    town1 = phone("town1")
    _from_the_menu(town1, hazard, "移送")
    town1.tap("移送")
    town1.sees("这一项要写上")
    town1.field("移送给哪个部门").fill("城市管理部门（燃气）")
    town1.field("理由").fill("燃气使用归燃气主管部门")
    _first(_done(town1, hazard, "移送"), "移送 城市管理部门（燃气）", "燃气使用归燃气主管部门", "方敏")
    town1.sees("已移送 城市管理部门（燃气），清单上仍保留。")

    town1.tap("退回本地")
    town1.field("意见").fill("对方认定是厂内线路，退回")
    _first(_done(town1, hazard, "退回本地"), "退回本地", "对方认定是厂内线路，退回")
    expect(town1.control("交办整改")).to_be_visible(timeout=PATIENCE)
    assert others.read("town1", hazard)["state"] == "confirmed"


def test_what_was_found_twice_becomes_one(phone: GivePhone, others: Backstage) -> None:
    kept = others.report("grid1", "打包机急停按钮失灵")
    twice = others.report("grid1", "打包机急停按下去没有反应")
    town1 = phone("town1")
    _from_the_menu(town1, twice, "并到另一条")
    picker = town1.page.locator(".xa-merge")
    picker.get_by_role("searchbox").fill("急停按钮失灵")
    picker.get_by_role("button", name=re.compile("打包机急停按钮失灵")).click()
    town1.sees("选了这一条")
    _first(_done(town1, twice, "并过去"), "并到另一条")
    town1.sees("已并到另一条隐患，照片和留言都在那里看得到。")
    town1.tap("去看并入的那一条", exact=False)
    town1.is_at(f"/hazards/{kept}")
    town1.sees("有 1 条并到了这里")
    _first(town1.page.locator(".xa-history").first, "有一条并到了这里")

    _from_the_menu(town1, twice, "重开")
    town1.field("理由").fill("是另一台打包机")
    _first(_done(town1, twice, "重开"), "重开", "是另一台打包机")
    expect(town1.control("核实属实")).to_be_visible(timeout=PATIENCE)


def test_more_time_is_asked_for_granted_and_refused(phone: GivePhone, others: Backstage) -> None:
    hazard = others.rectifying("除尘风管有三处漏点", due=3)
    manager1, town1 = phone("manager1"), phone("town1")
    _look_at(manager1, hazard)
    manager1.tap("申请延期")
    manager1.choose("3 天")
    manager1.field("理由").fill("弯头要定做")
    manager1.tap("提交申请")
    manager1.sees(f"要比原定的 {days_words(3)} 晚")
    manager1.choose("7 天")
    manager1.field("临时措施").fill("停用二号线")
    _first(_done(manager1, hazard, "提交申请"), "申请延期", f"{days_words(7)}前", "弯头要定做")
    manager1.sees(f"申请延期到 {days_words(7)}")

    _look_at(town1, hazard)
    town1.tap("答复延期")
    town1.sees(f"申请延到 {days_words(7)}：弯头要定做")
    town1.tap("答复")
    town1.sees("请选同意或不同意")
    town1.choose("同意")
    _first(_done(town1, hazard, "答复"), "同意延期", f"{days_words(7)}前")
    town1.misses(re.compile("申请延期到"))

    _look_at(manager1, hazard)
    manager1.sees(re.compile(f"{days_words(7)}前"))
    manager1.tap("申请延期")
    manager1.choose("15 天")
    manager1.field("理由").fill("还差一个弯头")
    _first(_done(manager1, hazard, "提交申请"), "申请延期")
    _look_at(town1, hazard)
    town1.tap("答复延期")
    town1.choose("不同意")
    town1.field("意见").fill("先用备件堵上")
    _first(_done(town1, hazard, "答复"), "没有同意延期", "先用备件堵上")
    said = others.read("town1", hazard)
    assert (said["state"], said.get("extension")) == ("rectifying", None)


def test_a_listed_line_is_stopped_examined_and_delisted(phone: GivePhone, others: Backstage) -> None:
    hazard = others.rectifying("砂光线火花探测器失效", severity="major")
    town1, district = phone("town1"), phone("district")
    _from_the_menu(town1, hazard, "停产停用")
    town1.field("停用什么").fill("三号砂光线")
    _first(_done(town1, hazard, "停产停用"), "停产停用 三号砂光线", "方敏")
    town1.sees("停产停用：三号砂光线")

    _from_the_menu(district, hazard, "挂牌督办")
    district.choose("市级")
    _first(_done(district, hazard, "挂牌督办"), "挂牌督办")
    district.sees("市级挂牌督办")
    _from_the_menu(district, hazard, "恢复使用")
    district.field("意见").fill("现场查验合格")
    _first(_done(district, hazard, "恢复使用"), "恢复使用", "现场查验合格")
    district.misses(re.compile("停产停用：三号砂光线"))
    _from_the_menu(district, hazard, "摘牌")
    district.field("意见").fill("已换新探测器，连续两周正常")
    _first(_done(district, hazard, "摘牌"), "摘牌", "已换新探测器，连续两周正常")
    district.misses("市级挂牌督办")
    said = others.read("district", hazard)
    assert (said["state"], said.get("listed"), said.get("stopped")) == ("rectifying", None, None)


def test_what_came_back_after_closing_is_opened_again(phone: GivePhone, others: Backstage, site: Site) -> None:
    closed = site.row(
        "SELECT id FROM hazards WHERE state = 'closed' AND severity = 'general' AND channel <> 'self_check' "
        "AND enterprise_id IN (SELECT id FROM enterprises WHERE name = ?)",
        FIRST,
    )[0]
    town1 = phone("town1")
    _from_the_menu(town1, closed, "重开")
    town1.tap("重开")
    town1.sees("这一项要写上")
    town1.field("理由").fill("又堆满了")
    town1.choose("3 天")
    _first(_done(town1, closed, "重开"), "重开", f"{days_words(3)}前", "又堆满了")
    assert others.read("town1", closed)["state"] == "rectifying"


def test_the_photos_that_are_counted_are_those_that_stand_there(phone: GivePhone, site: Site) -> None:
    """A signature stands with the plan: nobody looks for a fourth picture."""
    signed = site.row(
        "SELECT h.id FROM hazards h JOIN photos p ON p.owner_id = h.id JOIN enterprises e ON e.id = h.enterprise_id "
        "WHERE p.role = 'signature' AND e.name = ?", FIRST,
    )[0]  # fmt: skip
    town1 = phone("town1")
    _look_at(town1, signed)
    pictures = town1.page.locator(".xa-hazard-photos .strip button").count()
    assert pictures > 1
    town1.sees(f"{pictures}/{pictures} 张已入库")
