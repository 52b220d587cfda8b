"""A full phone: what was saved stays whole, what could not be kept is said, and room is made of nothing unsent."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from playwright.sync_api import expect

from .disk import Disk
from .phone import PATIENCE, GivePhone, Phone

#: Everything a person could lose, by table.
_KEPT = """async () => {
  const { name } = (await indexedDB.databases()).find(one => /^xunan-[0-9a-f]{8}-/.test(one.name))
  const base = await new Promise((done, failed) => {
    const asked = indexedDB.open(name)
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => failed(asked.error)
  })
  const read = table => new Promise((done, failed) => {
    const asked = base.transaction(table).objectStore(table).getAll()
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => failed(asked.error)
  })
  const [outbox, captures, renditions] = await Promise.all([read('outbox'), read('captures'), read('renditions')])
  base.close()
  return {
    ops: outbox.map(op => op.id), photos: captures.map(one => `${one.id} ${one.state}`),
    bytes: renditions.map(one => `${one.id} ${one.size} ${one.bytes.byteLength}`),
  }
}"""


_NO_ROOM = re.compile("手机空间不够，这张还没存住")


def test_a_full_phone_keeps_what_it_had_and_says_what_to_do(phone: GivePhone) -> None:
    mine = phone("grid1")
    disk = Disk(mine)
    mine.open("/")
    mine.lose_signal()
    first = mine.snap()
    mine.page.locator(".three img").first.wait_for()
    _at_rest(mine)
    before = mine.page.evaluate(_KEPT)

    # The shutter falls and there is no room for the picture: it stays in sight, and is saved once there is.
    mine.open("/")
    disk.fill()
    mine.tap("拍隐患")
    mine.shoot()
    mine.sees(_NO_ROOM)
    mine.sees("手机存满了，存不下照片")
    mine.sees("1 张照片")
    mine.page.locator("button.save").click()
    mine.sees(_NO_ROOM)
    assert mine.page.evaluate(_KEPT) == before
    disk.free()
    mine.page.locator("button.save").click()
    mine.is_at(re.compile(r"/saved/[0-9a-f-]{36}$"))
    mine.sees("已保存在本机")
    _at_rest(mine)
    before = mine.page.evaluate(_KEPT)
    assert len(before["ops"]) == 4  # two hazards, two photos

    # The picture was kept, and the disk is full when it is to be saved: it is there again after a restart of the page.
    mine.open("/snap")
    mine.shoot()
    mine.sees("1 张照片")
    expect(mine.page.locator("button.save")).to_be_enabled(timeout=PATIENCE)
    kept = _settled(mine, len(before["bytes"]) + 1)
    disk.fill()
    mine.page.locator("button.save").click()
    mine.sees(_NO_ROOM)
    assert mine.page.evaluate(_KEPT) == kept
    mine.open("/snap")
    mine.sees("1 张照片")
    disk.free()
    mine.page.locator("button.save").click()
    mine.sees("已保存在本机")
    _at_rest(mine)
    before = mine.page.evaluate(_KEPT)

    # A sentence that finds no room stays in its field.
    mine.open(f"/hazards/{first}")
    disk.fill()
    words = mine.page.locator(".xa-comment-form textarea")
    words.fill("门口还堆着两托板材")
    mine.sees("手机存满了，刚才这一步没有存住")
    mine.sees("以前保存的都在，3 条等上传")
    mine.tap("知道了")
    mine.page.locator(".xa-comment-form button").click()
    mine.sees("手机存满了，刚才这一步没有存住")
    expect(words).to_have_value("门口还堆着两托板材")
    assert mine.page.evaluate(_KEPT) == before
    disk.free()
    mine.tap("知道了")
    mine.page.locator(".xa-comment-form button").click()
    expect(mine.page.locator(".xa-comments")).to_contain_text("门口还堆着两托板材", timeout=PATIENCE)

    mine.find_signal()
    mine.open("/")
    mine.sees("全部已入库")
    assert not mine.complaints


def test_it_says_before_the_round_that_few_photos_fit(phone: GivePhone) -> None:
    mine = phone("grid1")
    mine.open("/")
    mine.sees("今日")
    mine.misses(re.compile("手机快存满了"))
    mine.page.add_init_script(
        "navigator.storage.estimate = () => Promise.resolve({ usage: 90 * 2 ** 20, quota: 100 * 2 ** 20 })"
    )
    for path in ("/", "/snap"):
        mine.open(path)
        mine.sees(re.compile(r"手机快存满了，约还能存 \d+ 张照片"))
    mine.tap(re.compile("去清理"))
    mine.is_at("/me")
    mine.sees(re.compile(r"约还能存 \d+ 张照片"))


def test_room_is_made_of_what_the_server_has_and_nothing_else(phone: GivePhone) -> None:
    mine = phone("grid1")
    mine.open("/")
    mine.snap()
    mine.sees("1/1 张已入库")
    # Offered once the server's own record says it, not before.
    mine.open("/me")
    clear = mine.control(re.compile("清掉已入库的原图"))
    expect(clear).to_be_enabled(timeout=PATIENCE)
    mine.open("/")
    mine.lose_signal()
    mine.snap()
    _at_rest(mine)
    before = mine.page.evaluate(_KEPT)

    mine.open("/me")
    mine.sees(re.compile("约还能存 [0-9,]+ 张(以上)?照片"))
    mine.sees(re.compile("长期保存：(已|未)获准"))
    clear.click()
    mine.sees(re.compile("这 1 张服务器已逐张按指纹核对入库"))
    mine.page.get_by_role("dialog").get_by_role("button", name="清掉", exact=True).click()
    mine.sees(re.compile("已腾出 .*，没入库的一张没动"))
    mine.sees("没有可清的")

    after = mine.page.evaluate(_KEPT)
    stored = {one.split()[0] for one in before["photos"] if one.endswith(" stored")}
    gone = set(before["bytes"]) - set(after["bytes"])
    assert len(stored) == 1 and set(after["bytes"]) < set(before["bytes"])
    assert {tuple(one.split()[:2]) for one in gone} == {(stored.pop(), "original")}
    mine.find_signal()
    mine.open("/")
    mine.sees("全部已入库")


def _at_rest(phone: Phone) -> None:
    """Every picture has been made small, so that nothing changes by itself any more."""
    _until(phone, lambda kept: not any(one.endswith(" captured") for one in kept["photos"]))


def _settled(phone: Phone, pictures: int) -> dict[str, list[str]]:
    """Once so many pictures are in the store."""
    return _until(phone, lambda kept: len(kept["bytes"]) == pictures)


def _until(phone: Phone, so: Callable[[dict[str, list[str]]], bool]) -> dict[str, list[str]]:
    until = time.monotonic() + PATIENCE / 1000
    while not so(kept := phone.page.evaluate(_KEPT)):
        assert time.monotonic() < until, kept
        phone.page.wait_for_timeout(50)
    return kept
