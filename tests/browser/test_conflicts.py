"""Two people, one place: both see both versions, it is settled once, and whoever was second or absent is told so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from .backstage import Backstage
from .phone import PATIENCE, GivePhone, Phone
from .site import Site


@pytest.fixture
def others(site: Site) -> Backstage:
    return Backstage(site)


def _look_at(phone: Phone, hazard: str) -> None:
    phone.open(f"/hazards/{hazard}")
    expect(phone.page.locator(".xa-history").first).to_be_visible(timeout=PATIENCE)


def _write(phone: Phone, hazard: str, what: str) -> None:
    phone.open(f"/hazards/{hazard}/act/edit")
    phone.field("说明（第一行当标题）").fill(what)
    phone.tap("保存")
    phone.is_at(f"/hazards/{hazard}")


def _stored(phone: Phone) -> None:
    phone.open("/")
    phone.sees("全部已入库")


def _both_wrote(grid1: Phone, town1: Phone, hazard: str, first: str, second: str) -> None:
    """The township's words arrive first; the grid worker, without a signal, wrote others over what both knew."""
    for each in (grid1, town1):
        _look_at(each, hazard)
    grid1.lose_signal()
    _write(grid1, hazard, second)
    _write(town1, hazard, first)
    _stored(town1)
    grid1.find_signal()


def _card(phone: Phone, title: str) -> Locator:
    card = phone.page.locator(".xa-tray-card", has_text=title)
    expect(card).to_be_visible(timeout=PATIENCE)
    return card


def test_a_conflict_is_seen_from_both_sides_and_settled_once(phone: GivePhone, others: Backstage) -> None:
    hazard = others.report("grid1", "打磨间地面有油")
    grid1, town1 = phone("grid1"), phone("town1")
    _both_wrote(grid1, town1, hazard, "打磨间地面有油，已有人滑倒", "打磨间地面有油，东侧最多")

    # Both look at the same card, each from his side.
    grid1.open("/tray")
    _card(grid1, "您写的“说明”没有生效").get_by_role("link", name="去选一个").click()
    grid1.sees("您写的“说明”没有生效")
    expect(grid1.page.locator(".told")).to_contain_text("方敏")
    _look_at(town1, hazard)
    town1.tap("有 1 处两个说法", exact=False)
    town1.sees("“说明”有两个说法")
    expect(town1.page.locator(".told")).to_contain_text("林小满")

    # Neither has a signal, and both decide.
    for each in (grid1, town1):
        each.lose_signal()
        for words in ("打磨间地面有油，已有人滑倒", "打磨间地面有油，东侧最多"):
            expect(each.page.locator("article.value", has_text=words)).to_be_visible(timeout=PATIENCE)
    grid1.tap("合并")
    grid1.is_at("/tray")
    town1.tap("保留现在的")
    town1.is_at("/tray")
    for each in (grid1, town1):
        each.misses("去选一个")

    # The first to arrive settles it; the second is told what stands and by whom, and keeps his choice.
    grid1.find_signal()
    _stored(grid1)
    both = "打磨间地面有油，已有人滑倒；东侧最多"
    assert others.read("district", hazard)["description"] == both
    town1.find_signal()
    late = _card(town1, "您选的说法没生效")
    for words in ("林小满", f"现在用：{both}", "您选的：打磨间地面有油，已有人滑倒"):
        expect(late).to_contain_text(words, timeout=PATIENCE)
    late.get_by_role("button", name="还用我选的", exact=True).click()
    town1.sees("没有要处理的")
    _look_at(grid1, hazard)
    expect(grid1.page.locator(".xa-hazard-head h2")).to_have_text("打磨间地面有油，已有人滑倒", timeout=PATIENCE)
    history = grid1.page.locator(".xa-history").first
    for words in ("两个说法有了结论", both):
        expect(history).to_contain_text(words, timeout=PATIENCE)

    # Every version can be looked at afterwards, without a signal too.
    grid1.lose_signal()
    grid1.tap("说明有过 5 个写法，看看")
    versions = grid1.page.get_by_role("dialog").locator(".xa-past li")
    expect(versions).to_have_count(5, timeout=PATIENCE)
    expect(versions.filter(has_text="没生效")).to_contain_text("东侧最多")
    expect(versions.filter(has_text="没生效")).to_contain_text("林小满")
    expect(versions.filter(has_text="现在用")).to_contain_text("方敏")


def test_whoever_was_not_there_when_it_was_settled_is_told(phone: GivePhone, others: Backstage) -> None:
    hazard = others.report("grid1", "叉车通道堆着纸箱")
    grid1, town1 = phone("grid1"), phone("town1")
    _both_wrote(grid1, town1, hazard, "叉车通道堆满纸箱", "叉车通道堆着纸箱和木托")
    _card(_at_tray(grid1), "您写的“说明”没有生效")

    _look_at(town1, hazard)
    town1.tap("有 1 处两个说法", exact=False)
    town1.tap("保留现在的")
    town1.is_at("/tray")
    told = _card(grid1, "“说明”由方敏定了")
    for words in ("现在用：叉车通道堆满纸箱", "您写的“叉车通道堆着纸箱和木托”留在经过里"):
        expect(told).to_contain_text(words)
    told.get_by_role("link", name="去看看").click()
    grid1.sees("两个说法都留在经过里。")
    grid1.tap("知道了")
    grid1.is_at("/tray")
    grid1.sees("没有要处理的")


def _at_tray(phone: Phone) -> Phone:
    phone.open("/tray")
    return phone


def test_two_decisions_that_crossed_read_as_a_sentence_with_a_way_forward(phone: GivePhone, others: Backstage) -> None:
    hazard = others.report("grid1", "冲床旁的配电箱门打不开")
    town1 = phone("town1")
    _look_at(town1, hazard)
    town1.lose_signal()
    town1.tap("判为不成立")
    town1.field("理由").fill("现场看过，箱门能打开")
    town1.tap("判为不成立")
    town1.sees("您的“判为不成立”已保存在本机，有信号自动上传")
    others.act("district", hazard, "confirm")

    town1.find_signal()
    card = _card(_at_tray(town1), "您的“判为不成立”没办成")
    expect(card).to_contain_text("宋国华", timeout=PATIENCE)
    for words in ("已办到“待交办”", "的“判为不成立”没有生效"):
        expect(card).to_contain_text(words)
    card.get_by_role("link", name="交办整改", exact=True).click()
    town1.is_at(f"/hazards/{hazard}/act/assign")


def _pushed(others: Backstage, login: str, seq: int, hazard: str, what: str) -> str:
    """Somebody's phone hands over what he wrote over the first version; returns what became of it."""
    device = f"0190a000-0000-7000-8000-{sum(login.encode()):012x}"
    op = {
        "id": f"0190b000-0000-7000-8000-{sum(login.encode()):06x}{seq:06x}", "seq": seq, "type": "hazard",
        "record": hazard, "op": "set", "at": "2026-01-05T08:00:00+08:00", "seen": 1,
        "fields": {"place": {"was": None, "now": what}},
    }  # fmt: skip
    said = {"device": device, "schema": 1, "sent_at": "2026-01-05T08:00:00+08:00", "ops": [op]}
    return others.site.ask(others.token(login), "POST", "/api/v1/sync/push", said)["results"][0]["status"]


def test_a_district_sees_where_its_open_differences_are(phone: GivePhone, others: Backstage) -> None:
    for n in range(1, 7):
        hazard = others.report("grid1", f"灯管不亮，第 {n} 处")
        assert _pushed(others, "town1", n, hazard, "一车间") == "applied"
        assert _pushed(others, "grid1", n, hazard, "二车间") == "conflict"
    district = _at_tray(phone("district"))
    grid = district.page.locator(".xa-others", has_text="新度镇第一网格")
    expect(grid).to_contain_text("6 处", timeout=PATIENCE)
    expect(district.page.locator(".xa-tray-card")).to_have_count(0)
    grid.get_by_role("button").first.click()
    card = grid.locator(".xa-tray-card", has_text="灯管不亮，第 3 处")
    expect(card).to_contain_text("林小满和方敏写的“地点”不一样")
    card.get_by_role("link", name="去选一个").click()
    district.tap("用林小满的")
    district.is_at("/tray")
    expect(district.page.locator(".xa-tray-card")).to_have_count(5, timeout=PATIENCE)
