"""Two inspectors go through one factory without a signal, differ on one item, and both sign; the boss will not."""

from __future__ import annotations

import re
from typing import Any

import pypdfium2
from playwright.sync_api import expect

from .phone import PATIENCE, GivePhone, Phone
from .site import PASSWORD, SECOND, Site

_IMAGE = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
_ITEMS = ("安全出口是否畅通？", "配电箱是否关好？", "灭火器是否在有效期内？", "皮带轮是否有防护罩？")


def test_two_walk_one_factory_without_a_signal(phone: GivePhone, site: Site) -> None:
    firm, _ = _checklist_for(site)
    town1, grid1 = phone("town1"), phone("grid1")

    walk = _begin(town1, firm)
    town1.tap("合格")
    town1.sees(_ITEMS[1])
    _joins(grid1, firm, walk)

    town1.lose_signal()
    grid1.lose_signal()
    town1.tap("合格")
    town1.sees(_ITEMS[2])
    _fails_with_a_photo(grid1)
    town1.reload()
    town1.sees(_ITEMS[2])
    town1.tap("合格")
    town1.tap("不适用")
    town1.sees("4 项都查完了")

    grid1.find_signal()
    grid1.open(f"/walkthroughs/{walk}/items")
    grid1.sees("不合格")
    town1.find_signal()
    town1.open(f"/walkthroughs/{walk}/items")
    town1.sees("两个说法")
    _settles(town1)
    town1.open(f"/walkthroughs/{walk}")
    town1.sees("4 项都查完了")

    town1.lose_signal()
    town1.tap("结束检查，去签名")
    town1.sees("签名确认")
    for who in ("方敏", "林小满"):
        town1.sees(f"{who} 在这里签")
        _draw(town1)
        town1.tap("签好了")
    town1.tap("对方拒签")
    town1.page.get_by_label("对方怎么说").fill("不认可第二项")
    town1.page.get_by_label("见证人").fill("林小满")
    town1.tap("记为拒签")
    town1.sees("都签好了")
    town1.find_signal()

    _is_told(phone("district"), site)
    state, score = _stored(site, walk)
    assert (state, score) == ("signed", 67)
    _prints(town1)


def _checklist_for(site: Site) -> tuple[str, str]:
    """A checklist of four items for the second enterprise; ids of both."""
    device = "0d000000-0000-7000-8000-00000000ad01"
    said = {"login": "admin", "password": PASSWORD, "device": {"id": device, "name": "office"}}
    token = site.ask("", "POST", "/api/v1/session", said)["token"]
    items = [{"code": f"Q{n}", "question": each} for n, each in enumerate(_ITEMS, 1)]
    made: dict[str, Any] = {"code": "four", "title": "现场四项", "sections": [{"title": "现场", "items": items}]}
    checklist = site.ask(token, "POST", "/api/v1/checklists", made)
    (firm,) = site.row("SELECT id FROM enterprises WHERE name = ?", SECOND)
    return firm, checklist["id"]


def _begin(phone: Phone, firm: str) -> str:
    phone.open("/")
    phone.ready_for_no_signal()
    phone.open(f"/enterprises/{firm}")
    phone.tap("开始检查")
    phone.tap(re.compile("现场四项"), exact=False)
    phone.sees(_ITEMS[0])
    return phone.path().split("/")[-1]


def _joins(phone: Phone, firm: str, walk: str) -> None:
    """The other one sees that somebody walks there, and walks along."""
    phone.open("/")
    phone.ready_for_no_signal()
    phone.open(f"/enterprises/{firm}/check")
    phone.tap(re.compile("方敏"), exact=False)
    phone.is_at(re.compile(walk))
    phone.sees(_ITEMS[1])


def _fails_with_a_photo(phone: Phone) -> None:
    phone.tap("不合格")
    phone.shoot()
    phone.sees(_ITEMS[1])
    phone.page.locator("button.save").click()
    phone.sees(_ITEMS[2])


def _settles(phone: Phone) -> None:
    """His pass gave way to the other's fail: the card tells him, and he lets it stand."""
    phone.open("/tray")
    phone.sees("配电箱是否关好？")
    phone.page.locator("a[href^='/tray/conflicts/']").click()
    phone.sees("不合格")
    phone.tap("保留对方")
    phone.sees("没有要处理的")


def _draw(phone: Phone) -> None:
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


def _is_told(phone: Phone, site: Site) -> None:
    phone.open("/notices")
    expect(phone.page.get_by_text(f"拒签：{SECOND}")).to_be_visible(timeout=PATIENCE)


def _prints(phone: Phone) -> None:
    """The paper that the page leads to has the fail with its photo, both signatures, and the refusal."""
    phone.sees("现场检查记录")
    address = phone.page.locator("a[href$='record.pdf']").get_attribute("href")
    paper = pypdfium2.PdfDocument(phone.context.request.get(f"{phone.address}{address}").body())
    said = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in paper)
    for words in ("现场检查记录", SECOND, "不合格1项", f"不合格：{_ITEMS[1]}", "方敏", "拒签：不认可第二项"):
        assert words in said, words
    pictures = [each for page in paper for each in page.get_objects(max_depth=4) if each.type == _IMAGE]
    assert len(pictures) >= 3


def _stored(site: Site, walk: str) -> tuple[str, int]:
    state, score = site.row("SELECT state, score FROM walkthroughs WHERE id = ?", walk)
    return state, score
