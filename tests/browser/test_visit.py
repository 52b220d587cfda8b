"""Host and tenant in one visit without a signal: each has its own record, its own signatures."""

from __future__ import annotations

import re

from .phone import GivePhone, Phone
from .site import SECOND, Site
from .walking import ITEMS, TENANT, checklist_for, signs


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
    signs(town1, "老郑", "方敏", "林小满")
    town1.tap(re.compile("^下一家签名"), exact=False)
    signs(town1, "老晨", "方敏", "林小满")
    town1.tap("看这次检查总览")
    town1.sees("2 家，2 家已签名")
    town1.find_signal()
    town1.open("/")
    town1.sees(re.compile("全部已入库"))
    _each_has_its_own(site)


def _turns_to(phone: Phone, name: str, item: str) -> None:
    phone.tap(re.compile(f"^{re.escape(name)}，已查"), exact=False)
    phone.sees(item)


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
