"""A phone whose browser dies between the tap and the end of sync: what was said to be saved is there, once."""

from __future__ import annotations

import contextlib
import hashlib
import random
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Error, expect

from .backstage import Backstage
from .phone import PATIENCE, GivePhone, Phone
from .site import FIRST, Site
from .stores import stores

#: Seconds the phone may live after the tap: what a hazard with a photo needs to be stored, and a little more.
LONGEST = 2.5
SHORT = 0.2
#: A line that is no better than out in the country, so that there is a middle of an upload.
_SLOW_LINE = {"offline": False, "latency": 60, "downloadThroughput": 400_000, "uploadThroughput": 80_000}
#: A step north for each hazard: by its position each is known again, whatever became of it.
_STEP = 0.00001

#: What is about to be done, the button that does it, and how the screen says that it is saved.
Begun = tuple["Tap", str, Callable[[], bool]]
Rows = dict[str, list[dict[str, Any]]]


@dataclass
class Tap:
    """One thing a person did, and what the screen had said about it when the phone died."""

    kind: str
    #: By what it is known again: a hazard's number, a sentence, the id of a hazard that was confirmed.
    mark: str
    photos: int = 0
    said: bool = False


class Day:
    """One township inspector's day with a phone that keeps dying."""

    def __init__(self, phone: Phone, site: Site, hazards: list[str], seed: int) -> None:
        self.phone, self.site = phone, site
        self.chance = random.Random(seed)
        #: Reported by others; each waits to be confirmed.
        self.hazards = hazards
        self.taps: list[Tap] = []

    def one_more(self) -> None:
        """Switch on, do one thing, and die somewhere between the tap and the end of sync."""
        number = len(self.taps) + 1
        lat, lon = self.site.position_of(FIRST)
        self.phone.position = (round(lat + number * _STEP, 6), lon)
        self.phone.switch_on()
        doing = {"hazard": self._snaps, "comment": self._comments, "act": self._confirms}
        kind = list(doing)[number - 1] if number <= 3 else self.chance.choices(list(doing), (6, 2, 2))[0]
        tap, button, says = doing[kind](number)
        self.taps.append(tap)
        # Often at once: between the tap and the word of it there is little time.
        seconds = self.chance.uniform(0, self.chance.choice((SHORT, LONGEST, LONGEST)))
        self.phone.page.evaluate("one => { setTimeout(() => document.querySelector(one).click()) }", button)
        self._live_on(tap, says, seconds)
        self.phone.lose_power()

    def _live_on(self, tap: Tap, says: Callable[[], bool], seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            tap.said = tap.said or says()
            time.sleep(0.02)

    def _slow(self) -> None:
        self.phone.context.new_cdp_session(self.phone.page).send("Network.emulateNetworkConditions", _SLOW_LINE)

    def _snaps(self, number: int) -> Begun:
        self.phone.open("/snap")
        self._slow()
        before = self._drafted()
        self.phone.shoot()
        photos = before + 1
        self.phone.sees(f"{photos} 张照片")
        _until(lambda: self._drafted() == photos)
        return Tap("hazard", str(number), photos), "button.save", lambda: self._reads("/saved/", "已保存在本机")

    def _drafted(self) -> int:
        """How many photos lie here that were never saved: the last tap came to nothing."""
        kept = stores(self.phone, "drafts")
        assert kept
        return sum(len(draft["value"]["pictures"]) for draft in kept["drafts"] if draft["key"] == "snap")

    def _comments(self, number: int) -> Begun:
        words = f"第 {number} 次断电前写的"
        self.phone.open(f"/hazards/{self.hazards[-1]}")
        self._slow()
        self.phone.page.locator(".xa-comment-form textarea").fill(words)
        button = ".xa-comment-form button"
        expect(self.phone.page.locator(button)).to_be_visible(timeout=PATIENCE)
        return Tap("comment", words), button, lambda: words in self._text(".xa-comments")

    def _confirms(self, _number: int) -> Begun:
        hazard = self.hazards.pop(0)
        self.phone.open(f"/hazards/{hazard}/act/confirm")
        self._slow()
        expect(self.phone.control("确认属实").first).to_be_visible(timeout=PATIENCE)
        # Back at the hazard, which says what has been done to it, and what comes next once that has arrived.
        says = "您的“核实属实”已保存在本机|交办整改"
        return Tap("act", hazard), ".xa-btn.primary", lambda: self._reads(f"/hazards/{hazard}$", says)

    def _reads(self, address: str, words: str) -> bool:
        """The screen stands at this address (from its end) and shows these words."""
        path, text = self._ask("() => [location.pathname, document.body.innerText]", ["", ""])
        return re.search(address, path) is not None and re.search(words, text) is not None

    def _text(self, selector: str) -> str:
        return self._ask(f"() => document.querySelector('{selector}')?.innerText ?? ''", "")

    def _ask(self, question: str, unanswered: Any) -> Any:
        try:
            return self.phone.page.evaluate(question)
        except Error:  # on its way from one page to the next
            return unanswered


class Kept:
    """What the server holds in the end."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.lat, _ = site.position_of(FIRST)

    def rows(self, query: str, *values: object) -> list[tuple]:
        database = sqlite3.connect(f"file:{self.site.data_dir / 'xunan.db'}?mode=ro", uri=True)
        with contextlib.closing(database):
            return database.execute(query, values).fetchall()

    def photos_of(self, tap: Tap) -> list[list[str]]:
        """For each hazard that this tap has made: the hashes of its stored photos."""
        at = self.lat + int(tap.mark) * _STEP
        found = self.rows(
            "SELECT h.id FROM hazards h JOIN accounts a ON a.id = h.reporter_id "
            "WHERE a.login = 'town1' AND abs(h.lat - ?) < ?", at, _STEP / 3,
        )  # fmt: skip
        query = "SELECT sha256 FROM photos WHERE owner_id = ? AND stored AND NOT deleted"
        return [[sha for (sha,) in self.rows(query, hazard)] for (hazard,) in found]

    def times(self, tap: Tap) -> int:
        """How often a comment or an act has come."""
        if tap.kind == "comment":
            return len(self.rows("SELECT id FROM comments WHERE text = ?", tap.mark))
        told = self.rows("SELECT body FROM history WHERE record = ?", tap.mark)
        return sum('"action":"confirm"' in _text(body) for (body,) in told)

    def holds(self, sha: str) -> bool:
        """The photo's file is there, and is what its name says."""
        (path,) = (self.site.data_dir / "photos").glob(f"??/??/{sha}")
        return hashlib.sha256(path.read_bytes()).hexdigest() == sha


def _text(body: str | bytes) -> str:
    return re.sub(r"\s", "", body.decode() if isinstance(body, bytes) else body)


@pytest.mark.parametrize("kills", [3, pytest.param(100, marks=pytest.mark.proof)])
def test_a_phone_that_dies_after_the_tap_has_kept_what_it_said(
    phone: GivePhone, site: Site, kills: int,
    record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    seed = random.SystemRandom().randrange(1_000_000)
    others = Backstage(site)
    hazards = [others.report("grid1", f"配电箱没有上锁，第 {n} 处") for n in range(kills + 1)]
    mine = phone("town1")
    mine.open(f"/hazards/{hazards[-1]}")
    mine.sees("配电箱没有上锁")
    mine.switch_off()

    day = Day(mine, site, hazards, seed)
    for _ in range(kills):
        day.one_more()

    mine.switch_on()
    mine.open("/")
    mine.sees("全部已入库")
    kept = _all_stored(mine)
    counted = _require_everything_once(day, Kept(site), kept)
    if kills > 50:  # a short run may happen to die before anything was said
        assert all(counted[f"{kind} said there"] > 0 for kind in ("hazard", "comment", "act")), counted
    with capsys.disabled():
        print(f"\nseed {seed}: killed {kills} times; {dict(counted)}; {len(kept['captures'])} photos hash for hash")
    record_property("taps accounted for after the browser was killed", len(day.taps))


def _all_stored(phone: Phone) -> Rows:
    """Once nothing is under way any more."""
    found: Rows = {}

    def at_rest() -> bool:
        found.update(stores(phone, "outbox", "answered", "captures", "renditions", "drafts") or {})
        return not found["outbox"] and all(one["state"] == "stored" for one in found["captures"])

    _until(at_rest)
    return found


def _until(so: Callable[[], bool]) -> None:
    until = time.monotonic() + 2 * PATIENCE / 1000
    while not so():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.1)


def _require_everything_once(day: Day, server: Kept, kept: Rows) -> Counter[str]:
    """Said to be saved: there once, whole. Not yet said: there once and whole, or not at all."""
    counted: Counter[str] = Counter()
    arrived: list[str] = []
    for tap in day.taps:
        if tap.kind == "hazard":
            came = server.photos_of(tap)
            assert len(came) <= 1, tap
            assert all(len(photos) == tap.photos for photos in came), (tap, came)
            arrived += [sha for photos in came for sha in photos]
            times = len(came)
        else:
            times = server.times(tap)
            assert times <= 1, (tap, times)
        assert times == 1 or not tap.said, tap
        counted[f"{tap.kind} {'said' if tap.said else 'unsaid'} {'there' if times else 'absent'}"] += 1
    _require_photos(server, kept, arrived)
    assert all(op["result"]["status"] == "applied" for op in kept["answered"])
    return counted


def _require_photos(server: Kept, kept: Rows, arrived: list[str]) -> None:
    """What lies on the phone is what the server has, and no picture is in two places or in none."""
    on_phone = {one["id"]: one["sha256"] for one in kept["captures"]}
    hashes = {one["id"]: one["hash"] for one in kept["renditions"] if one["size"] == "original"}
    drafted = {one["id"] for draft in kept["drafts"] if draft["key"] == "snap" for one in draft["value"]["pictures"]}
    assert sorted(on_phone.values()) == sorted(arrived)
    assert all(hashes[photo] == sha for photo, sha in on_phone.items())
    assert not drafted & set(on_phone)
    assert set(hashes) - set(on_phone) - drafted == set()
    assert all(server.holds(sha) for sha in arrived)
