"""Several people on one phone: each with his own work, store and device; an ended one takes only its owner's."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .backstage import Backstage
from .phone import PATIENCE, GivePhone, Phone
from .site import Site
from .stores import owners, stores

#: Whether anything of a person was on the screen, be it for a moment, from the first paint on.
_WATCH = """
  const screens = '.xa-home-head, .xa-hazard-row, .xa-history, .xa-dock'
  const look = () => { if (document.querySelector(screens)) window.peeked = true }
  new MutationObserver(look).observe(document, { childList: true, subtree: true })
"""


@pytest.fixture
def others(site: Site) -> Backstage:
    return Backstage(site)


def _account(site: Site, login: str) -> str:
    return site.row("SELECT id FROM accounts WHERE login = ?", login)[0]


def _device_on(phone: Phone, site: Site, login: str) -> str:
    kept = stores(phone, "facts", user=_account(site, login))
    assert kept
    return next(fact["value"]["id"] for fact in kept["facts"] if fact["name"] == "device")


def _sign_out(phone: Phone) -> None:
    phone.open("/me")
    phone.tap("退出登录")
    phone.page.get_by_role("dialog").get_by_role("button", name="退出", exact=True).click()
    phone.is_at("/sign-in")
    # Nothing is under way any more: a round that had just begun would still hand over, in his own name.
    phone.reload()


def _snaps_without_signal(phone: Phone) -> str:
    phone.open("/")
    phone.lose_signal()
    return phone.snap()


def _revoke(others: Backstage, login: str, device: str, *, stolen: bool) -> None:
    """He ends the device from his desk."""
    path = f"/api/v1/me/devices/{device}/revoke"
    others.site.ask(others.token(login), "POST", path, {"stolen": stolen})


def _came(site: Site, hazard: str) -> tuple[str, str]:
    """Whose hazard it is on the server, and by whose device it came."""
    return site.row(
        "SELECT a.login, s.device_id FROM hazards h JOIN accounts a ON a.id = h.reporter_id "
        "JOIN sync_answered s ON s.record = h.id AND s.user_id = a.id WHERE h.id = ? LIMIT 1", hazard,
    )  # fmt: skip


def test_two_people_take_turns_and_neither_sees_or_sends_the_other(phone: GivePhone, site: Site) -> None:
    shared = phone("grid1", name="shared")
    one = _snaps_without_signal(shared)
    _sign_out(shared)
    shared.find_signal()

    shared.sign_in("grid2")
    two = _snaps_without_signal(shared)
    shared.restart("/", offline=True)
    shared.sees("1 条已保存在本机")
    for path in ("/", "/hazards?group=all", "/tray", "/notices", "/me"):
        shared.open(path)
        expect(shared.page.locator("main").first).to_be_visible(timeout=PATIENCE)
        shared.stands_still()
        shared.misses(re.compile("林小满|grid1"))
    for path in (f"/hazards/{one}", f"/saved/{one}"):
        shared.open(path)
        shared.sees(re.compile("这条隐患不在本机|本机没有这条隐患"))
    devices = [_device_on(shared, site, login) for login in ("grid1", "grid2")]
    assert len(set(devices)) == 2
    _sign_out(shared)
    shared.find_signal()

    # Each comes back to what is his, and it leaves under his own name.
    for login, hazard, device, other in (("grid1", one, devices[0], two), ("grid2", two, devices[1], one)):
        shared.sign_in(login)
        shared.open(f"/saved/{hazard}")
        shared.sees("1/1 张已入库")
        assert _came(site, hazard) == (login, device)
        shared.open(f"/hazards/{other}")
        shared.sees("这条隐患不在本机")
        _sign_out(shared)


def test_an_ended_device_hands_over_and_leaves_the_other_persons_work(
    phone: GivePhone, site: Site, others: Backstage
) -> None:
    shared = phone("grid1", name="shared")
    his = _snaps_without_signal(shared)
    _sign_out(shared)
    shared.find_signal()
    shared.sign_in("grid2")
    hers = _snaps_without_signal(shared)
    users = {_account(site, login) for login in ("grid1", "grid2")}
    assert owners(shared) == users
    for login in ("grid1", "grid2"):
        _revoke(others, login, _device_on(shared, site, login), stolen=False)

    # While a photo is still on its way nothing of hers shows, not for a moment at a cold start either.
    shared.context.route("**/api/v1/uploads**", lambda route: route.abort())
    shared.open("/")
    shared.find_signal()
    shared.sees("这台设备已被停用")
    shared.sees("还有 1 条在传")
    shared.misses(re.compile("grid2|今日|拍隐患"))
    shared.restart("/", offline=True)
    shared.page.add_init_script(_WATCH)
    for path in ("/", f"/hazards/{hers}", "/hazards?group=all", "/me"):
        shared.open(path)
        shared.sees("这台设备已被停用")
        assert shared.page.evaluate("window.peeked === true") is False, path

    shared.find_signal()
    shared.sees("没传完的都已交上去，本机已清空。")
    assert owners(shared) == {_account(site, "grid1")}
    assert [name for name in shared.page.evaluate("caches.keys()") if name.startswith("photos-")] == []
    assert shared.page.evaluate("['home', 'person', 'revoked'].filter(one => localStorage[`xunan-${one}`])") == []
    assert site.row("SELECT state FROM contributions WHERE record_id = ?", hers) == ("open",)

    # The other one's device was ended too, while he was out: he comes in under a new one, and his work with him.
    shared.sign_in("grid1")
    shared.open(f"/saved/{his}")
    shared.sees("1/1 张已入库")
    assert _came(site, his) == ("grid1", _device_on(shared, site, "grid1"))


def test_a_stolen_phone_delivers_nothing_and_keeps_nothing(phone: GivePhone, site: Site, others: Backstage) -> None:
    gone = phone("grid2", name="gone")
    hazard = _snaps_without_signal(gone)
    _revoke(others, "grid2", _device_on(gone, site, "grid2"), stolen=True)
    gone.open("/")
    gone.find_signal()
    gone.sees("没传完的没有交上去，本机已清空。")
    assert owners(gone) == set()
    assert [name for name in gone.page.evaluate("caches.keys()") if name.startswith("photos-")] == []
    for table, column in (("hazards", "id"), ("contributions", "record_id"), ("sync_answered", "record")):
        assert site.row(f"SELECT count(*) FROM {table} WHERE {column} = ?", hazard) == (0,)
