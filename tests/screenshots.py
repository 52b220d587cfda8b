"""Pictures of the app for the documents, taken from the running demo: `make screenshots`.

Each screen in Chinese and English, light and dark, at the size of a phone (390x844); administration at 1280x800.
They go to docs/screenshots/<name>.<zh|en>.<light|dark>.png, with few colours so that the repository stays small.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Playwright, sync_playwright

from tests.browser import papers
from tests.browser.phone import Phone
from tests.browser.screens import Screen, desk_screens, open_screens, screens, show
from tests.browser.site import FIRST, ROOT, Site, make_district, serving

OUT = ROOT / "docs" / "screenshots"
#: What the phone's camera looks at while the pictures are taken.
VIEW = ROOT / "server" / "demo" / "photos" / "exit_live.jpg"
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
LIGHTS = ("light", "dark")
#: The screens that documents show; the others are checked by the tests only.
SHOWN = {
    "sign-in", "home-grid", "snap-taken", "saved", "details", "home-township", "hazards", "hazard-major",
    "hazard-closed", "compare", "reviews", "accept", "fix-camera", "fix-submit", "home-enterprise", "sign-plan",
    "check", "walk-item", "walk-items", "walk-signed",
    "home-district", "account", "desk-enterprises", "desk-import", "desk-people", "desk-areas",
}  # fmt: skip
#: Of these a picture or two will do.
SPARING = {
    "ledger": {"zh.light", "en.dark"}, "walk-certificates": {"zh.light"}, "walk-proof": {"zh.light"},
    "certificate-check": {"zh.light"}, "plans": {"zh.light", "en.light"}, "round": {"zh.light", "zh.dark"},
    "plan-new": {"zh.light"}, "order-notice": {"zh.light"},
}  # fmt: skip
_COLOURS = 200


def _film(folder: Path) -> Path:
    """A film of one picture, as the browser's pretended camera wants it (4:3, lying)."""
    path = folder / "view.mjpeg"
    with Image.open(VIEW) as picture:
        wide, high = picture.size
        part = min(wide, high * 4 // 3), min(high, wide * 3 // 4)
        left, top = (wide - part[0]) // 2, (high - part[1]) // 2
        view = picture.convert("RGB").crop((left, top, left + part[0], top + part[1])).resize((1280, 960))
    frame = io.BytesIO()
    view.save(frame, "JPEG", quality=90)
    path.write_bytes(frame.getvalue() * 2)
    return path


def _keep(phone: Phone, name: str) -> None:
    with Image.open(io.BytesIO(phone.page.screenshot())) as whole:
        small = whole.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    small.save(OUT / f"{name}.png", optimize=True)


def _take(phone: Phone, screen: Screen, language: str) -> None:
    show(phone, screen)
    for light in LIGHTS:
        if f"{language}.{light}" not in SPARING.get(screen.name, {f"{language}.{light}"}):
            continue
        phone.page.emulate_media(color_scheme=light)
        phone.stands_still()
        _keep(phone, f"{screen.name}.{language}.{light}")


def _phones(
    playwright: Playwright, site: Site, folder: Path, language: str, film: Path, names: set[str]
) -> Iterator[tuple[Phone, Screen]]:
    """Every screen with the phone that shows it, signed in; a phone is switched off after its last screen."""
    sorts = ((screens(site), (390, 844)), (desk_screens(), (1280, 800)), (open_screens(), (390, 844)))
    for kind, (several, size) in enumerate(sorts):
        wanted: dict[str, list[Screen]] = {}
        for screen in several:
            if screen.name in names:
                wanted.setdefault(screen.login, []).append(screen)
        for login, theirs in wanted.items():
            phone = Phone(
                playwright, site.address, folder / f"{language}-{kind}-{login}", position=site.position_of(FIRST),
                film=film, language=LANGUAGES[language], size=size, sharpness=1,
            )  # fmt: skip
            phone.switch_on()
            if login:
                phone.sign_in(login)
            for screen in theirs:
                yield phone, screen
            phone.switch_off()


def main(only: set[str]) -> None:
    """Take all pictures, or those of the screens named (`papers` are those that come out of the printer)."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        make_district(folder / "district")
        with serving(folder / "district", folder / "data") as site:
            if not only or "papers" in only:
                papers.take(site, OUT)
            film = _film(folder)
            for language in LANGUAGES:
                for phone, screen in _phones(playwright, site, folder, language, film, only or SHOWN | SPARING.keys()):
                    _take(phone, screen, language)
                    print(f"{screen.name} {language}", flush=True)


if __name__ == "__main__":
    main(set(sys.argv[1:]))
