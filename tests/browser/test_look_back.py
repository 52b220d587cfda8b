"""Closed hazards are looked at again without a signal: one in a public place was kept, one at a factory came back."""

from __future__ import annotations

import re
import uuid
from typing import Any

from playwright.sync_api import expect

from .backstage import Backstage, day
from .phone import PATIENCE, GivePhone
from .site import FIRST, Site

ALLEY, GATE = "巷口堆放建筑模板，消防车进不来。", "消防通道停了叉车。"


def test_what_was_closed_is_looked_at_again_without_a_signal(phone: GivePhone, site: Site) -> None:
    alley, area = site.row("SELECT id, area FROM hazards WHERE description = ? AND state = 'closed'", ALLEY)
    gate, firm = site.row("SELECT id, enterprise_id FROM hazards WHERE description = ? AND state = 'closed'", GATE)
    (grid,) = site.row("SELECT name FROM areas WHERE id = ?", area)
    office = Backstage(site)
    outside = _send_town1(office, area_id=area, hazards=[alley])
    inside = _send_town1(office, enterprise_id=firm, hazards=[gate])

    town1 = phone("town1")
    round_of = town1.page.locator(".xa-round li")
    town1.tap("出门前取齐")
    for name in (grid, FIRST):
        expect(round_of.filter(has_text=name).filter(has_text="已备好")).to_have_count(1, timeout=PATIENCE)
    town1.lose_signal()

    round_of.filter(has_text=grid).get_by_role("link", name="去看").click()
    town1.sees(ALLEY)
    town1.tap("保持良好")
    town1.field("看到什么（可以不写）").fill("巷口一直空着")
    town1.tap("拍照并保存")
    town1.shoot()
    town1.page.locator("button.save").click()
    town1.sees("都看过了")

    town1.open(f"/plans/{inside}/look")
    town1.tap("又出现")
    town1.sees(re.compile(GATE))
    town1.shoot()
    town1.page.locator("button.save").click()
    town1.sees("都看过了")

    town1.find_signal()
    town1.open("/")
    town1.sees("全部已入库")
    said = "json_extract(looked, '$[0].outcome'), json_extract(looked, '$[0].note')"
    plans = f"SELECT state, {said} FROM plans WHERE id = ?"
    assert site.row(plans, outside) == ("done", "kept", "巷口一直空着")
    assert site.row(plans, inside) == ("done", "recurred", None)
    (photos,) = site.row("SELECT count(*) FROM photos WHERE owner_id = ? AND role = 'site' AND stored", alley)
    assert photos == 1
    (again,) = site.row("SELECT id FROM hazards WHERE recurs_of = ? AND enterprise_id = ?", gate, firm)
    town1.open(f"/hazards/{gate}")
    town1.sees(re.compile("又出现"))
    assert site.row("SELECT json_extract(looked, '$[0].found') FROM plans WHERE id = ?", inside) == (again,)
    assert not town1.complaints


def _send_town1(office: Backstage, **what: Any) -> str:
    """The district sends town1 to look again; the plan's id."""
    plan = str(uuid.uuid4())
    (town1,) = office.site.row("SELECT id FROM accounts WHERE login = 'town1'")
    said = {"way": "look_back", "due_date": day(5), "inspectors": [{"id": town1}], **what}
    office.create("district", "plan", plan, said)
    return plan
