"""Work that arrives after its author lost the record: taken in under both names, or given back with a reason."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from .backstage import Backstage
from .phone import PATIENCE, GivePhone, Phone
from .site import Site

#: In the town that town2 looks after; in that town nobody else does.
SHOES = "百合鞋业（演示）"


@pytest.fixture
def others(site: Site) -> Backstage:
    return Backstage(site)


def _end_posts(others: Backstage, login: str) -> None:
    """The administrator takes somebody's post away."""
    query = "SELECT p.id FROM posts p JOIN accounts a ON a.id = p.account_id WHERE a.login = ?"
    (post,) = others.site.row(query, login)
    others.site.ask(others.token("admin"), "DELETE", f"/api/v1/posts/{post}")


def _write(phone: Phone, hazard: str, what: str) -> None:
    phone.open(f"/hazards/{hazard}/act/edit")
    phone.field("说明（第一行当标题）").fill(what)
    phone.tap("保存")
    phone.is_at(f"/hazards/{hazard}")


def _card(phone: Phone, *words: str) -> Locator:
    card = phone.page.locator(".xa-tray-card")
    for each in words:
        card = card.filter(has_text=each)
    expect(card).to_have_count(1, timeout=PATIENCE)
    return card


def test_work_left_by_an_ended_post_is_taken_in_or_given_back(phone: GivePhone, others: Backstage) -> None:
    pump = others.report("district", "空压机没有护罩", at=SHOES)
    valve = others.report("district", "储气罐安全阀过期", at=SHOES)
    town2, district = phone("town2"), phone("district")
    for hazard, known in ((pump, "空压机没有护罩"), (valve, "储气罐安全阀过期")):
        town2.open(f"/hazards/{hazard}")
        town2.sees(known)
    town2.lose_signal()
    _write(town2, pump, "空压机没有护罩，皮带外露")
    _write(town2, valve, "储气罐安全阀过期半年")
    _end_posts(others, "town2")

    # Nothing is refused: its author reads where it went.
    town2.open("/tray")
    town2.find_signal()
    (grid,) = others.site.row(
        "SELECT a.name FROM areas a JOIN enterprises e ON e.area_id = a.id WHERE e.name = ?", SHOES
    )
    parked = town2.page.locator(".xa-tray-card", has_text=f"您的 1 处改动转给了{grid}")
    expect(parked).to_have_count(2, timeout=PATIENCE)

    # The one who holds it now takes one in, and gives the other back.
    district.open("/tray")
    _card(district, "吴振东留下 1 处改动", "空压机").get_by_role("link", name="去看看").click()
    district.sees("空压机没有护罩，皮带外露")
    district.tap("收下")
    district.page.get_by_role("dialog").get_by_role("button", name="收下", exact=True).click()
    district.is_at("/tray")
    _card(district, "吴振东留下 1 处改动", "储气罐").get_by_role("link", name="去看看").click()
    district.tap("退回")
    sheet = district.page.get_by_role("dialog")
    sheet.get_by_role("button", name="退回", exact=True).click()
    expect(sheet).to_contain_text("请写一句为什么")
    sheet.get_by_label("为什么退回", exact=True).fill("上周已经校验过了")
    sheet.get_by_role("button", name="退回", exact=True).click()
    district.is_at("/tray")
    district.open(f"/hazards/{pump}")
    district.sees("空压机没有护罩，皮带外露")
    district.sees("由 宋国华 采用，吴振东 填写")
    assert others.read("expert1", valve)["description"] == "储气罐安全阀过期"

    # And its author reads what became of each.
    _card(town2, "宋国华收下了您的 1 处改动").get_by_role("button", name="知道了").click()
    back = _card(town2, "宋国华退回了您的 1 处改动")
    expect(back).to_contain_text("为什么：上周已经校验过了")
    back.get_by_role("link", name="去看看").click()
    town2.sees("储气罐安全阀过期半年")
    town2.tap("知道了")
    town2.sees("没有要处理的")
