"""The disk fills up at one step after the other: what was kept stays whole, it is told, and with room it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Route

from .backstage import Backstage
from .disk import Disk
from .phone import PATIENCE, GivePhone, Phone
from .site import Site
from .stores import stores

_TOLD = "手机存满了，上传和更新先停下了"


@pytest.fixture
def others(site: Site) -> Backstage:
    return Backstage(site)


def _kept(phone: Phone) -> dict[str, list[str]]:
    """What a person could lose."""
    found = stores(phone, "outbox", "captures", "renditions", "answered")
    assert found
    waits, done = ({op["id"] for op in found[table]} for table in ("outbox", "answered"))
    return {
        "ops": sorted(waits | done),
        "photos": sorted(one["id"] for one in found["captures"]),
        "originals": sorted(f"{one['id']} {one['hash']}" for one in found["renditions"] if one["size"] == "original"),
    }


@contextmanager
def _full_when_answered(phone: Phone, disk: Disk, path: str, method: str) -> Iterator[list[str]]:
    """The server hears and does it; the disk is full before the phone can write down the answer."""
    struck: list[str] = []

    def strike(route: Route) -> None:
        if route.request.method != method or struck:
            return route.fallback()
        answer = route.fetch()
        struck.append(route.request.url)
        disk.fill()
        route.fulfill(response=answer)

    phone.context.route(path, strike)
    yield struck
    phone.context.unroute(path)


def _told(phone: Phone) -> None:
    phone.sees(_TOLD)
    phone.sees("以前保存的都在")
    phone.sees("有了空间会自动接着来")
    phone.tap("知道了")
    phone.misses(_TOLD)


def _goes_on(phone: Phone, disk: Disk) -> None:
    disk.free()
    phone.lose_signal()
    phone.find_signal()
    phone.sees("全部已入库")
    kept = stores(phone, "outbox", "captures")
    assert kept and not kept["outbox"]
    assert all(one["state"] == "stored" for one in kept["captures"])


def test_making_a_photo_small_finds_no_room(phone: GivePhone, site: Site) -> None:
    mine = phone("grid1")
    disk = Disk(mine)
    mine.open("/")
    mine.lose_signal()
    # Another tab is at the photos, so that the disk can fill up between saving one and making it small.
    mine.page.evaluate("""async () => {
      const name = (await indexedDB.databases()).map(one => one.name).find(one => /^xunan-[0-9a-f]{8}-/.test(one))
      await new Promise(got => navigator.locks.request(`photos ${name}`, () => {
        got()
        return new Promise(done => { window.letGo = done })
      }))
    }""")
    hazard = mine.snap()
    before = _kept(mine)
    disk.fill()
    mine.page.evaluate("window.letGo()")
    _told(mine)
    assert _kept(mine) == before
    mine.tap("回到今日")
    mine.sees("手机存满了，存不下照片")
    _goes_on(mine, disk)
    assert site.row("SELECT count(*) FROM photos WHERE owner_id = ? AND stored", hazard) == (1,)


@pytest.mark.parametrize(
    ("path", "method"),
    [("**/api/v1/sync/push", "POST"), ("**/api/v1/uploads**", "POST"), ("**/api/v1/uploads/**", "PATCH")],
    ids=["the answer to a push", "the address of an upload", "the last byte of a photo"],
)
def test_an_answer_finds_no_room(phone: GivePhone, site: Site, path: str, method: str) -> None:
    mine = phone("grid1")
    disk = Disk(mine)
    mine.open("/")
    mine.lose_signal()
    hazard = mine.snap()
    _settled(mine)
    before = _kept(mine)
    mine.tap("回到今日")
    with _full_when_answered(mine, disk, path, method) as struck:
        mine.find_signal()
        _told(mine)
    assert struck
    now = _kept(mine)
    assert set(before["ops"]) <= set(now["ops"])
    assert (now["photos"], now["originals"]) == (before["photos"], before["originals"])
    _goes_on(mine, disk)
    assert site.row("SELECT count(*) FROM hazards WHERE id = ?", hazard) == (1,)
    assert site.row("SELECT count(*) FROM photos WHERE owner_id = ? AND stored", hazard) == (1,)


def test_news_finds_no_room_and_comes_again(phone: GivePhone, others: Backstage) -> None:
    mine = phone("grid1")
    disk = Disk(mine)
    mine.open("/")
    mine.sees("全部已入库")
    cursor = _cursor(mine)
    with _full_when_answered(mine, disk, "**/api/v1/sync/pull**", "GET") as struck:
        hazard = others.report("town1", "车间里拉了临时电线")
        _told(mine)
    assert struck
    # Neither half of the page: not its records, and not the word that they had come.
    assert _cursor(mine) == cursor
    found = stores(mine, "hazard")
    assert found and all(one["id"] != hazard for one in found["hazard"])
    _goes_on(mine, disk)
    mine.open(f"/hazards/{hazard}")
    mine.sees("车间里拉了临时电线")


def _cursor(phone: Phone) -> str:
    kept = stores(phone, "facts")
    assert kept
    return next(fact["value"] for fact in kept["facts"] if fact["name"] == "cursor")


def _settled(phone: Phone) -> None:
    """Until every picture has been made small, so that nothing changes by itself any more."""
    for _ in range(PATIENCE // 50):
        kept = stores(phone, "captures")
        if kept and all(one["state"] != "captured" for one in kept["captures"]):
            return
        phone.page.wait_for_timeout(50)
    raise AssertionError("a photo stays as it was captured")
