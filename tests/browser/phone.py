"""A phone in somebody's hand: a Chromium of its own, with its own storage, camera, position and signal."""

from __future__ import annotations

import copy
import os
import re
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, Dialog, Error, Locator, Page, Playwright, expect

from .site import PASSWORD

#: Milliseconds that a busy machine may take for what a phone does at once.
PATIENCE = 40_000

#: The service worker is in charge of this page. (A strict policy forbids the string that `wait_for_function` is.)
_CONTROLLED = """async patience => {
  const controlled = async () => {
    await navigator.serviceWorker.ready
    if (navigator.serviceWorker.controller === null)
      await new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }))
    return true
  }
  return Promise.race([controlled(), new Promise(done => setTimeout(() => done(false), patience))])
}"""

_STILL = """async () => {
  const moving = () => document.getAnimations().filter(one => one.effect?.getTiming().iterations !== Infinity)
  await Promise.all(moving().map(one => one.finished.catch(() => undefined)))
  const inView = ({ top, left, width }) => width > 0 && top < innerHeight && left < innerWidth
  const pictures = [...document.images].filter(one => one.src && !one.complete && inView(one.getBoundingClientRect()))
  await Promise.all(pictures.map(one => new Promise(done => { one.onload = one.onerror = done })))
}"""

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def program() -> str:
    """Where this machine's Chromium is."""
    found = next((path for path in map(shutil.which, _PROGRAMS) if path), None)
    assert found, "A Chromium is needed: apt-get install -y --no-install-recommends chromium"
    return found


def flags(film: Path | None = None) -> list[str]:
    """How Chromium is started: with a camera that shows `film` (an .mjpeg), or a test picture without one."""
    words = [
        "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", "--disable-dev-shm-usage",
        "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
    ]  # fmt: skip
    if film:
        words.append(f"--use-file-for-fake-video-capture={film}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        words.append("--no-sandbox")  # the sandbox refuses root
    return words


class Phone:
    """One phone. Its verbs are what a person does with it."""

    def __init__(
        self,
        playwright: Playwright,
        address: str,
        folder: Path,
        *,
        position: tuple[float, float],
        film: Path | None = None,
        language: str = "zh-CN",
        size: tuple[int, int] = (390, 844),
        sharpness: int = 2,
    ) -> None:
        self._playwright = playwright
        self.address = address
        self.folder = folder
        self.position = position
        self.film = film
        self.language = language
        self.size = size
        self.sharpness = sharpness
        self._context: BrowserContext | None = None
        self._page: Page | None = None
        #: What the app said to the console in anger; a test may look.
        self.complaints: list[str] = []

    # --- on and off -----------------------------------------------------------------------------

    def switch_on(self, *, offline: bool = False) -> None:
        """Start the browser on this phone's own storage."""
        lat, lon = self.position
        self._context = self._playwright.chromium.launch_persistent_context(
            self.folder, executable_path=program(), args=flags(self.film), headless=True, offline=offline,
            viewport={"width": self.size[0], "height": self.size[1]}, device_scale_factor=self.sharpness,
            is_mobile=self.size[0] < 720, has_touch=self.size[0] < 720, locale=self.language,
            timezone_id="Asia/Shanghai", geolocation={"latitude": lat, "longitude": lon, "accuracy": 8},
            permissions=["geolocation", "camera"], accept_downloads=True,
        )  # fmt: skip
        self._context.set_default_timeout(PATIENCE)
        self._context.set_default_navigation_timeout(PATIENCE)
        self._page = self._context.pages[0]
        self._page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self._page.on("dialog", _accept)

    def switch_off(self) -> None:
        """Close the browser; what is stored stays stored."""
        if self._context:
            self._context.close()
        self._context = self._page = None

    def lose_power(self) -> None:
        """Every process of this browser ends at once, in the middle of whatever it does.

        Returns when the last of them has let go of its files: a phone that is switched on again has no process left
        from before, and a browser that meets a lock of its store cannot open it.
        """
        group = os.getpgid(min(_processes_of(self.folder)))
        assert group != os.getpgid(0), "the browser has no process group of its own"
        dying = _processes_in(group)
        os.killpg(group, signal.SIGKILL)
        until = time.monotonic() + PATIENCE / 1000
        while not all(map(_has_let_go, dying)):
            assert time.monotonic() < until, "the browser does not die"
            time.sleep(0.01)
        with suppress(Error):
            self.switch_off()
        self._context = self._page = None

    def restart(self, path: str = "/", *, offline: bool = False) -> None:
        """A cold start: everything in memory is gone."""
        self.switch_off()
        self.switch_on(offline=offline)
        self.open(path)

    def another_tab(self) -> Phone:
        """The same phone, seen through a second tab of its browser."""
        tab = copy.copy(self)
        tab.complaints = []
        tab._page = self.context.new_page()
        tab._page.on("pageerror", lambda error: tab.complaints.append(str(error)))
        tab._page.on("dialog", _accept)
        return tab

    @property
    def page(self) -> Page:
        assert self._page, "the phone is switched off"
        return self._page

    @property
    def context(self) -> BrowserContext:
        assert self._context, "the phone is switched off"
        return self._context

    # --- signal ---------------------------------------------------------------------------------

    def lose_signal(self) -> None:
        self.context.set_offline(True)

    def find_signal(self) -> None:
        self.context.set_offline(False)

    # --- moving about ---------------------------------------------------------------------------

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def reload(self) -> None:
        self.page.reload()

    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    def sign_in(self, login: str, password: str = PASSWORD) -> None:
        """Sign in and wait until this phone holds its list and can open without a network."""
        self.open("/sign-in")
        self.enter(login, password)
        self.sees(re.compile("全部已入库|Everything stored"))
        self.ready_for_no_signal()

    def enter(self, login: str, password: str = PASSWORD) -> None:
        """Fill in the form of the sign-in page, in whatever language it speaks."""
        form = self.page.locator(".xa-signin form")
        form.locator("input").nth(0).fill(login)
        form.locator("input").nth(1).fill(password)
        form.locator("button[type=submit]").click()

    def ready_for_no_signal(self) -> None:
        """The service worker holds the whole app."""
        if not self.page.evaluate(_CONTROLLED, PATIENCE):
            raise AssertionError(f"no service worker took charge of {self.path} within {PATIENCE // 1000} s")

    # --- looking and touching -------------------------------------------------------------------

    def tap(self, name: str | re.Pattern[str], *, exact: bool = True) -> None:
        """Tap the button or link of that name."""
        self.control(name, exact=exact).first.click()

    def control(self, name: str | re.Pattern[str], *, exact: bool = True) -> Locator:
        """A button or a link by its name."""
        page = self.page
        return page.get_by_role("button", name=name, exact=exact).or_(page.get_by_role("link", name=name, exact=exact))

    def field(self, label: str) -> Locator:
        """A text field by the words over it."""
        return self.page.get_by_label(label, exact=True)

    def choose(self, label: str) -> None:
        """Choose one of a few by its words."""
        self.page.locator("label", has_text=re.compile(rf"^\s*{re.escape(label)}\s*$")).click()

    def sees(self, text: str | re.Pattern[str]) -> None:
        """The screen shows these words, now or within a while."""
        expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible(timeout=PATIENCE)

    def misses(self, text: str | re.Pattern[str]) -> None:
        """The screen does not show these words, or soon no longer."""
        expect(self.page.get_by_text(text).locator("visible=true")).to_have_count(0, timeout=PATIENCE)

    def is_at(self, path: str | re.Pattern[str]) -> None:
        """The screen's address, now or within a while."""
        wanted = path if isinstance(path, re.Pattern) else re.compile(re.escape(self.address + path) + "$")
        expect(self.page).to_have_url(wanted, timeout=PATIENCE)

    def stands_still(self) -> None:
        """Wait until nothing on the screen moves any more and its pictures are there."""
        self.page.evaluate(_STILL)

    # --- the camera -----------------------------------------------------------------------------

    def shoot(self, shutter: str = "拍照") -> None:
        """Press the shutter once the viewfinder shows something."""
        button = self.page.get_by_role("button", name=shutter, exact=True)
        expect(button).to_be_enabled(timeout=PATIENCE)
        button.click()

    def snap(self, photos: int = 1) -> str:
        """Snap a hazard with so many photos and save it. Returns its id."""
        self.tap("拍隐患")
        for n in range(1, photos + 1):
            self.shoot()
            self.sees(f"{n} 张照片")
        self.page.locator("button.save").click()
        self.is_at(re.compile(r"/saved/[0-9a-f-]{36}$"))
        return self.path().rsplit("/", 1)[1]

    def picture(self, path: Path) -> Path:
        """Keep what the screen shows."""
        self.page.screenshot(path=path)
        return path


def _processes_of(folder: Path) -> list[int]:
    """The processes of the browser that keeps its things in this folder."""
    found = []
    for said in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # ended while it was looked at
            if f"--user-data-dir={folder}".encode() in said.read_bytes().split(b"\0"):
                found.append(int(said.parent.name))
    return found


def _processes_in(group: int) -> list[int]:
    """All processes of this group; most of a browser's do not name its folder."""
    found = []
    for said in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(said.read_text().rpartition(")")[2].split()[2]) == group:
                found.append(int(said.parent.name))
    return found


def _has_let_go(process: int) -> bool:
    """Its last thread has ended: at most a dead entry is left that nobody has asked for."""
    entry = Path(f"/proc/{process}")
    try:
        alone = len(list((entry / "task").iterdir())) == 1
        return alone and (entry / "stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


def _accept(dialog: Dialog) -> None:
    dialog.accept()


#: `phone(login, position=…)` gives somebody a phone and signs him in; without a login it is a new phone.
GivePhone = Callable[..., Phone]
