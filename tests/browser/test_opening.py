"""A store that does not open, and one that was emptied: nothing is decided before it was read, and both are said."""

from __future__ import annotations

import fcntl
import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import expect

from .phone import PATIENCE, GivePhone, Phone

_EMPTY = """async () => {
  // The service worker's own stay open, and hold nothing of a person's work.
  for (const { name } of (await indexedDB.databases()).filter(one => one.name.startsWith('xunan')))
    await new Promise((done, failed) => {
      const asked = indexedDB.deleteDatabase(name)
      asked.onsuccess = done
      asked.onerror = asked.onblocked = () => failed(new Error(`${name} is still open`))
    })
}"""


def test_a_store_that_does_not_open_is_said_and_tried_again(phone: GivePhone) -> None:
    mine = phone("grid1")
    mine.open("/")
    mine.ready_for_no_signal()
    mine.lose_signal()
    hazard = mine.snap()
    mine.switch_off()
    with _held(mine):
        mine.switch_on(offline=True)
        mine.open("/")
        # Chromium takes two seconds to refuse each of some ten openings, and longer where it has to share the machine.
        expect(mine.page.get_by_text("打不开手机里的存储")).to_be_visible(timeout=2 * PATIENCE)
        mine.sees("存过的巡安一样没动")
    mine.tap("再试一次")
    mine.is_at("/")
    mine.open(f"/hazards/{hazard}")
    expect(mine.page.locator("main img").first).to_be_visible(timeout=PATIENCE)
    mine.find_signal()
    mine.sees(re.compile("已入库"))


def test_a_store_that_was_emptied_is_said(phone: GivePhone) -> None:
    mine = phone("grid1")
    mine.open("/")
    # A page of this address on which the app does not run, and so holds nothing open.
    mine.open("/healthz")
    mine.page.evaluate(_EMPTY)
    mine.open("/")
    mine.is_at(re.compile("/sign-in"))
    mine.sees("这台手机上巡安的存储被清空了")
    mine.enter("grid1")
    mine.is_at("/")


@contextmanager
def _held(phone: Phone) -> Iterator[None]:
    """Another process holds the store of this phone."""
    lock = next(phone.folder.glob("**/IndexedDB/http_*.leveldb/LOCK"))
    with lock.open("r+b") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        yield
