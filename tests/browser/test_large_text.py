"""Letters twice as large, as a browser's zoom of 200 % makes them: everything can still be read and reached."""

from __future__ import annotations

from typing import Any

import pytest

from .phone import GivePhone, Phone
from .screens import open_screens, screens, show
from .site import Site

#: What a phone of 390 by 844 has left at 200 %.
ZOOMED = (195, 422)

_READABLE = """(width) => {
  const wrong = []
  const wide = document.scrollingElement.scrollWidth
  if (wide > width) wrong.push(`scrolls sideways: ${wide} > ${width}`)
  const seen = one => one.checkVisibility({ visibilityProperty: true })
  const apart = one => one.closest('.xa-hidden, [aria-hidden=true], option')
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const words = text.data.trim()
    if (!words || !seen(text.parentElement) || apart(text.parentElement)) continue
    const range = document.createRange()
    range.selectNodeContents(text)
    const box = range.getBoundingClientRect()
    let scrolled = false
    for (let around = text.parentElement; around && around !== document.body; around = around.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(around)
      if (/auto|scroll/.test(overflowX + overflowY)) { scrolled = true; break }
      if (!/hidden|clip/.test(overflowX + overflowY)) continue
      const frame = around.getBoundingClientRect()
      const out = box.right > frame.right + 1 || box.left < frame.left - 1 || box.bottom > frame.bottom + 5
      if (out) { wrong.push(`cut: ${words}`); break }
    }
    if (!scrolled && (box.right > width + 1 || box.left < -1)) wrong.push(`beyond the edge: ${words}`)
  }
  return wrong
}"""

_REACHABLE = """() => {
  const wrong = []
  for (const one of document.querySelectorAll('button:enabled, a[href], input:not([type=file]), select, textarea')) {
    if (one.closest('.xa-hidden, [aria-hidden=true], [inert]')) continue
    if (!one.checkVisibility({ visibilityProperty: true })) continue
    one.scrollIntoView({ block: 'center', inline: 'nearest' })
    const { left, top, width, height } = one.getBoundingClientRect()
    if (width < 2 || height < 2) continue
    const name = one.getAttribute('aria-label') ?? (one.innerText?.trim() || one.name || one.className)
    // Of one that is taller than the screen, what stands in its middle.
    const there = document.elementFromPoint(left + width / 2, top + height / 2)
    const own = there && (one.contains(there) || there.contains(one) || there.closest('label')?.contains(one))
    if (!there) wrong.push(`off the screen: ${name}`)
    else if (!own) wrong.push(`covered: ${name} by ${there.className || there.tagName}`)
  }
  scrollTo(0, 0)
  return wrong
}"""

#: The screens of a working day.
DAY = {
    "grid1": {"home-grid", "snap", "snap-taken", "saved"},
    "town1": {"home-township", "hazards", "hazard-reported", "hazard-closed", "tray-empty", "photo"},
    "manager1": {"home-enterprise", "fix-camera"},
}


def _look(phone: Phone, name: str) -> list[str]:
    found: list[Any] = phone.page.evaluate(_READABLE, ZOOMED[0]) + phone.page.evaluate(_REACHABLE)
    return [f"{name}: {one}" for one in found]


@pytest.mark.parametrize("login", DAY)
@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_a_day_s_screens(phone: GivePhone, site: Site, login: str, language: str) -> None:
    mine = phone(login, size=ZOOMED, language=language)
    complaints = []
    for screen in screens(site):
        if screen.login == login and screen.name in DAY[login]:
            show(mine, screen)
            complaints += _look(mine, screen.name)
    assert not complaints, "\n".join(complaints)


def test_signing_in(phone: GivePhone) -> None:
    nobody = phone(name="nobody", size=ZOOMED)
    show(nobody, open_screens()[0])
    complaints = _look(nobody, "sign-in")
    assert not complaints, "\n".join(complaints)
