"""Keeps the database of a phone in the middle of its day, for later versions of the app to be tried on.

    python -m tests.browser.keep_phone pwa/fixtures/phones/2.json

Run it with the program that phones have, before its database gets another version. Everything in the file comes from
the demo district, served and used for real; what phones only read (checklists, other people's pictures) is left out.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from .phone import Phone
from .site import FIRST, make_district, serving

#: Opens the one person's database as it lies there and writes down its stores, their indexes and rows.
DUMP = """async () => {
  const name = (await indexedDB.databases()).map(one => one.name).find(one => /^xunan-[0-9a-f]{8}-/.test(one))
  const base = await new Promise((done, fail) => {
    const asked = indexedDB.open(name)
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => fail(asked.error)
  })
  const plain = value => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer ?? value)
      let text = ''
      for (const byte of bytes) text += String.fromCharCode(byte)
      return { $bytes: btoa(text) }
    }
    if (Array.isArray(value)) return value.map(plain)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]))
  }
  const path = key => key === null || typeof key === 'string' ? key : [...key]
  const stores = {}
  for (const one of base.objectStoreNames) {
    const store = base.transaction(one).objectStore(one)
    const rows = await new Promise(done => { const all = store.getAll(); all.onsuccess = () => done(all.result) })
    const indexes = [...store.indexNames].map(each => {
      const { keyPath, unique, multiEntry } = store.index(each)
      return { name: each, keyPath: path(keyPath), unique, multiEntry }
    })
    stores[one] = { key: path(store.keyPath), grows: store.autoIncrement, indexes, rows: rows.map(plain) }
  }
  const version = base.version
  base.close()
  return { name, version, stores }
}"""


def _day(phone: Phone) -> None:
    """One hazard the server has; then no signal, and work of every kind."""
    sent = phone.snap()
    phone.sees("1/1 张已入库")
    phone.open("/")
    phone.sees("全部已入库")
    phone.lose_signal()

    kept = phone.snap()
    phone.sees("等信号上传")
    phone.tap("补充：类别、级别、一句说明", exact=False)
    phone.field("一句说明").fill("砂光机旁的安全出口堆满板材")
    phone.tap("保存")
    phone.is_at(f"/saved/{kept}")
    phone.open(f"/hazards/{kept}")
    _say(phone, "钥匙在门卫室")
    phone.open(f"/hazards/{sent}")
    _say(phone, "明天再来看一次")


def _say(phone: Phone, text: str) -> None:
    form = phone.page.locator(".xa-comment-form")
    form.locator("textarea").fill(text)
    form.locator("button[type=submit]").click()
    phone.sees(text)


def _lean(kept: dict[str, Any]) -> dict[str, Any]:
    """Without what nobody needs to see whether an update takes anything away."""
    stores = kept["stores"]
    said = json.dumps([stores[name]["rows"] for name in ("outbox", "answered", "captures", "drafts")])
    for name in ("checklist", "notice", "photo", "comment", "conflict", "contribution", "enterprise"):
        rows = stores[name]["rows"]
        stores[name]["rows"] = [row for row in rows if row["id"] in said or row.get("owner_id", "-") in said]
    stores["hazard"]["rows"] = [row for row in stores["hazard"]["rows"] if row["id"] in said]
    mine = {row["id"] for row in stores["captures"]["rows"]}
    stores["renditions"]["rows"] = [row for row in stores["renditions"]["rows"] if row["id"] in mine]
    stores["facts"]["rows"] = [row for row in stores["facts"]["rows"] if row["name"] != "list"]
    return kept


def main(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        make_district(here / "district")
        with serving(here / "district", here / "site") as site, sync_playwright() as playwright:
            at = site.position_of(FIRST)
            phone = Phone(playwright, site.address, here / "phone", position=at, size=(390, 500), sharpness=1)
            phone.switch_on()
            phone.sign_in("grid1")
            phone.open("/")
            _day(phone)
            kept = _lean(phone.page.evaluate(DUMP))
            phone.switch_off()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n")
    counts = {name: len(store["rows"]) for name, store in kept["stores"].items() if store["rows"]}
    sys.stdout.write(f"{path}: version {kept['version']}, {counts}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
