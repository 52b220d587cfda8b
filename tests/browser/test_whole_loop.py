"""From a hazard found without signal to a hazard closed, on three phones.

grid1 stands in a workshop where no signal reaches. town1 sits in the township's office, manager1 looks after
the enterprise's safety. Each has a phone of his own, and at the end all three say the same.
"""

from __future__ import annotations

import re

from playwright.sync_api import expect

from .phone import PATIENCE, GivePhone, Phone

WHAT = "砂光机旁的安全出口堆满板材"


def _open_hazard(phone: Phone, hazard: str) -> None:
    """Come back to the app at this hazard; opening it asks the server for what is new."""
    phone.open(f"/hazards/{hazard}")
    phone.sees(WHAT)


def test_from_found_without_signal_to_closed(phone: GivePhone) -> None:
    grid1 = phone("grid1")
    town1 = phone("town1")
    manager1 = phone("manager1")

    hazard = _found_without_signal(grid1)
    _arrives(grid1, hazard)

    _confirmed_and_assigned(town1, hazard)

    _repaired_without_signal(manager1, hazard, "已清走两托板材", photos_stored="3/3")
    _sent_back(town1, hazard)
    _repaired_without_signal(manager1, hazard, "全部清走，划了黄线", photos_stored="4/4")
    _accepted(town1, hazard)

    for each in (grid1, town1, manager1):
        _reads_the_same(each, hazard)


def _found_without_signal(grid1: Phone) -> str:
    """Two photos through the camera, saved with no network; still there after a reload and after a cold start."""
    grid1.open("/")
    grid1.sees("今日")
    grid1.lose_signal()
    hazard = grid1.snap(photos=2)
    grid1.sees("已保存在本机")
    grid1.sees("2 张照片。关机、断网都不会丢。")
    grid1.sees("等信号上传")

    grid1.tap("补充：类别、级别、一句说明", exact=False)
    grid1.field("一句说明").fill(WHAT)
    grid1.choose("疏散通道与安全出口")
    grid1.tap("保存")
    grid1.is_at(f"/saved/{hazard}")

    grid1.reload()
    grid1.sees("等信号上传")
    expect(grid1.page.locator(".three li")).to_have_count(2, timeout=PATIENCE)

    grid1.restart("/", offline=True)
    grid1.sees("1 条已保存在本机")
    grid1.sees("等信号上传")
    grid1.misses(re.compile("正在上传"))
    grid1.open(f"/hazards/{hazard}")
    grid1.sees(WHAT)
    grid1.sees("2 张照片已保存在本机")
    return hazard


def _arrives(grid1: Phone, hazard: str) -> None:
    """With a signal it goes by itself, and the phone says so only when the server has both photos."""
    grid1.open(f"/saved/{hazard}")
    grid1.sees("等信号上传")
    grid1.find_signal()
    grid1.sees("2/2 张已入库")
    grid1.tap("看这条隐患")
    grid1.sees("2/2 张已入库")
    grid1.open("/")
    grid1.sees("全部已入库")


def _confirmed_and_assigned(town1: Phone, hazard: str) -> None:
    town1.open("/hazards")
    town1.sees(WHAT)
    town1.page.get_by_text(WHAT).click()
    town1.is_at(f"/hazards/{hazard}")
    town1.sees("2/2 张已入库")
    town1.tap("核实属实")
    town1.tap("确认属实")
    town1.is_at(f"/hazards/{hazard}")
    town1.tap("交办整改")
    town1.field("整改责任人").fill("黄志强")
    town1.choose("7 天")
    town1.field("整改措施").fill("清走堆放，划出通道")
    town1.tap("交办")
    town1.is_at(f"/hazards/{hazard}")
    town1.sees("整改人是黄志强，改好提交后再复查")


def _repaired_without_signal(manager1: Phone, hazard: str, how: str, *, photos_stored: str) -> None:
    """The after photo is taken with the before photo lying over the viewfinder, and handed in with no network."""
    _open_hazard(manager1, hazard)
    expect(manager1.control("去整改")).to_be_visible(timeout=PATIENCE)
    # The before photo was looked at while there was a signal, so it is on the phone.
    expect(manager1.page.locator(".xa-pair img").first).to_be_visible(timeout=PATIENCE)
    manager1.lose_signal()
    manager1.tap("去整改")
    expect(manager1.page.get_by_alt_text("叠在上面的整改前照片")).to_be_visible(timeout=PATIENCE)
    manager1.shoot("拍整改后")
    manager1.field("怎么改的（一句话就行）").fill(how)
    manager1.tap("提交复查")
    manager1.is_at(f"/hazards/{hazard}")
    manager1.sees("您的“去整改”已保存在本机，有信号自动上传")
    manager1.reload()
    manager1.sees("您的“去整改”已保存在本机，有信号自动上传")
    manager1.find_signal()
    manager1.sees(f"{photos_stored} 张已入库")
    manager1.sees("整改是您提交的，复查要由别人来做")


def _sent_back(town1: Phone, hazard: str) -> None:
    town1.open("/reviews")
    town1.sees(WHAT)
    town1.page.get_by_text(WHAT).click()
    town1.sees("3/3 张已入库")
    town1.tap("退回整改")
    town1.sees("退回后重新计第 2 次整改")
    town1.field("意见").fill("门口还有半托，没有改完")
    town1.tap("退回整改")
    town1.is_at(f"/hazards/{hazard}")
    town1.sees("整改人是黄志强，改好提交后再复查")


def _accepted(town1: Phone, hazard: str) -> None:
    """Accepting asks for a look at every after photo first."""
    town1.open("/reviews")
    town1.sees(WHAT)
    town1.page.get_by_text(WHAT).click()
    town1.sees("4/4 张已入库")
    town1.tap("复查通过")
    town1.tap("复查通过")
    town1.sees("请把整改照片逐张点开看过")
    looks = town1.page.locator(".xa-look .all button")
    expect(looks).to_have_count(2, timeout=PATIENCE)
    for n in range(2):
        looks.nth(n).click()
        town1.page.get_by_role("dialog").get_by_role("button", name="关闭", exact=True).click()
        expect(looks.nth(n)).to_contain_text("看过", timeout=PATIENCE)
    town1.tap("现场查过")
    town1.tap("复查通过")
    town1.is_at(f"/hazards/{hazard}")
    town1.sees("已销号，不用再办")


def _reads_the_same(phone: Phone, hazard: str) -> None:
    """State, photos and history, as each phone holds them."""
    _open_hazard(phone, hazard)
    phone.sees("已销号，不用再办")
    phone.sees("4/4 张已入库")
    phone.sees("首尾相扣，没有被改过")
    history = phone.page.locator(".xa-history")
    for line in ("上报", "核实属实", "交办整改 黄志强", "提交整改", "退回整改", "复查通过"):
        expect(history).to_contain_text(line, timeout=PATIENCE)
    expect(history).to_contain_text("门口还有半托，没有改完")
