"""The app in a real Chromium at a phone's size: first load, first sync, cold start, saving, scrolling, searching.

The slowness of a cheap phone is Chromium's CPU throttle: 4 and 6 times slower than this machine.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Playwright, sync_playwright

from tests.bench.figures import tell
from tests.bench.ground import Installation
from tests.browser.phone import PATIENCE, Phone

_STOPWATCH = Path(__file__).with_name("stopwatch.js")
_WHOLE = """() => window.bench.when('whole', () =>
  document.querySelector('.xa-home-head ~ main')?.textContent.includes('全部已入库') === true)"""
_SAID = """() => { delete window.bench.marks.durable; window.bench.when('said', () =>
  document.querySelector('.slip .steps li.done b')?.textContent.includes('已保存') === true) }"""
_FOUND = """() => {
  const shown = () => document.querySelector('.xa-end')?.textContent ?? 'none'
  const before = shown()
  window.bench.when('found', () => shown() !== before)
}"""


class Stopped:
    """A phone with a stopwatch in every page."""

    def __init__(self, playwright: Playwright, installation: Installation, folder: Path) -> None:
        self.phone = Phone(playwright, installation.address, folder, position=(25.431, 119.012))

    def on(self, *, offline: bool = False, slower: int = 1) -> Phone:
        self.phone.switch_on(offline=offline)
        self.phone.context.add_init_script(path=_STOPWATCH)
        self.slow(slower)
        return self.phone

    def slow(self, times: int) -> None:
        session = self.phone.context.new_cdp_session(self.phone.page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": times})

    def mark(self, name: str) -> float:
        found = self.phone.page.evaluate("([name, patience]) => window.bench.mark(name, patience)", [name, PATIENCE])
        if found is None:
            raise RuntimeError(f"{name} did not come at {self.phone.page.url}")
        return found


@contextmanager
def fresh(playwright: Playwright, installation: Installation) -> Iterator[Stopped]:
    """A phone out of the box."""
    folder = Path(tempfile.mkdtemp(prefix="xunan-phone-", dir="/tmp"))
    made = Stopped(playwright, installation, folder)
    try:
        yield made
    finally:
        made.phone.switch_off()
        shutil.rmtree(folder, ignore_errors=True)


#: What can be measured by itself, in this order.
FIGURES = ("first_load", "first_sync", "save", "cold_start", "list")


def measure(installation: Installation, records: int, runs: int, figures: Collection[str] = FIGURES) -> None:
    with sync_playwright() as playwright:
        if "first_load" in figures:
            first_load(playwright, installation, runs)
        if "first_sync" in figures:
            first_sync(playwright, installation, records, runs)
        if not {"save", "cold_start", "list"} & set(figures):
            return
        with fresh(playwright, installation) as one:
            one.on().sign_in("grid1")
            if "save" in figures:
                saving(one, runs)
            if "cold_start" in figures:
                cold_start(one, records, runs)
            if "list" in figures:
                the_list(one, records, runs)


def first_load(playwright: Playwright, installation: Installation, runs: int) -> None:
    """What the sign-in page of a fresh phone costs over the wire: bodies as served, and headers."""
    totals: list[float] = []
    scripts: list[float] = []
    for _ in range(runs):
        with fresh(playwright, installation) as one:
            phone = one.on()
            session = phone.context.new_cdp_session(phone.page)
            paths: dict[str, str] = {}
            sizes: dict[str, float] = {}

            def came(event: dict[str, Any], paths: dict[str, str] = paths) -> None:
                paths[event["requestId"]] = urlsplit(event["response"]["url"]).path

            def whole(event: dict[str, Any], sizes: dict[str, float] = sizes) -> None:
                sizes[event["requestId"]] = event["encodedDataLength"]

            session.on("Network.responseReceived", came)
            session.on("Network.loadingFinished", whole)
            session.send("Network.enable")
            phone.page.goto(f"{installation.address}/sign-in", wait_until="networkidle")
            of = {
                paths[number]: size for number, size in sizes.items() if number in paths and paths[number] != "/sw.js"
            }
            totals.append(sum(of.values()) / 1000)
            scripts.append(sum(size for path, size in of.items() if path.endswith(".js")) / 1000)
    tell("first_load", totals, "kB", 250)
    tell("first_load_javascript", scripts, "kB", 180)


def first_sync(playwright: Playwright, installation: Installation, records: int, runs: int) -> None:
    """From the tap on 登录 until everything is on the phone and it says so."""
    for slower in (1, 4):
        times = []
        for _ in range(runs):
            with fresh(playwright, installation) as one:
                phone = one.on(slower=slower)
                phone.open("/sign-in")
                phone.ready_for_no_signal()
                phone.page.evaluate(_WHOLE)
                phone.enter("grid1")
                times.append((one.mark("whole") - one.mark("tap")) / 1000)
                stored = phone.page.evaluate("() => window.bench.count()")
                if stored < records:
                    raise RuntimeError(f"said to be whole with {stored} of {records} hazards")
        tell("first_sync", times, "s", 5 if slower == 1 else None, records=records, slower=slower)


def saving(one: Stopped, runs: int) -> None:
    """One hazard with one photo: from the finger on 保存 until it is on the disk, and until the screen says so."""
    durable, said = [], []
    one.slow(4)
    for _ in range(runs):
        one.phone.open("/snap")
        one.phone.shoot()
        one.phone.sees("1 张照片")
        one.phone.page.wait_for_timeout(2500)
        one.phone.page.evaluate(_SAID)
        one.phone.page.locator("button.save").tap()
        said.append(one.mark("said") - one.mark("tap"))
        durable.append(one.mark("durable") - one.mark("tap"))
        one.phone.page.wait_for_timeout(1500)
    tell("save_durable", durable, "ms", 300, slower=4)
    tell("save_said", said, "ms", 300, slower=4)


def cold_start(one: Stopped, records: int, runs: int) -> None:
    """A new browser process without a network: from the navigation until the home page shows the day's work.

    Told twice: while the browser itself is still starting on the same two cores, and once it has come to rest, with
    the app's page, its worker and its store as cold as before.
    """
    for browser, rest in (("just started", 0), ("at rest", 2500)):
        for slower in (1, 4, 6):
            times = []
            for _ in range(runs):
                one.phone.switch_off()
                phone = one.on(offline=True, slower=slower)
                phone.page.wait_for_timeout(rest)
                phone.open("/")
                times.append(one.mark("home") / 1000)
            more = {"records": records, "slower": slower, "browser": browser}
            tell("cold_start_offline", times, "s", 1.0 if slower == 4 else None, **more)


def the_list(one: Stopped, records: int, runs: int) -> None:
    """Jumping about, pulling and searching in the list of everything."""
    one.phone.switch_off()
    phone = one.on(offline=True)
    phone.open("/hazards?group=all")
    phone.page.locator("a.xa-hazard-row").first.wait_for()
    phone.page.locator(".xa-end").wait_for(state="attached")
    phone.page.locator("button[aria-expanded]").first.click()
    field = phone.page.locator(".xa-search input")
    places = [share / 16 for share in (8, 1, 15, 4, 11, 2, 13, 6)]
    for slower in (1, 4):
        one.slow(slower)
        jumps, gaps, searches = [], [], []
        for _ in range(runs):
            jumps += phone.page.evaluate("(places) => window.bench.jumps(places)", places)
            gaps += phone.page.evaluate("(frames) => window.bench.pull(frames)", 120)
            for words in ("喷漆房", "气瓶", "通道", "0012", ""):
                phone.page.evaluate(_FOUND)
                field.fill(words)
                searches.append(one.mark("found") - one.mark("input"))
                phone.page.wait_for_timeout(500)
        more = {"records": records, "slower": slower}
        tell("list_jump", jumps, "ms", **more)
        tell("list_scroll_frame_p95", [sorted(gaps)[int(0.95 * len(gaps))]], "ms", **{**more, "frames": len(gaps)})
        tell("list_search", searches, "ms", 100, **more)
