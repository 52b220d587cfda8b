"""A new version waits for a good moment, says so, and takes nothing away."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from .phone import GivePhone, Phone
from .site import ROOT, Site, serving
from .stores import stores

#: What the newer service worker answers, so that a page can tell which one it has.
_MARK = "\nself.addEventListener('message', (e) => { if (e.data === 'which') e.source.postMessage('the newer one') })\n"
_WHICH = """() => new Promise(done => {
  navigator.serviceWorker.addEventListener('message', event => done(event.data), { once: true })
  navigator.serviceWorker.controller.postMessage('which')
  setTimeout(() => done('the older one'), 3000)
})"""


@pytest.fixture
def program(built: None, tmp_path: Path) -> Path:
    """A copy of the whole program, which may be brought to a newer version."""
    place = tmp_path / "program"
    for name in ("server", "static", "migrations"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    return place


@pytest.fixture
def site(program: Path, district: Path, tmp_path: Path) -> Iterator[Site]:
    with serving(district, tmp_path / "site", root=program) as running:
        yield running


def _publish(program: Path) -> None:
    """A newer version of the app lies on the server."""
    worker = program / "static" / "app" / "sw.js"
    for squeezed in worker.parent.glob("sw.js.*"):
        squeezed.unlink()
    worker.write_text(worker.read_text() + _MARK)


def test_a_new_version_waits_until_somebody_says_now(phone: GivePhone, program: Path) -> None:
    mine = phone("grid1")
    mine.open("/")
    assert mine.page.evaluate(_WHICH) == "the older one"
    _publish(program)

    # It is offered on the main pages, never over the camera.
    mine.reload()
    mine.sees("有新版，装好只要几秒")
    mine.lose_signal()
    mine.tap("拍隐患")
    mine.shoot()
    mine.sees("1 张照片")
    mine.misses("有新版，装好只要几秒")
    assert mine.page.evaluate(_WHICH) == "the older one"
    mine.page.locator("button.save").click()
    mine.sees("已保存在本机")
    hazard = mine.path().rsplit("/", 1)[1]

    mine.open("/")
    mine.sees("1 条没传完，不受影响")
    mine.tap("现在换")
    mine.misses("有新版，装好只要几秒")
    mine.sees("1 条已保存在本机")
    assert mine.page.evaluate(_WHICH) == "the newer one"
    mine.find_signal()
    mine.open(f"/saved/{hazard}")
    mine.sees("1/1 张已入库")


_COMMENTS = 250
#: A person who writes one line after the other, faster than any.
_WRITE = """async count => {
  const wait = until => new Promise(done => {
    const look = () => until() ? done() : requestAnimationFrame(look)
    look()
  })
  for (let n = 1; n <= count; n++) {
    const field = document.querySelector('.xa-comment-form textarea')
    field.value = `没有信号时写的第 ${n} 句`
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await wait(() => document.querySelector('.xa-comment-form button'))
    document.querySelector('.xa-comment-form button').click()
    await wait(() => field.value === '')
  }
}"""


def test_a_full_outbox_lives_through_an_update_without_a_signal(phone: GivePhone, program: Path, site: Site) -> None:
    mine = phone("grid1")
    _publish(program)
    mine.open("/")
    mine.sees("有新版，装好只要几秒")
    mine.lose_signal()
    hazards = [mine.snap(photos=2)]
    for _ in range(2):
        mine.open("/")
        hazards.append(mine.snap())
    mine.open(f"/hazards/{hazards[0]}")
    mine.sees("写一句，大家都看得到")
    mine.page.evaluate(_WRITE, _COMMENTS)
    mine.open("/")
    mine.sees("3 条已保存在本机")
    before = _waiting(mine)
    assert len(before["ops"]) == 3 + 4 + _COMMENTS

    mine.sees("3 条没传完，不受影响")
    mine.tap("现在换")
    mine.misses("有新版，装好只要几秒")
    assert mine.page.evaluate(_WHICH) == "the newer one"
    mine.sees("3 条已保存在本机")
    assert _waiting(mine) == before
    mine.restart("/", offline=True)
    mine.sees("3 条已保存在本机")
    assert _waiting(mine) == before

    (answered,) = site.row("SELECT count(*) FROM sync_answered")
    mine.find_signal()
    mine.sees("全部已入库")
    assert site.row("SELECT count(*) FROM sync_answered")[0] == answered + len(before["ops"])
    for hazard, photos in zip(hazards, (2, 1, 1), strict=True):
        assert site.row("SELECT count(*) FROM photos WHERE owner_id = ? AND stored", hazard) == (photos,)
    once = "SELECT count(*), count(DISTINCT text) FROM comments WHERE owner_id = ?"
    assert site.row(once, hazards[0]) == (_COMMENTS, _COMMENTS)


def _waiting(phone: Phone) -> dict[str, list[str]]:
    """What has not left the phone, once every picture has been made small."""
    while True:
        kept = stores(phone, "outbox", "captures", "renditions")
        assert kept
        if all(one["state"] != "captured" for one in kept["captures"]):
            break
        phone.page.wait_for_timeout(50)
    return {
        "ops": sorted(f"{op['n']} {op['id']} {op['state']}" for op in kept["outbox"]),
        "photos": sorted(f"{one['id']} {one['size']} {one['hash']}" for one in kept["renditions"]),
    }
