"""Host and tenant in one visit without a signal: each has its own record, its own signatures."""

from __future__ import annotations

import re
import uuid

from playwright.sync_api import expect

from .backstage import Backstage, day
from .phone import PATIENCE, GivePhone, Phone
from .site import SECOND, Site
from .walking import ITEMS, checklist_for, draw

TENANT = "晨光鞋材（演示）"


def test_host_and_tenant_in_one_visit(phone: GivePhone, site: Site) -> None:
    firm, _ = checklist_for(site)
    town1 = phone("town1")
    town1.open(f"/enterprises/{firm}/check")
    for name in (SECOND, TENANT):
        town1.tap(re.compile(f"{re.escape(name)}换一张检查表"))
        town1.page.locator(".xa-sheet").get_by_role("button", name=re.compile("现场四项")).click()
    town1.field("姓名").fill("林小满")
    town1.tap("加上")

    town1.lose_signal()
    town1.tap("开始检查 2 家")
    town1.sees(ITEMS[0])
    town1.tap("合格")
    town1.sees(ITEMS[1])
    _turns_to(town1, TENANT, ITEMS[0])
    for each in ITEMS[1:]:
        town1.tap("合格")
        town1.sees(each)
    town1.is_at(re.compile("item=Q4$"))
    town1.reload()
    town1.sees(ITEMS[3])
    town1.tap("不适用")
    town1.tap(f"下一家：{SECOND}")
    town1.sees(ITEMS[1])
    for each in ITEMS[2:]:
        town1.tap("合格")
        town1.sees(each)
    town1.tap("合格")

    town1.tap("都查完了，去离场")
    town1.tap("离场，2 家去签名")
    _signs(town1, "老郑")
    town1.tap(re.compile("^下一家签名"), exact=False)
    _signs(town1, "老晨")
    town1.tap("看这次检查总览")
    town1.sees("2 家，2 家已签名")
    town1.find_signal()
    town1.open("/")
    town1.sees(re.compile("全部已入库"))
    _each_has_its_own(site)


def test_who_is_sent_to_the_host_from_another_town_checks_the_tenant_too(phone: GivePhone, site: Site) -> None:
    firm, _ = checklist_for(site)
    (town2,) = site.row("SELECT id FROM accounts WHERE login = 'town2'")
    plan = {"way": "cross_area", "enterprise_id": firm, "due_date": day(5), "inspectors": [{"id": town2}]}
    Backstage(site).create("district", "plan", str(uuid.uuid4()), plan)

    guest = phone("town2")
    asked = guest.page.locator(".xa-round li").filter(has_text=SECOND)
    guest.tap("出门前取齐")
    expect(asked.filter(has_text="已备好")).to_have_count(1, timeout=PATIENCE)
    guest.lose_signal()
    asked.get_by_role("button", name="开始检查").click()
    for name in (SECOND, TENANT):
        guest.tap(re.compile(f"{re.escape(name)}换一张检查表"))
        guest.page.locator(".xa-sheet").get_by_role("button", name=re.compile("现场四项")).click()
    guest.tap("开始检查 2 家")
    for name in (SECOND, TENANT):
        if name == TENANT:
            guest.tap(f"下一家：{TENANT}")
        for each in ITEMS:
            guest.sees(each)
            guest.tap("合格")
    guest.tap("都查完了，去离场")
    guest.tap("离场，2 家去签名")
    _signs(guest, "老郑", "吴振东")
    guest.tap(re.compile("^下一家签名"), exact=False)
    _signs(guest, "老晨", "吴振东")

    guest.find_signal()
    guest.open("/")
    guest.sees(re.compile("全部已入库"))
    who = "JOIN accounts a ON a.id = json_extract(w.created_by, '$.id')"
    signed = "w.state = 'signed' AND w.visit_id IS NOT NULL"
    done, by = site.row(f"SELECT count(*), max(a.login) FROM walkthroughs w {who} WHERE {signed}")
    assert (done, by) == (2, "town2")
    assert site.row("SELECT state FROM plans WHERE way = 'cross_area' AND enterprise_id = ?", firm) == ("done",)
    (tenant,) = site.row("SELECT id FROM enterprises WHERE name = ?", TENANT)
    for each in (firm, tenant):
        guest.open(f"/enterprises/{each}")
        guest.sees("这家企业不在本机")
    assert not guest.complaints


def _turns_to(phone: Phone, name: str, item: str) -> None:
    phone.tap(re.compile(f"^{re.escape(name)}，已查"), exact=False)
    phone.sees(item)


def _signs(phone: Phone, who: str, *inspectors: str) -> None:
    """Every inspector, then the enterprise's own, each for this record alone."""
    for inspector in inspectors or ("方敏", "林小满"):
        phone.sees(f"{inspector} 在这里签")
        draw(phone)
        phone.tap("签好了")
    phone.field("姓名").fill(who)
    draw(phone)
    phone.tap("签好，完成")
    phone.sees("都签好了")


def _each_has_its_own(site: Site) -> None:
    (visits, ends, signed) = site.row(
        "SELECT count(DISTINCT visit_id), count(DISTINCT finished_at), count(DISTINCT digest) FROM walkthroughs"
        " WHERE state = 'signed' AND visit_id IS NOT NULL"
    )
    assert (visits, ends, signed) == (1, 1, 2)
    for name, who in ((SECOND, "老郑"), (TENANT, "老晨")):
        (score, signatures) = site.row(
            "SELECT w.score, w.signatures FROM walkthroughs w JOIN enterprises e ON e.id = w.enterprise_id"
            " WHERE e.name = ? AND w.visit_id IS NOT NULL", name,
        )  # fmt: skip
        assert score == 100
        assert who in signatures
        assert "林小满" in signatures
