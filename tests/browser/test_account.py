"""One's own matters: language, light, devices, and the link that brings a new colleague in."""

from __future__ import annotations

from playwright.sync_api import expect

from .phone import PATIENCE, GivePhone
from .site import PASSWORD, Site


def test_the_language_changes_at_once_and_stays(phone: GivePhone) -> None:
    mine = phone("expert1")
    mine.open("/me")
    mine.choose("English")
    mine.sees("Light and dark")
    expect(mine.page.locator("html")).to_have_attribute("lang", "en", timeout=PATIENCE)
    mine.choose("Dark")
    expect(mine.page.locator("html")).to_have_attribute("data-theme", "dark", timeout=PATIENCE)
    mine.restart("/", offline=True)
    mine.sees("Snap a hazard")
    expect(mine.page.locator("html")).to_have_attribute("data-theme", "dark", timeout=PATIENCE)
    mine.open("/me")
    mine.choose("中文")
    mine.sees("明暗")


def test_a_phone_that_is_gone_is_ended_and_hands_over_first(phone: GivePhone, site: Site) -> None:
    kept, gone = phone("manager2", name="kept"), phone("manager2", name="gone")
    gone.open("/")
    gone.lose_signal()
    hazard = gone.snap()
    kept.open("/me/devices")
    kept.sees("这台")
    kept.tap("停用")
    kept.tap("只是不用了")
    kept.sees("已停用")
    gone.open("/")
    gone.find_signal()
    # Everything at once out of sight, the work handed over, then nothing of the person stays.
    gone.sees("您在这台设备上的登录被停用了。没传完的都已交上去，本机已清空。")
    names = gone.page.evaluate("indexedDB.databases().then(all => all.map(one => one.name))")
    assert [name for name in names if name.startswith("xunan-")] == ["xunan-phone"]
    assert [name for name in gone.page.evaluate("caches.keys()") if name.startswith("photos-")] == []
    # What an ended phone brings is not taken as done: it waits for somebody to take it in.
    state, ops = site.row("SELECT state, ops FROM contributions WHERE record_id = ?", hazard)
    assert (state, '"create"' in ops) == ("open", True)


def test_a_link_brings_a_new_colleague_in(phone: GivePhone, site: Site) -> None:
    path = _invited(site, "陈小妹")
    new = phone(name="new")
    new.open(path)
    new.sees("陈小妹，欢迎")
    new.sees("您的岗位")
    new.tap("加入")
    new.sees("请填登录名")
    new.field("登录名").fill("chenxiaomei")
    new.field("密码").fill("short")
    new.tap("加入")
    new.sees("至少 8 个字")
    new.field("密码").fill("a-long-enough-secret")
    new.tap("加入")
    new.sees("全部已入库")
    new.open("/me")
    new.sees("陈小妹")

    late = phone(name="late")
    late.open(path)
    late.sees("这个邀请用不了")


def _invited(site: Site, name: str) -> str:
    """The administrator invites somebody as a grid worker of town1's first grid; returns the link's path."""
    device = {"id": "0190a000-0000-7000-8000-000000000001", "name": "desk"}
    token = site.ask("", "POST", "/api/v1/session", {"login": "admin", "password": PASSWORD, "device": device})["token"]
    area = site.row("SELECT id FROM areas WHERE code = '350304102-G01'")[0]
    said = {"name": name, "posts": [{"role": "grid", "area_id": area}]}
    return site.ask(token, "POST", "/api/v1/people", said)["invitation"]["path"]
