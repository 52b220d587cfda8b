"""The browser ends in the middle of a check: its item stands there before the app is ready, and a tap on it counts."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Route, expect

from .phone import PATIENCE, GivePhone, Phone
from .site import Site
from .walking import ITEMS, checklist_for

_COPY = "localStorage.getItem('xunan-shown')"
#: With this question, as what the check asks next: the answer before it is saved.
_IS_KEPT = f"question => {_COPY}?.includes(question) && JSON.parse({_COPY}).addresses.length === 2"
_COPIES = "['shown', 'walk'].map(name => localStorage.getItem(`xunan-${name}`))"
_PUT_BACK = "copies => ['shown', 'walk'].forEach((name, n) => localStorage.setItem(`xunan-${name}`, copies[n]))"
_APP = re.compile(r"/assets/index-.*\.js$")
_RUNS = "() => '__vue_app__' in document.getElementById('app')"
_SAID = """SELECT group_concat(item || ' ' || result, ', ')
  FROM (SELECT item, result FROM answers WHERE walkthrough_id = ? ORDER BY item)"""


def test_a_check_stands_there_before_the_app(phone: GivePhone, site: Site) -> None:
    firm, _ = checklist_for(site)
    mine = phone("town1")
    walk = _begin(mine, firm)
    mine.tap("合格")
    older = _kept(mine, 2)
    before = mine.picture(mine.folder / "before.png").read_bytes()
    with _opened_again(mine, walk):
        _stands(mine, 2)
        assert mine.picture(mine.folder / "drawn.png").read_bytes() == before
        mine.tap("不适用")
        mine.tap("不适用")  # nothing seems to happen, and so once more: it is said of this item alone
    _stands(mine, 3)
    _arrives(site, walk, "Q1 pass, Q2 na")

    # Copies from before the last answer, as after a flat battery: a tap on what was answered since changes nothing.
    _kept(mine, 3)
    with _opened_again(mine, walk, older):
        _stands(mine, 2)
        mine.tap("不合格")
    _stands(mine, 3)
    mine.tap("合格")
    _arrives(site, walk, "Q1 pass, Q2 na, Q3 pass")

    # Whoever signs out leaves nothing of it behind.
    _kept(mine, 4)
    mine.open("/me")
    mine.tap("退出登录")
    mine.page.get_by_role("dialog").get_by_role("button", name="退出", exact=True).click()
    mine.is_at(re.compile("/sign-in"))
    assert mine.page.evaluate(_COPY) is None


def _begin(phone: Phone, firm: str) -> str:
    phone.open(f"/enterprises/{firm}/check")
    phone.tap(re.compile("现场四项"), exact=False)
    _stands(phone, 1)
    return phone.path().split("/")[-1].split("?")[0]


def _stands(phone: Phone, number: int) -> None:
    expect(phone.page.locator(".xa-walk-question")).to_have_text(ITEMS[number - 1], timeout=PATIENCE)


def _kept(phone: Phone, number: int) -> list[str]:
    """The copies of the screen and of the check, once the former shows this item."""
    _stands(phone, number)
    phone.page.wait_for_function(_IS_KEPT, arg=ITEMS[number - 1])
    copies: list[str] = phone.page.evaluate(_COPIES)
    return copies


def _arrives(site: Site, walk: str, answers: str) -> None:
    """The server has these answers, and no others, within a while."""
    until = time.monotonic() + PATIENCE / 1000
    while (said := site.row(_SAID, walk)) != (answers,):
        assert time.monotonic() < until, said
        time.sleep(0.2)


@contextmanager
def _opened_again(phone: Phone, walk: str, copies: list[str] | None = None) -> Iterator[None]:
    """The browser ends, and the check is opened anew; the app's own file comes once this is over, as on a phone that
    needs long to read it. `copies`: what the browser had last brought to the disk, a minute ago or more.
    """
    phone.switch_off()
    phone.switch_on()
    if copies is not None:
        phone.open("/healthz")  # a page of this address on which the app does not run
        phone.page.evaluate(_PUT_BACK, copies)
    session = phone.context.new_cdp_session(phone.page)
    session.send("Network.enable")
    session.send("Network.setBypassServiceWorker", {"bypass": True})
    held: list[Route] = []
    phone.page.route(_APP, lambda route: held.append(route))
    phone.page.goto(f"{phone.address}/walkthroughs/{walk}", wait_until="commit")
    yield
    assert held, "the app was not asked for"
    assert not phone.page.evaluate(_RUNS)
    for route in held:
        route.continue_()
    phone.page.unroute(_APP)
    phone.page.wait_for_function(_RUNS)
