"""Going through three hundred items on a slow phone: a tap until its answer is saved and the next item stands there,
and opening the walkthrough again in the middle.

The page draws the next item while the store writes, and says "saving" until the store has confirmed. `walk_answer`
ends when both are true: the frame that shows the next item was painted, and the store's transaction is complete.
`walk_answer_said` ends with the frame that no longer says "saving". `walk_durable_floor` is the store alone, with a
transaction as small as an answer.

`walk_open_cold` ends with the frame that shows the item and the buttons that answer it: drawn from a copy of the screen
before the app is ready, which keeps what is tapped on it. `walk_open_ready` ends with the app's own first frame, and
`walk_open_answered` is a tap at the first of these moments, from the opening until its answer is on the disk and the
next item stands there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from playwright.sync_api import sync_playwright
from sqlalchemy import select

from server.app import create_app
from server.db import db
from server.demo.people import FIRST
from server.permissions import machine
from server.places import checklists
from server.places.models import Enterprise
from server.settings import read_settings
from server.sync.work import working
from tests.bench.figures import at, tell
from tests.bench.ground import Installation
from tests.bench.phone import Stopped, fresh

ITEMS, TAPS = 300, 60
_NEXT = """() => {
  const before = document.querySelector('.xa-walk-question')?.textContent
  window.bench.when('next', () => {
    const now = document.querySelector('.xa-walk-question')?.textContent
    return now !== undefined && now !== before
  })
  window.bench.when('said', () => {
    const now = document.querySelector('.xa-walk-question')?.textContent
    return now !== undefined && now !== before && document.querySelector('.xa-walk .saving') === null
  })
  delete window.bench.marks.answered
}"""
#: When a transaction on the outbox is complete: durable, since the app asks for strict durability. Laid in before the
#: page opens, since Dexie takes hold of the method as it opens the store.
_WATCH = """(() => {
  const begin = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (...words) {
    const made = begin.apply(this, words)
    if (made.mode === 'readwrite' && made.objectStoreNames.contains('outbox')) {
      made.addEventListener('complete', () => { window.bench.marks.answered ??= performance.now() })
    }
    return made
  }
})()"""
_ITEM = """window.bench.when('item', () => document.querySelector('.xa-walk-question') !== null
  && document.querySelector('.xa-answers') !== null)"""
_READY = """window.bench.when('ready', () => window.xaShown === undefined
  && '__vue_app__' in (document.getElementById('app') ?? {}) && document.querySelector('.xa-answers') !== null)"""
#: Taps as soon as the item was painted.
_AT_ONCE = """(async () => {
  await window.bench.mark('item', 60000)
  const asked = () => document.querySelector('.xa-walk-question')?.textContent
  const before = asked()
  window.bench.when('next', () => asked() !== undefined && asked() !== before)
  document.querySelector('.xa-answers .pass').click()
})()"""
#: One durable transaction of the app's own kind, without the app: milliseconds.
_FLOOR = """async () => {
  const ask = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result) })
  const making = indexedDB.open('floor', 1)
  making.onupgradeneeded = () => making.result.createObjectStore('rows', { keyPath: 'n', autoIncrement: true })
  const base = await ask(making)
  const spent = []
  for (let n = 0; n < 30; n++) {
    await window.bench.rest(250)
    const began = performance.now()
    const work = base.transaction('rows', 'readwrite', { durability: 'strict' })
    work.objectStore('rows').add({ words: 'x'.repeat(400) })
    await new Promise((done) => { work.oncomplete = done })
    spent.push(performance.now() - began)
  }
  base.close()
  return spent
}"""


def measure(installation: Installation, runs: int) -> None:
    firm = _checklist(installation.environ)
    with sync_playwright() as playwright, fresh(playwright, installation) as one:
        one.on().context.add_init_script(_WATCH)
        one.phone.sign_in("town1")
        one.phone.open(f"/enterprises/{firm}/check")
        one.phone.tap(re.compile("三百项"), exact=False)
        one.phone.page.locator(".xa-answers").wait_for()
        walk = one.phone.path()
        one.phone.page.wait_for_timeout(1500)
        one.phone.lose_signal()
        for slower in (1, 4):
            one.slow(slower)
            spent = [_answer(one) for _ in range(TAPS)]
            times = [both for both, _ in spent]
            about = {"items": ITEMS, "slower": slower}
            tell("walk_answer", times, "ms", 50 if slower == 4 else None, **about)
            tell("walk_answer_p95", [at(times, 0.95)], "ms", **about)
            tell("walk_answer_said", [said for _, said in spent], "ms", **about)
            tell("walk_durable_floor", one.phone.page.evaluate(_FLOOR), "ms", slower=slower)
        _open(one, walk, runs)


def _answer(one: Stopped) -> tuple[float, float]:
    one.phone.page.evaluate(_NEXT)
    one.phone.page.locator(".xa-answers .pass").tap()
    tapped = one.mark("tap")
    spent = max(one.mark("next"), one.mark("answered")) - tapped, one.mark("said") - tapped
    one.phone.page.wait_for_timeout(250)
    return spent


def _open(one: Stopped, walk: str, runs: int) -> None:
    for slower in (1, 4):
        shown, ready, answered = [], [], []
        for _ in range(runs):
            _opened(one, walk, slower, _ITEM, _READY)
            shown.append(one.mark("item"))
            ready.append(one.mark("ready"))
            _opened(one, walk, slower, _WATCH, _ITEM, _AT_ONCE)
            answered.append(max(one.mark("next"), one.mark("answered")))
            # The copy of the screen follows a moment after the item.
            one.phone.page.wait_for_timeout(4000)
        about = {"items": ITEMS, "slower": slower}
        tell("walk_open_cold", shown, "ms", 500 if slower == 4 else None, **about)
        tell("walk_open_ready", ready, "ms", **about)
        tell("walk_open_answered", answered, "ms", **about)


def _opened(one: Stopped, walk: str, slower: int, *scripts: str) -> None:
    """The check, opened in a browser that was just started."""
    one.phone.switch_off()
    phone = one.on(offline=True, slower=slower)
    for script in scripts:
        phone.context.add_init_script(script)
    phone.page.wait_for_timeout(2500)
    phone.open(walk)


def _checklist(environ: Mapping[str, str]) -> str:
    """A checklist of three hundred items; the id of an enterprise to go through."""
    app = create_app(read_settings(environ))
    with app.app_context():
        firm = db.session.scalars(select(Enterprise.id).where(Enterprise.name == FIRST)).one()
        db.session.remove()
        items = [{"code": f"T{n}", "question": f"第 {n} 项：通道、设备和标识是否都完好？"} for n in range(ITEMS)]
        sections = [{"title": f"第 {n + 1} 部分", "items": items[n * 30 : n * 30 + 30]} for n in range(ITEMS // 30)]
        with working() as work:
            values = {"code": "three-hundred", "title": "三百项", "sections": sections, "sectors": [], "traits": None}
            checklists.add_checklist(work, values, by=machine())
        db.session.remove()
    return firm
