"""A new version waits for a good moment, says so, and takes nothing away."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from .phone import GivePhone
from .site import ROOT, Site, serving

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
