"""A draw by lot on the screens, and repeated by a program that knows only what everybody may read.

Somebody says on the phone with whom he is tied; the district seals, publishes and draws; he finds his visits on the
phone; a stranger opens the public page, without a name, and repeats it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from playwright.sync_api import expect

from .phone import PATIENCE, GivePhone, Phone
from .site import FIRST, ROOT, Site

_REPEAT = ROOT / "tests" / "draws" / "repeat.py"
_TITLE = "冬季防火抽查"


def test_a_draw_is_published_drawn_and_repeated_by_a_stranger(phone: GivePhone, site: Site) -> None:
    town1 = phone("town1")
    _declares(town1)
    desk = phone("district", size=(1280, 800))
    draw = _set_up(desk)

    stranger = phone(name="stranger")
    stranger.open(f"/draws/{draw}")
    stranger.misses(_TITLE)
    desk.tap("固定名单并公布")
    desk.sees("名单已固定")
    announced = _read(stranger, draw)
    stranger.sees("名单已固定，等待抽取")
    assert not {"seed", "salt", "result"} & announced.keys()
    assert "declared" in {one["because"] for one in announced["excluded"]}

    desk.tap("现在抽取")
    rows = desk.page.get_by_role("table", name="抽取结果").locator("tbody tr")
    expect(rows).to_have_count(5, timeout=PATIENCE)
    drawn = _read(stranger, draw)
    stranger.sees("已抽取")
    _holds(announced, drawn)
    sent = {row.locator(".main").inner_text(): row.locator("td").nth(1).inner_text() for row in rows.all()}
    page = stranger.page.content()
    assert not [firm for firm in sent if firm in page], "nobody is told that a visit is coming"
    assert not [name for name in ("方敏", "宋国华") if name in page]

    mine = [firm for firm, people in sent.items() if "方敏" in people]
    assert mine and FIRST not in mine
    _finds_his_visits(town1, mine)


def _declares(phone: Phone) -> None:
    phone.open("/me")
    phone.tap("回避申报")
    phone.page.get_by_role("button", name="企业", exact=False).click()
    picker = phone.page.get_by_role("dialog")
    picker.get_by_role("searchbox").fill("云杉")
    picker.get_by_role("button", name=FIRST, exact=False).click()
    phone.choose("亲属在那里")
    phone.tap("申报")
    phone.sees("不再有了")


def _set_up(desk: Phone) -> str:
    desk.open("/admin/draws")
    desk.tap("新的抽查")
    desk.field("名称").fill(_TITLE)
    desk.field("抽多少家").fill("5")
    expect(desk.page.locator(".xa-pool b")).to_have_count(3, timeout=PATIENCE)
    desk.tap("建立并封存种子")
    desk.sees("名单照现在的样子固定下来")
    return desk.path().rsplit("/", 1)[1]


def _read(stranger: Phone, draw: str) -> dict[str, Any]:
    """What the public page leads to, read without signing in."""
    stranger.open(f"/draws/{draw}")
    link = stranger.page.get_by_role("link", name="全部数据（JSON）", exact=False).get_attribute("href")
    return stranger.context.request.get(f"{stranger.address}{link}").json()


def _holds(announced: dict[str, Any], drawn: dict[str, Any]) -> None:
    """What was announced stayed, and the lot falls again as it fell; another seed is found out."""
    for name in ("seed_hash", "salt_hash", "enterprises", "inspectors", "excluded", "count", "each"):
        assert drawn[name] == announced[name]
    said = _repeated(drawn)
    assert (said.returncode, said.stdout.strip()) == (0, "the draw is as it was announced")
    assert _repeated(drawn | {"seed": "00" * 32}).returncode == 1


def _repeated(told: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-I", _REPEAT], input=json.dumps(told), capture_output=True, text=True)


def _finds_his_visits(phone: Phone, firms: list[str]) -> None:
    phone.open("/")
    visits = phone.page.locator(".xa-round li")
    expect(visits.first).to_be_visible(timeout=PATIENCE)
    if (rest := phone.page.locator(".xa-round .rest")).count():
        rest.click()
    for firm in firms:
        visit = visits.filter(has_text=firm).filter(has_text="双随机")
        expect(visit).to_be_visible(timeout=PATIENCE)
