"""Everybody can use every screen: axe finds nothing serious, in light and in dark."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any, Literal

import pytest

from .backstage import Backstage, day
from .phone import GivePhone, Phone
from .screens import Screen, desk_screens, open_screens, screens, show
from .site import FIRST, ROOT, Site
from .test_desk import book_of_enterprises, looked

AXE = ROOT / "pwa" / "node_modules" / "axe-core" / "axe.min.js"

#: Whose page is opened at the desk.
RECORDS = {"accounts": "林小满", "enterprises": FIRST}

#: In the second light only colours differ.
ONLY: dict[Literal["light", "dark"], list[str] | None] = {"light": None, "dark": ["color-contrast"]}

_LOOK = """async (only) => {
  const found = await axe.run(document, { resultTypes: ['violations'], ...(only ? { runOnly: only } : {}) })
  return found.violations.map(({ id, impact, help, nodes }) => ({
    id, impact, help, nodes: nodes.map(one => one.target.join(' ') + ' | ' + (one.any[0]?.message ?? one.html)),
  }))
}"""


def _serious(phone: Phone, only: list[str] | None) -> list[str]:
    """What axe finds on the screen as it is, serious or worse."""
    found: list[dict[str, Any]] = phone.page.evaluate(_LOOK, only)
    return [
        f"{one['id']} ({one['impact']}): {one['help']}\n    " + "\n    ".join(one["nodes"][:6])
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


def _in_both_lights(phone: Phone, name: str) -> list[str]:
    """What stands in the way on the screen as it is."""
    phone.page.evaluate(AXE.read_text())
    complaints = []
    for light, only in ONLY.items():
        phone.page.emulate_media(color_scheme=light)
        phone.stands_still()
        complaints += [f"{name}, {light}: {one}" for one in _serious(phone, only)]
    return complaints


def _check(phone: Phone, all_of_them: list[Screen]) -> list[str]:
    complaints = []
    for screen in all_of_them:
        show(phone, screen)
        complaints += _in_both_lights(phone, screen.name)
    return complaints


def _by_login(site: Site) -> dict[str, list[Screen]]:
    found: dict[str, list[Screen]] = defaultdict(list)
    for screen in screens(site):
        found[screen.login].append(screen)
    return found


@pytest.mark.parametrize("login", ["grid1", "town1", "manager1", "principal1", "employee1", "expert1", "district"])
def test_nothing_serious_stands_in_the_way(phone: GivePhone, site: Site, login: str) -> None:
    complaints = _check(phone(login), _by_login(site)[login])
    assert not complaints, "\n".join(complaints)


def test_nothing_serious_before_signing_in(phone: GivePhone, site: Site) -> None:
    signed = site.row("SELECT id FROM walkthroughs WHERE state = 'signed'")[0]
    public = [Screen(path, "", path, "h1") for path in (f"/papers/walkthroughs/{signed}", f"/draws/{_drawn(site)}")]
    complaints = _check(phone(name="nobody"), [*open_screens(), *public])
    assert not complaints, "\n".join(complaints)


def _drawn(site: Site) -> str:
    """A draw that was made."""
    token = Backstage(site).token("district")
    area = site.row("SELECT id FROM areas WHERE code = ?", "350304")[0]
    said = {"title": "冬季抽查", "area_id": area, "conditions": {}, "count": 3, "each": 1, "due_date": day(15)}
    draw = site.ask(token, "POST", "/api/v1/draws", said)["id"]
    for step in ("announce", "draw"):
        site.ask(token, "POST", f"/api/v1/draws/{draw}/{step}")
    return draw


def test_nothing_serious_at_the_desk(phone: GivePhone, site: Site) -> None:
    draw = f"/admin/draws/{_drawn(site)}"
    more = Screen("desk-draw", "district", draw, ".xa-table td")
    complaints = []
    for login in ("admin", "district"):
        wanted = [one for one in (*desk_screens(), more) if one.login == login]
        complaints += _check(phone(login, size=(1280, 800)), wanted)
    assert not complaints, "\n".join(complaints)


def test_nothing_serious_on_the_desk_s_single_pages(phone: GivePhone, site: Site, tmp_path: Path) -> None:
    person, firm = (site.row(f"SELECT id FROM {of} WHERE name = ?", name)[0] for of, name in RECORDS.items())
    criteria = site.row("SELECT id FROM checklists WHERE code = ?", "mh10")[0]
    said = {"code": "street", "title": "街道自己的检查表"}
    copy = site.ask(Backstage(site).token("admin"), "POST", f"/api/v1/checklists/{criteria}/copy", said)["id"]
    admin = phone("admin", size=(1280, 800))
    complaints = []
    for path, shows in (
        (f"/admin/people/{person}", ".xa-ways"),
        ("/admin/people/new", "form"),
        ("/admin/people/import", ".xa-desk-head h2"),
        (f"/admin/enterprises/{firm}", "form"),
        ("/admin/enterprises/new", "form"),
        ("/admin/checklists", ".xa-desk-head h2"),
        (f"/admin/checklists/{criteria}", ".xa-desk-card"),
        (f"/admin/checklists/{copy}/edit", ".xa-section-items .row"),
        ("/admin/checklists/import", "input[type=file]"),
        (f"/enterprises/{firm}/certificates/table", "h2, h1"),
    ):
        complaints += _check(admin, [Screen(path, "admin", path, shows)])
    looked(admin, book_of_enterprises(tmp_path / "名单.xlsx"))
    admin.sees("有错的 1 处")
    complaints += _in_both_lights(admin, "a table that was looked at")
    assert not complaints, "\n".join(complaints)


def test_nothing_serious_on_an_invitation(phone: GivePhone, site: Site) -> None:
    area = site.row("SELECT id FROM areas WHERE name = ?", "新度镇第一网格")[0]
    said = {"name": "新来的", "posts": [{"role": "grid", "area_id": area}]}
    link = site.ask(Backstage(site).token("admin"), "POST", "/api/v1/people", said)["invitation"]
    complaints = _check(phone(name="guest"), [Screen("invitation", "", link["path"], ".xa-join form")])
    assert not complaints, "\n".join(complaints)


def test_nothing_serious_on_a_link_to_a_new_password(phone: GivePhone, site: Site) -> None:
    person = site.row("SELECT id FROM accounts WHERE login = ?", "expert1")[0]
    link = site.ask(Backstage(site).token("admin"), "POST", f"/api/v1/people/{person}/reset")
    complaints = _check(phone(name="guest"), [Screen("a link to a new password", "", link["path"], ".xa-page form")])
    assert not complaints, "\n".join(complaints)


def _write(phone: Phone, hazard: str, what: str) -> None:
    phone.open(f"/hazards/{hazard}/act/edit")
    phone.field("说明（第一行当标题）").fill(what)
    phone.tap("保存")
    phone.is_at(f"/hazards/{hazard}")


def test_nothing_serious_where_work_could_not_be_done(phone: GivePhone, site: Site) -> None:
    """The tray with what waits, with two versions of a sentence, and with work that came too late."""
    others = Backstage(site)
    grid1, town1 = phone("grid1"), phone("town1")
    twice, late = others.report("grid1", "打磨间地面有油"), others.report("grid1", "喷漆房排风没开")
    grid1.open(f"/hazards/{late}")
    grid1.sees("喷漆房排风没开")
    grid1.lose_signal()
    _write(grid1, twice, "打磨间地面有油，东侧最多")
    _write(grid1, late, "喷漆房排风没开，皮带断了")
    grid1.open("/tray")
    grid1.page.locator(".xa-tray .xa-line-row[aria-expanded]").click()
    grid1.sees("打磨间地面有油，东侧最多")
    complaints = _in_both_lights(grid1, "tray with what waits")

    _write(town1, twice, "打磨间地面有油，已有人滑倒")
    town1.open("/")
    town1.sees("全部已入库")
    others.act("town1", late, "confirm")
    grid1.find_signal()
    grid1.open("/tray")
    grid1.sees("您写的“说明”没有生效")
    grid1.sees("您的 1 处改动转给了")
    complaints += _in_both_lights(grid1, "tray with a conflict")
    grid1.tap("去选一个")
    grid1.sees("打磨间地面有油，已有人滑倒")
    complaints += _in_both_lights(grid1, "conflict")

    town1.open("/tray")
    town1.sees("林小满留下 1 处改动")
    complaints += _in_both_lights(town1, "tray with a contribution")
    town1.tap("去看看")
    town1.sees("喷漆房排风没开，皮带断了")
    complaints += _in_both_lights(town1, "contribution")
    assert not complaints, "\n".join(complaints)


def test_every_login_has_its_screens_checked(site: Site) -> None:
    known = {"grid1", "town1", "manager1", "principal1", "employee1", "expert1", "district"}
    assert set(_by_login(site)) == known
