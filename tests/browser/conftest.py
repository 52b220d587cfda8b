"""What walks through the app stand on: the built app, a served district for each module, and phones."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, sync_playwright

from .phone import GivePhone, Phone
from .site import BUILT, FIRST, ROOT, Site, make_district, serving

RESULTS = ROOT / "test-results"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Keep what every phone shows when a test fails."""
    report = yield
    if report.when == "call" and report.failed:
        for name, phone in getattr(item, "phones", {}).items():
            RESULTS.mkdir(exist_ok=True)
            path = RESULTS / (re.sub(r"\W+", "-", f"{item.nodeid}-{name}") + ".png")
            try:
                phone.picture(path)
                report.sections.append((f"{name}'s phone", f"{phone.page.url}\n{path}\n" + "\n".join(phone.complaints)))
            except Exception as error:  # the picture is an extra; the failure itself is told either way
                report.sections.append((f"{name}'s phone", f"no picture: {error}"))
    return report


@pytest.fixture(scope="session")
def built() -> None:
    """The app as a phone gets it; built by make when it is not there."""
    if not BUILT.exists():
        subprocess.run(["make", "app"], cwd=ROOT, check=True, timeout=600)


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo district, made once."""
    folder = tmp_path_factory.mktemp("district") / "data"
    make_district(folder)
    return folder


@pytest.fixture(scope="module")
def site(built: None, district: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server with a district of its own, for the tests of one module."""
    with serving(district, tmp_path_factory.mktemp("site") / "data") as running:
        yield running


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture
def phone(playwright: Playwright, site: Site, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[GivePhone]:
    """Give people phones: `phone("grid1")` is a phone on which grid1 has signed in, standing at FIRST."""
    phones: dict[str, Phone] = {}
    request.node.phones = phones

    def give(login: str | None = None, *, name: str = "", **kind: Any) -> Phone:
        called = name or login or f"phone{len(phones) + 1}"
        made = Phone(playwright, site.address, tmp_path / called, **{"position": site.position_of(FIRST), **kind})
        phones[called] = made
        made.switch_on()
        if login:
            made.sign_in(login)
        return made

    yield give
    for each in phones.values():
        each.switch_off()
