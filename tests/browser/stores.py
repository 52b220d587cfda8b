"""What a phone keeps, read from its stores past the app."""

from __future__ import annotations

from typing import Any

from .phone import Phone

_READ = """async ([tables, user]) => {
  const names = (await indexedDB.databases()).map(one => one.name)
  const name = names.find(one => user ? one === `xunan-${user}` : /^xunan-[0-9a-f]{8}-/.test(one))
  if (!name) return null
  const base = await new Promise((done, failed) => {
    const asked = indexedDB.open(name)
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => failed(asked.error)
  })
  const hex = bytes => [...new Uint8Array(bytes)].map(one => one.toString(16).padStart(2, '0')).join('')
  const told = async row => row.bytes instanceof ArrayBuffer
    ? { ...row, bytes: row.bytes.byteLength, hash: hex(await crypto.subtle.digest('SHA-256', row.bytes)) } : row
  const read = table => new Promise((done, failed) => {
    const asked = base.transaction(table).objectStore(table).getAll()
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => failed(asked.error)
  })
  const found = {}
  for (const table of tables) found[table] = await Promise.all((await read(table)).map(told))
  base.close()
  return found
}"""


def stores(phone: Phone, *tables: str, user: str = "") -> dict[str, list[dict[str, Any]]] | None:
    """The rows of these tables of somebody's store (of the only one, where there is one); bytes as size and hash."""
    return phone.page.evaluate(_READ, [list(tables), user])


def owners(phone: Phone) -> set[str]:
    """The ids of those who have a store on this phone."""
    names: list[str] = phone.page.evaluate("indexedDB.databases().then(all => all.map(one => one.name))")
    return {name.removeprefix("xunan-") for name in names if name.startswith("xunan-")} - {"phone"}
