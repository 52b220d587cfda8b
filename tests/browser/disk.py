"""How much room a phone gives the app, in the hands of a test."""

from __future__ import annotations

from .phone import Phone

#: A browser looks at its quota only when more is asked for than it last knew to be left. What it knew may be far more
#: than was given: usage is counted in files, and shrinks by itself when the store tidies them.
_ASK = """() => new Promise(done => {
  const opening = indexedDB.open('filler', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('filler')
  opening.onsuccess = () => {
    const writing = opening.result.transaction('filler', 'readwrite')
    // In pieces, because a large value is laid beside the store and not counted with it.
    for (let n = 0; n < 200; n++) writing.objectStore('filler').put(new ArrayBuffer(48 * 1024), n)
    writing.oncomplete = () => { opening.result.close(); done('there is room') }
    writing.onabort = () => { opening.result.close(); done(writing.error?.name) }
  }
})"""
_USED = "navigator.storage.estimate().then(told => told.usage)"
_ROOM = 4 * 1024 * 1024


class Disk:
    """How much this phone gives the app: from a fresh start on, little more than it has."""

    def __init__(self, phone: Phone) -> None:
        self._phone = phone
        used = phone.page.evaluate(_USED)
        phone.switch_off()
        phone.switch_on()
        self._session = phone.context.new_cdp_session(phone.page)
        self._give(used + _ROOM)

    def _give(self, size: int) -> None:
        self._session.send("Storage.overrideQuotaForOrigin", {"origin": self._phone.address, "quotaSize": size})

    def fill(self) -> None:
        """Not a byte is left."""
        self._give(1)
        for _ in range(10):
            if self._phone.page.evaluate(_ASK) == "QuotaExceededError":
                return
        raise AssertionError("the browser never looks at what it was given")

    def free(self) -> None:
        """Room for a few more photos."""
        self._give(self._phone.page.evaluate(_USED) + _ROOM)
