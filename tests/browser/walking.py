"""What the stories of checks share: a short checklist, and a finger that signs."""

from __future__ import annotations

from typing import Any

from .phone import Phone
from .site import PASSWORD, SECOND, Site

#: A tenant of SECOND.
TENANT = "晨光鞋材（演示）"
ITEMS = ("安全出口是否畅通？", "配电箱是否关好？", "灭火器是否在有效期内？", "皮带轮是否有防护罩？")


def checklist_for(site: Site, enterprise: str = SECOND) -> tuple[str, str]:
    """A checklist of four items, 现场四项; ids of the enterprise and of the checklist."""
    device = "0d000000-0000-7000-8000-00000000ad01"
    said = {"login": "admin", "password": PASSWORD, "device": {"id": device, "name": "office"}}
    token = site.ask("", "POST", "/api/v1/session", said)["token"]
    items = [{"code": f"Q{n}", "question": each} for n, each in enumerate(ITEMS, 1)]
    made: dict[str, Any] = {"code": "four", "title": "现场四项", "sections": [{"title": "现场", "items": items}]}
    checklist = site.ask(token, "POST", "/api/v1/checklists", made)
    (firm,) = site.row("SELECT id FROM enterprises WHERE name = ?", enterprise)
    return firm, checklist["id"]


def draw(phone: Phone) -> None:
    """Sign with a finger."""
    canvas = phone.page.locator(".pad canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    mouse = phone.page.mouse
    mouse.move(box["x"] + 60, box["y"] + 60)
    mouse.down()
    for step in range(1, 20):
        mouse.move(box["x"] + 60 + step * 10, box["y"] + 60 + (step % 5) * 16)
    mouse.up()


def signs(phone: Phone, who: str, *inspectors: str) -> None:
    """Every inspector, then the enterprise's own, each for this record alone."""
    for inspector in inspectors:
        phone.sees(f"{inspector} 在这里签")
        draw(phone)
        phone.tap("签好了")
    phone.field("姓名").fill(who)
    draw(phone)
    phone.tap("签好，完成")
    phone.sees("都签好了")
