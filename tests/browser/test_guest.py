"""A visit to a host and its tenant by somebody from another town, who sees both only while he is sent there."""

from __future__ import annotations

import re
import uuid

from playwright.sync_api import expect

from .backstage import Backstage, day
from .phone import PATIENCE, GivePhone
from .site import SECOND, Site
from .walking import ITEMS, TENANT, checklist_for, signs


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
    signs(guest, "老郑", "吴振东")
    guest.tap(re.compile("^下一家签名"), exact=False)
    signs(guest, "老晨", "吴振东")

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
