"""Finding one hazard among many: words, conditions, groups."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from .phone import PATIENCE, GivePhone, Phone
from .site import FIRST, Site


def _count(phone: Phone) -> int:
    """How many the list says there are."""
    end = phone.page.locator(".xa-end")
    expect(end).to_be_visible(timeout=PATIENCE)
    return int(re.sub(r"\D", "", end.inner_text()))


def test_words_and_conditions_narrow_the_list(phone: GivePhone, site: Site) -> None:
    town1 = phone("town1")
    town1.open("/hazards?group=all")
    whole = _count(town1)

    town1.tap("搜索")
    town1.page.get_by_role("searchbox").fill("皮带轮")
    town1.sees("砂光机皮带轮没有护罩")
    expect(town1.page.locator(".xa-end")).not_to_have_text(re.compile(rf"共 {whole} 条"), timeout=PATIENCE)
    for row in town1.page.locator(".xa-hazard-row h3").all_inner_texts():
        assert "皮带轮" in row
    town1.page.get_by_role("searchbox").fill("没有人会写的词")
    town1.sees("没有符合的隐患")
    town1.tap("收起搜索")
    expect(town1.page.locator(".xa-end")).to_have_text(re.compile(rf"共 {whole} 条"), timeout=PATIENCE)

    town1.tap("级别")
    town1.page.get_by_role("dialog").get_by_role("button", name="重大", exact=True).click()
    expect(town1.page.locator(".xa-end")).not_to_have_text(re.compile(rf"共 {whole} 条"), timeout=PATIENCE)
    majors = _count(town1)
    assert 0 < majors < whole
    # The conditions are in the address: a reload, or a coming back, keeps them.
    town1.reload()
    assert _count(town1) == majors
    town1.page.locator(".xa-hazard-row").first.click()
    expect(town1.page.locator(".xa-history").first).to_be_visible(timeout=PATIENCE)
    town1.page.go_back()
    assert _count(town1) == majors
    town1.page.locator(".xa-filters .clear").click()
    expect(town1.page.locator(".xa-end")).to_have_text(re.compile(rf"共 {whole} 条"), timeout=PATIENCE)

    town1.tap("企业")
    picker = town1.page.get_by_role("dialog")
    picker.get_by_role("searchbox").fill(FIRST[:2])
    picker.get_by_role("button", name=re.compile(re.escape(FIRST))).first.click()
    expect(town1.page.locator(".xa-end")).not_to_have_text(re.compile(rf"共 {whole} 条"), timeout=PATIENCE)
    there = site.row(
        "SELECT count(*) FROM hazards h JOIN enterprises e ON e.id = h.enterprise_id WHERE e.name = ?", FIRST
    )[0]
    assert _count(town1) == there
