"""How often a finger touches the glass for a check of sixty items with six fails.

One inspector, from the page of the enterprise until the record is signed by two inspectors and the representative.
What is counted is what the page sees: each `pointerdown` is a tap, unless the browser took it for scrolling; then it
is a swipe. What lies outside the screen, or under a bar, is swiped to as a person does. The least possible is what
nobody can do without: two to begin, an answer an item, shutter and saving a fail, one to finish, who signs for the
enterprise, and a stroke and a word for each signature.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from time import monotonic, sleep
from typing import Any

from playwright.sync_api import CDPSession, Locator, expect, sync_playwright
from sqlalchemy import select

from server.app import create_app
from server.clock import now, stamp
from server.db import db, new_id
from server.demo.people import FIRST
from server.permissions import machine
from server.places import checklists
from server.places import operations as places
from server.places.models import Enterprise
from server.settings import read_settings
from server.sync.work import working
from tests.bench.figures import tell
from tests.bench.ground import Installation
from tests.bench.phone import fresh
from tests.browser.phone import PATIENCE, Phone
from tests.browser.site import PASSWORD, Site

ITEMS, FAILS, SIGNERS = 60, 6, 3
#: Who signs for the enterprise; the phone knows the name.
PRINCIPAL = "陈立松"
_FAILING = {n * ITEMS // FAILS + 5 for n in range(FAILS)}
LEAST = {
    "begin": 2, "answer": ITEMS, "shutter": FAILS, "save": FAILS, "finish": 1, "name": 1, "stroke": SIGNERS,
    "signed": SIGNERS,
}  # fmt: skip

_COUNT = """(() => {
  window.fingers = { taps: 0, swipes: 0 }
  addEventListener('pointerdown', () => { window.fingers.taps += 1 }, true)
  addEventListener('pointercancel', () => { window.fingers.taps -= 1; window.fingers.swipes += 1 }, true)
})()"""
#: What a finger at the middle of it would find: it, nothing yet (it rests for a moment), or something else.
_FINDS = """(wanted) => {
  const { left, top, width, height } = wanted.getBoundingClientRect()
  const hit = document.elementFromPoint(left + width / 2, top + height / 2)
  if (wanted.disabled || (hit?.contains(wanted) && hit !== wanted)) return 'rests'
  return hit && wanted.contains(hit) ? 'it' : top > 200 ? 'below' : 'above'
}"""


class Finger:
    """A finger on the glass, and for what it came down."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.came: Counter[str] = Counter()
        self.swipes: Counter[str] = Counter()
        self._glass: CDPSession = phone.context.new_cdp_session(phone.page)
        self._seen = {"taps": 0, "swipes": 0}

    def _note(self, why: str) -> None:
        seen: dict[str, int] = self.phone.page.evaluate("() => ({ ...window.fingers })")
        self.came[why] += seen["taps"] - self._seen["taps"]
        self.swipes[why] += seen["swipes"] - self._seen["swipes"]
        self._seen = seen

    def _touch(self, *at: tuple[float, float]) -> None:
        """By hand, since the browser makes no click of a tap that comes another way than the stroke before it."""
        for kind, points in [("touchStart", at[:1]), *(("touchMove", [one]) for one in at[1:]), ("touchEnd", [])]:
            said = {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]}
            self._glass.send("Input.dispatchTouchEvent", said)

    def _middle(self, wanted: Locator) -> tuple[float, float]:
        """Where it is, once it lies open."""
        expect(wanted).to_be_visible(timeout=PATIENCE)
        for _ in range(400):
            found = wanted.evaluate(_FINDS)
            if found == "it":
                box: Any = wanted.bounding_box()
                return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            if found != "rests":
                up = found == "above"
                self._touch(*((330, 200 + n * 25 if up else 600 - n * 25) for n in range(17)))
            self.phone.page.wait_for_timeout(30 if found == "rests" else 300)
        raise RuntimeError(f"out of reach at {self.phone.page.url}: {wanted}")

    def tap(self, why: str, wanted: Locator) -> None:
        self._touch(self._middle(wanted))
        self._note(why)

    def stroke(self, why: str, wanted: Locator) -> None:
        x, y = self._middle(wanted)
        self._touch(*((x - 120 + n * 14, y - 30 + n % 5 * 14) for n in range(16)))
        self.phone.page.wait_for_timeout(1000)  # a hand that has written lifts before it comes down elsewhere
        self._note(why)


def measure(installation: Installation) -> None:
    firm = _ground(installation.environ)
    with sync_playwright() as playwright, fresh(playwright, installation) as one:
        phone = one.on()
        phone.context.add_init_script(_COUNT)
        phone.sign_in("town1")
        phone.open(f"/enterprises/{firm}")
        phone.sees(FIRST)
        finger = Finger(phone)
        _begin(finger)
        _joins(installation, phone.path().split("/")[2].split("?")[0])
        _walk(finger)
        _sign(finger)
    came, swipes = +finger.came, +finger.swipes
    over = {why: n - LEAST.get(why, 0) for why, n in came.items() if n != LEAST.get(why, 0)}
    about = {"items": ITEMS, "fails": FAILS, "over": over, "swipes": dict(swipes), "by": dict(came)}
    tell("walk_taps", [came.total()], "taps", sum(LEAST.values()), **about)


def _begin(finger: Finger) -> None:
    phone = finger.phone
    finger.tap("begin", phone.control("开始检查").first)
    finger.tap("begin", phone.control(re.compile("六十项"), exact=False).first)
    phone.page.locator(".xa-answers").wait_for()


def _walk(finger: Finger) -> None:
    phone, page = finger.phone, finger.phone.page
    for n in range(ITEMS):
        expect(page.locator(".xa-walk-question")).to_contain_text(f"第 {n} 项", timeout=PATIENCE)
        failed = n in _FAILING
        finger.tap("answer", page.locator(".xa-answers .fail" if failed else ".xa-answers .pass"))
        if failed:
            finger.tap("shutter", page.locator("button.shutter"))
            finger.tap("save", page.locator("button.save"))
    finger.tap("finish", phone.control("结束检查，去签名").first)


def _sign(finger: Finger) -> None:
    phone, page = finger.phone, finger.phone.page
    for who in ("方敏", "林小满"):
        phone.sees(f"{who} 在这里签")
        finger.stroke("stroke", page.locator(".pad canvas"))
        finger.tap("signed", phone.control("签好了").first)
    phone.sees("企业现场负责人 在这里签")
    finger.tap("name", phone.control(PRINCIPAL).first)
    finger.stroke("stroke", page.locator(".pad canvas"))
    finger.tap("signed", phone.control("签好，完成").first)
    phone.sees("都签好了")


def _joins(installation: Installation, walk: str) -> None:
    """His colleague walks along, with a phone of his own: what he taps there is not counted."""
    site, at = Site(installation.address, installation.data_dir), stamp(now())
    device, grid1 = new_id(), site.row("SELECT id, name FROM accounts WHERE login = 'grid1'")
    said = {"login": "grid1", "password": PASSWORD, "device": {"id": device, "name": "另一部"}}
    token = site.ask("", "POST", "/api/v1/session", said)["token"]
    until = monotonic() + PATIENCE / 1000
    while site.row("SELECT count(*) FROM walkthroughs WHERE id = ?", walk) == (0,):
        assert monotonic() < until, "the walkthrough was not sent"
        sleep(0.1)
    was, version = site.row("SELECT inspectors, version FROM walkthroughs WHERE id = ?", walk)
    both = [*json.loads(was), {"id": grid1[0], "name": grid1[1]}]
    op = {
        "id": new_id(), "seq": 1, "type": "walkthrough", "record": walk, "op": "set", "at": at, "seen": version,
        "fields": {"inspectors": {"was": json.loads(was), "now": both}},
    }  # fmt: skip
    told = {"device": device, "schema": 1, "sent_at": at, "ops": [op]}
    answer = site.ask(token, "POST", "/api/v1/sync/push", told)
    assert answer["results"][0]["status"] == "applied", answer


def _ground(environ: Mapping[str, str]) -> str:
    """A checklist of sixty items; the id of an enterprise to go through."""
    app = create_app(read_settings(environ))
    with app.app_context():
        firm = db.session.scalars(select(Enterprise.id).where(Enterprise.name == FIRST)).one()
        db.session.remove()
        with working() as work:
            places.change_enterprise(work, firm, {"principal": {"name": PRINCIPAL}}, seen=None, by=machine())
        items = [{"code": f"T{n}", "question": f"第 {n} 项：通道、设备和标识是否都完好？"} for n in range(ITEMS)]
        sections = [{"title": f"第 {n + 1} 部分", "items": items[n * 20 : n * 20 + 20]} for n in range(3)]
        with working() as work:
            values = {"code": "sixty", "title": "六十项", "sections": sections, "sectors": [], "traits": None}
            checklists.add_checklist(work, values, by=machine())
        db.session.remove()
    return firm
