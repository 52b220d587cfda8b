"""What leaves somebody's area leaves his phone with its pictures; what enters another's comes whole."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .backstage import Backstage
from .phone import PATIENCE, GivePhone, Phone
from .site import FIRST, Site

GRID_ONE, GRID_TWO = "350304102-G01", "350304102-G02"

#: Pictures that the service worker keeps, by the photo's id.
_KEPT = """async () => {
  const found = []
  for (const name of ['photos-thumb', 'photos-screen']) {
    const keys = await (await caches.open(name)).keys()
    found.push(...keys.map(one => new URL(one.url).pathname.split('/').at(-1)))
  }
  return found
}"""

#: What the phone's own stores hold: `<store>:<photo id>`.
_HELD = """async () => {
  const name = (await indexedDB.databases()).map(one => one.name).find(one => /^xunan-[0-9a-f]{8}-/.test(one))
  const base = await new Promise((done, fail) => {
    const asked = indexedDB.open(name)
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => fail(asked.error)
  })
  const found = []
  for (const store of ['photo', 'captures', 'renditions']) {
    const keys = await new Promise(done => {
      const asked = base.transaction(store).objectStore(store).getAllKeys()
      asked.onsuccess = () => done(asked.result)
    })
    found.push(...keys.map(key => `${store}:${Array.isArray(key) ? key[0] : key}`))
  }
  base.close()
  return found
}"""


@pytest.fixture
def others(site: Site) -> Backstage:
    return Backstage(site)


def _move(others: Backstage, enterprise: str, code: str) -> None:
    """The district puts an enterprise into another grid."""
    (firm,) = others.site.row("SELECT id FROM enterprises WHERE name = ?", enterprise)
    (area,) = others.site.row("SELECT id FROM areas WHERE code = ?", code)
    token = others.token("district")
    seen = others.site.ask(token, "GET", f"/api/v1/enterprises/{firm}")["version"]
    others.site.ask(token, "PATCH", f"/api/v1/enterprises/{firm}", {"area": area, "seen": seen})


def _until(what: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE / 1000
    while not what():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.3)


def _kept(phone: Phone) -> set[str]:
    return set(phone.page.evaluate(_KEPT))


def _held(phone: Phone, photo: str) -> set[str]:
    """In which stores of the phone this photo is."""
    found: list[str] = phone.page.evaluate(_HELD)
    return {each.split(":")[0] for each in found if each.endswith(photo)}


def _add_a_photo(phone: Phone, hazard: str) -> None:
    phone.open(f"/hazards/{hazard}/photos")
    phone.shoot()
    phone.page.locator("button.save").click()
    phone.is_at(f"/hazards/{hazard}")


def test_a_hazard_that_moves_takes_its_pictures_from_one_phone_to_another(
    phone: GivePhone, others: Backstage, site: Site
) -> None:
    hazard, theirs = site.row(
        "SELECT h.id, p.id FROM hazards h JOIN photos p ON p.owner_id = h.id "
        "JOIN enterprises e ON e.id = h.enterprise_id JOIN accounts a ON a.id = h.reporter_id "
        "WHERE e.name = ? AND a.login <> 'grid1' AND h.state = 'rectifying' AND p.role = 'before' ORDER BY h.id",
        FIRST,
    )
    grid1, grid2 = phone("grid1"), phone("grid2")
    grid1.open(f"/hazards/{hazard}")
    _until(lambda: theirs in _kept(grid1))
    _add_a_photo(grid1, hazard)
    grid1.sees(re.compile("张已入库"))
    own = site.row("SELECT id FROM photos WHERE owner_id = ? ORDER BY created_at DESC", hazard)[0]
    assert _held(grid1, own) >= {"captures", "renditions"}
    grid2.open(f"/hazards/{hazard}")
    grid2.sees("这条隐患不在本机")

    # Before it goes, he takes one more without a signal: that one is his until the server has it.
    grid1.lose_signal()
    _add_a_photo(grid1, hazard)
    _move(others, FIRST, GRID_TWO)
    grid1.find_signal()

    grid1.open(f"/hazards/{hazard}")
    grid1.sees("这条隐患不在本机")
    _until(lambda: theirs not in _kept(grid1) and own not in _kept(grid1) and not _held(grid1, own))
    expect(grid2.page.locator(".xa-history").first).to_be_visible(timeout=PATIENCE)
    _until(lambda: theirs in _kept(grid2))

    # And back again, with everything.
    _move(others, FIRST, GRID_ONE)
    grid2.sees("这条隐患不在本机")
    _until(lambda: theirs not in _kept(grid2))
    expect(grid1.page.locator(".xa-history").first).to_be_visible(timeout=PATIENCE)
    _until(lambda: theirs in _kept(grid1))
