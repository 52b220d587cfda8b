"""Everybody can use every screen: axe finds nothing serious, in light and in dark."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from .phone import GivePhone, Phone
from .screens import Screen, desk_screens, open_screens, screens, show
from .site import ROOT, Site

AXE = ROOT / "pwa" / "node_modules" / "axe-core" / "axe.min.js"

#: In the second light only colours differ.
ONLY = {"light": None, "dark": ["color-contrast"]}

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


def _check(phone: Phone, all_of_them: list[Screen]) -> list[str]:
    complaints = []
    for screen in all_of_them:
        show(phone, screen)
        phone.page.evaluate(AXE.read_text())
        for light, only in ONLY.items():
            phone.page.emulate_media(color_scheme=light)
            phone.stands_still()
            complaints += [f"{screen.name}, {light}: {one}" for one in _serious(phone, only)]
    return complaints


def _by_login(site: Site) -> dict[str, list[Screen]]:
    found: dict[str, list[Screen]] = defaultdict(list)
    for screen in screens(site):
        found[screen.login].append(screen)
    return found


@pytest.mark.parametrize("login", ["grid1", "town1", "manager1", "principal1", "employee1", "district"])
def test_nothing_serious_stands_in_the_way(phone: GivePhone, site: Site, login: str) -> None:
    complaints = _check(phone(login), _by_login(site)[login])
    assert not complaints, "\n".join(complaints)


def test_nothing_serious_before_signing_in(phone: GivePhone, site: Site) -> None:
    complaints = _check(phone(name="nobody"), list(open_screens()))
    assert not complaints, "\n".join(complaints)


def test_nothing_serious_at_the_desk(phone: GivePhone) -> None:
    complaints = _check(phone("admin", size=(1280, 800)), list(desk_screens()))
    assert not complaints, "\n".join(complaints)


def test_every_login_has_its_screens_checked(site: Site) -> None:
    assert set(_by_login(site)) == {"grid1", "town1", "manager1", "principal1", "employee1", "district"}
