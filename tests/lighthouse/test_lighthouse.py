"""Sign-in and home: performance at least 90 on Lighthouse's own slow phone, nothing wrong with access or practice."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.browser.conftest import built, district, playwright, site
from tests.browser.phone import Phone, flags, program
from tests.browser.site import ROOT, Site

__all__ = ["built", "district", "playwright", "site"]

HERE = Path(__file__).parent
NODE = ROOT / ".venv" / "node" / "node"
RUNS = 5
LEAST = {"performance": 90, "accessibility": 100, "best-practices": 100}
#: (port, address) → Lighthouse's report
Ask = Callable[[str], dict[str, Any]]

pytestmark = pytest.mark.proof


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def ask(site: Site, playwright: Playwright, tmp_path: Path) -> Iterator[Ask]:
    """A Chromium with the signed-in phone of grid1 in it; `ask("/")` lets Lighthouse look at a page of it.

    The one that signed in is closed before: Lighthouse's coverage walks the whole heap of the process that draws the
    page, and what the app had left behind in it would be counted as the page's own.
    """
    phone = Phone(playwright, site.address, tmp_path / "phone", position=(25.431, 119.012))
    phone.switch_on()
    phone.sign_in("grid1")
    phone.switch_off()
    port = _free_port()
    with playwright.chromium.launch_persistent_context(
        tmp_path / "phone", executable_path=program(), headless=True, locale="zh-CN",
        args=[*flags(), f"--remote-debugging-port={port}"],
    ):  # fmt: skip

        def look(path: str) -> dict[str, Any]:
            kept = [] if path == "/sign-in" else ["--disable-storage-reset"]
            told = subprocess.run(
                [
                    NODE, HERE / "node_modules" / "lighthouse" / "cli" / "index.js", site.address + path, "--quiet",
                    f"--port={port}", "--output=json", f"--only-categories={','.join(LEAST)}", *kept,
                ],
                env={**os.environ, "CI": "1"}, capture_output=True, text=True, timeout=300, check=False,
            )  # fmt: skip
            assert told.returncode == 0, told.stderr[-3000:]
            return json.loads(told.stdout)

        yield look


def _missed(report: dict[str, Any]) -> str:
    """The audits that cost points, in words."""
    words = []
    for name, category in report["categories"].items():
        for ref in category["auditRefs"]:
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                nodes = [each.get("node", {}).get("snippet", "") for each in audit.get("details", {}).get("items", [])]
                words.append(f"{name}: {audit['title']} {audit.get('displayValue', '')} {nodes[:5]}")
    return "\n".join(words)


@pytest.mark.parametrize("path", ["/", "/sign-in"])
def test_lighthouse_finds_nothing_to_mend(path: str, ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    reports = [ask(path) for _ in range(RUNS)]
    assert all(report["finalDisplayedUrl"].endswith(path) for report in reports), reports[0]["finalDisplayedUrl"]
    scores = {
        name: median(100 * report["categories"][name]["score"] for report in reports) for name in LEAST
    }  # fmt: skip
    # How quick this machine was meanwhile: Lighthouse's own factor of 4 is meant for 1,500 to 2,000.
    quick = median(report["environment"]["benchmarkIndex"] for report in reports)
    with capsys.disabled():
        print(f"\nLighthouse {path} (median of {RUNS}, machine {quick:.0f}): {scores}")
    assert all(scores[name] >= least for name, least in LEAST.items()), f"{scores}\n{_missed(reports[0])}"
