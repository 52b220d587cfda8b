"""Two inspectors go through one factory without a signal, sixty items with six fails, and differ on one.

Both sign, the enterprise will not; the record is printed, and the manager brings all six to close-out.
"""

from __future__ import annotations

import re
from io import BytesIO
from itertools import zip_longest
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import expect

from .backstage import PLAN, Backstage, day
from .phone import PATIENCE, GivePhone, Phone
from .site import FIRST, SECOND, Site
from .walking import draw

_PICTURE = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
_PLACES = ("一车间", "二车间", "仓库")
_THINGS = (
    "安全出口", "疏散通道", "应急照明", "灭火器", "消火栓", "配电箱", "电线", "插座", "皮带轮防护罩", "急停按钮",
    "地面", "货物堆放", "通风", "粉尘清扫", "危化品柜", "气瓶", "叉车", "登高梯", "警示标志", "劳保用品",
)  # fmt: skip
_ITEMS = [f"{place}的{thing}是否都完好？" for place in _PLACES for thing in _THINGS]
#: By number: town1 goes through the first thirty, grid1 through the others and the thirtieth too.
_SHARED = 30
_FAIL = {4, 12, 21, _SHARED, 45, 58}
_NA = {8, 50}
#: From here on grid1 takes the list.
_IN_LIST = 58
_STATES = "SELECT count(*) FROM hazards WHERE walkthrough_id = ? AND state = ?"


def test_two_walk_one_factory_without_a_signal(phone: GivePhone, site: Site) -> None:
    firm = _checklist_for(site)
    town1, grid1 = phone("town1"), phone("grid1")

    walk = _begin(town1, firm)
    town1.tap("合格")
    _asks(town1, 2)
    _joins(grid1, firm, walk)
    _stays_put(town1, grid1)
    _go_through(town1, grid1)
    _meet(town1, grid1, walk)
    _sign(town1)

    town1.find_signal()
    town1.sees("现场检查记录")
    manager2 = phone("manager2")
    _prints(town1, site, walk)
    state, score = site.row("SELECT state, score FROM walkthroughs WHERE id = ?", walk)
    assert (state, score) == ("signed", 90)
    _follow_to_close_out(town1, manager2, site, walk)
    _is_told(phone("district"))


def test_a_principal_checks_his_own_and_signs_for_it(phone: GivePhone, site: Site) -> None:
    """His own signature is the evidence that he did it; nobody else's is asked for, and the township sees it."""
    items = [{"code": f"S{n}", "question": each} for n, each in enumerate(_ITEMS[:2], 1)]
    made: dict[str, Any] = {"code": "own", "title": "每月自查", "sections": [{"title": "一车间", "items": items}]}
    site.ask(Backstage(site).token("admin"), "POST", "/api/v1/checklists", made)
    (firm,) = site.row("SELECT id FROM enterprises WHERE name = ?", FIRST)
    boss = phone("principal1")
    boss.open(f"/enterprises/{firm}")
    boss.tap("开始检查")
    boss.lose_signal()
    boss.tap(re.compile("每月自查"), exact=False)
    _answer(boss, 1)
    _asks(boss, 2)
    boss.tap("不合格")
    boss.is_at(re.compile("/snap"))
    boss.shoot()
    boss.page.locator("button.save").click()
    boss.tap("结束检查，去签名")
    boss.sees("陈立松 在这里签")
    expect(boss.control("对方拒签")).to_have_count(0)
    draw(boss)
    boss.tap("签好，完成")
    boss.sees("都签好了")
    # What is to be put right, to show on the spot: whatever the phone knows, without a signal.
    boss.tap(re.compile("隐患整改通知书"), exact=False)
    boss.sees("经检查发现下列隐患 1 项")
    boss.sees(re.compile(f"1. .*{_ITEMS[1]}"))
    boss.sees(re.compile("单位签收"))
    boss.find_signal()
    boss.open("/")
    boss.sees("全部已入库")
    newest = "FROM walkthroughs WHERE kind = 'self_check' AND enterprise_id = ? ORDER BY started_at DESC"
    (role,) = site.row(f"SELECT json_extract(signatures, '$[0].role') {newest}", firm)
    assert role == "principal"

    town1 = phone("town1")
    town1.open(f"/enterprises/{firm}")
    row = town1.page.get_by_role("link").filter(has_text="自查 · 陈立松 · 得分 50")
    expect(row).to_contain_text("已签名", timeout=PATIENCE)
    row.click()
    town1.sees(f"不合格：{_ITEMS[1]}")
    assert not boss.complaints


def _checklist_for(site: Site) -> str:
    """A checklist of sixty items; the id of the second enterprise."""
    items = [{"code": f"Q{n:02}", "question": each} for n, each in enumerate(_ITEMS, 1)]
    parts = [{"title": place, "items": items[n * 20 : n * 20 + 20]} for n, place in enumerate(_PLACES)]
    made: dict[str, Any] = {"code": "sixty", "title": "现场六十项", "sections": parts}
    site.ask(Backstage(site).token("admin"), "POST", "/api/v1/checklists", made)
    return site.row("SELECT id FROM enterprises WHERE name = ?", SECOND)[0]


def _begin(phone: Phone, firm: str) -> str:
    phone.open(f"/enterprises/{firm}")
    phone.tap("开始检查")
    phone.tap(re.compile("现场六十项"), exact=False)
    _asks(phone, 1)
    return phone.path().split("/")[-1].split("?")[0]


def _joins(phone: Phone, firm: str, walk: str) -> None:
    """The other one sees that somebody walks there, and walks along."""
    phone.open(f"/enterprises/{firm}/check")
    phone.tap(re.compile("方敏"), exact=False)
    phone.is_at(re.compile(walk))
    _asks(phone, 2)


def _stays_put(town1: Phone, grid1: Phone) -> None:
    """What one reads does not change under his thumb when the other answers it."""
    _answer(town1, 2)
    _asks(town1, 3)
    grid1.sees(re.compile("方敏 .*标了合格"))
    _asks(grid1, 2)
    grid1.page.get_by_role("link", name="全部项目").click()
    grid1.page.get_by_text(_ITEMS[_SHARED - 1], exact=True).click()
    _asks(grid1, _SHARED)


def _asks(phone: Phone, number: int) -> None:
    expect(phone.page.locator(".xa-walk-question")).to_have_text(_ITEMS[number - 1], timeout=PATIENCE)


def _go_through(town1: Phone, grid1: Phone) -> None:
    """Fifty-nine taps without a signal, turn by turn; a reload in the middle."""
    town1.lose_signal()
    grid1.lose_signal()
    for mine, others in zip_longest(range(3, _SHARED + 1), range(_SHARED, 61)):
        if mine == 16:
            town1.is_at(re.compile("item=Q16$"))  # the address follows the screen once nobody waits for it
            town1.reload()
        if mine:
            _answer(town1, mine, passes=mine == _SHARED)
        if others:
            (_answer if others < _IN_LIST else _answer_in_list)(grid1, others)
    _asks(town1, _SHARED + 1)
    grid1.sees("合格 29 · 不合格 3 · 不适用 1 · 没查 27")


def _answer(phone: Phone, number: int, *, passes: bool = False) -> None:
    _asks(phone, number)
    if number in _NA:
        phone.tap("不适用")
    elif passes or number not in _FAIL:
        phone.tap("合格")
    else:
        phone.tap("不合格")
        phone.is_at(re.compile("/snap"))  # the item's own page has a button of the shutter's name
        phone.shoot()
        phone.sees(_ITEMS[number - 1])
        phone.page.locator("button.save").click()


def _answer_in_list(phone: Phone, number: int) -> None:
    """Where the items stand below each other; the camera leads back to the row."""
    if number == _IN_LIST:
        _asks(phone, number)
        phone.page.get_by_role("link", name="全部项目").click()
    row = phone.page.locator(f"#item-Q{number}")
    row.get_by_role("button", name="不合格" if number in _FAIL else "合格", exact=True).click()
    if number in _FAIL:
        row.get_by_role("link", name="拍照").click()
        phone.shoot()
        phone.page.locator("button.save").click()
        expect(row).to_be_in_viewport(timeout=PATIENCE)
        expect(row.get_by_role("link", name="拍照")).to_have_count(0, timeout=PATIENCE)


def _meet(town1: Phone, grid1: Phone, walk: str) -> None:
    """Back online the answers meet: the stricter stands, and he whose answer gave way decides that it may."""
    grid1.find_signal()
    grid1.open("/")
    grid1.sees("全部已入库")
    town1.find_signal()
    town1.open(f"/walkthroughs/{walk}/items")
    town1.sees("两个说法")
    town1.open("/tray")
    town1.sees(_ITEMS[_SHARED - 1])
    town1.page.locator("a[href^='/tray/conflicts/']").click()
    town1.tap("保留对方")
    town1.sees("没有要处理的")
    town1.open(f"/walkthroughs/{walk}")
    town1.sees("60 项都查完了")
    town1.sees("合格 52 · 不合格 6 · 不适用 2")


def _sign(phone: Phone) -> None:
    """Both sign on one glass, without a signal; the enterprise refuses."""
    phone.lose_signal()
    phone.tap("结束检查，去签名")
    for who in ("方敏", "林小满"):
        phone.sees(f"{who} 在这里签")
        draw(phone)
        phone.tap("签好了")
    phone.tap("对方拒签")
    phone.field("对方怎么说").fill("不认可第三十项")
    phone.field("见证人").fill("林小满")
    phone.tap("记为拒签")
    phone.sees("都签好了")


def _prints(phone: Phone, site: Site, walk: str) -> None:
    """The paper that the page leads to has the six fails, each with its photo, both signatures, and the refusal."""
    expect(phone.page.locator("a[href$='record.pdf']")).to_be_visible(timeout=PATIENCE)
    address = phone.page.locator("a[href$='record.pdf']").get_attribute("href")
    paper = pypdfium2.PdfDocument(phone.context.request.get(f"{phone.address}{address}").body())
    said = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in paper)
    (digest,) = site.row("SELECT digest FROM walkthroughs WHERE id = ?", walk)
    failed = [f"不合格：{_ITEMS[number - 1]}" for number in sorted(_FAIL)]
    refused = "拒签：不认可第三十项"
    for words in ("现场检查记录", SECOND, "不合格6项", *failed, *_ITEMS, "方敏", "林小满", refused, digest):
        assert words in said, words
    assert "草稿" not in said and "内容已变" not in said
    printed = [_small(one.get_bitmap().to_pil()) for one in _pictures(paper)]
    for photo in _photos(phone, site, walk):
        assert any(_alike(photo, one) for one in printed)
    assert len(printed) >= 8, "six photos and two signatures"


def _pictures(paper: pypdfium2.PdfDocument) -> list[Any]:
    all_of_them: list[Any] = [each for page in paper for each in page.get_objects(max_depth=4)]
    return [each for each in all_of_them if each.type == _PICTURE]


def _photos(phone: Phone, site: Site, walk: str) -> list[Image.Image]:
    """The six photos as they were taken."""
    query = (
        "SELECT group_concat(p.id) FROM photos p JOIN hazards h ON h.id = p.owner_id "
        "WHERE h.walkthrough_id = ? AND p.role = 'before'"
    )
    ids = site.row(query, walk)[0].split(",")
    assert len(ids) == len(_FAIL)
    got = [phone.context.request.get(f"{phone.address}/api/v1/photos/{one}?size=screen").body() for one in ids]
    return [_small(Image.open(BytesIO(one))) for one in got]


def _small(picture: Image.Image) -> Image.Image:
    return picture.convert("RGB").resize((24, 24))


def _alike(one: Image.Image, other: Image.Image) -> bool:
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean) < 12


def _follow_to_close_out(town1: Phone, manager2: Phone, site: Site, walk: str) -> None:
    """The first wholly on the screens; the office's steps for the others through the API, the repairs on the phone."""
    others = Backstage(site)
    found = {
        number: site.row("SELECT id FROM hazards WHERE walkthrough_id = ? AND criterion = ?", walk, f"Q{number:02}")[0]
        for number in sorted(_FAIL)
    }
    first, *rest = found.values()
    _confirmed_and_assigned(town1, first)
    for hazard in rest:
        others.act("town1", hazard, "confirm")
        others.act("town1", hazard, "assign", **PLAN, due_date=day(7))
    for number, hazard in found.items():
        _repaired(manager2, hazard, number)
    manager2.open("/")
    manager2.sees("全部已入库")
    _accepted(town1, first)
    for hazard in rest:
        others.act("town1", hazard, "accept", note="现场看过")
    assert site.row(_STATES, walk, "closed") == (len(_FAIL),)
    manager2.open("/hazards?group=closed")
    for number in _FAIL:
        row = manager2.page.locator(".xa-hazard-row", has_text=_ITEMS[number - 1])
        expect(row).to_contain_text("已销号", timeout=PATIENCE)


def _confirmed_and_assigned(town1: Phone, hazard: str) -> None:
    town1.open(f"/hazards/{hazard}")
    town1.sees("1/1 张已入库")
    town1.tap("核实属实")
    town1.tap("确认属实")
    town1.is_at(f"/hazards/{hazard}")
    town1.tap("交办整改")
    town1.field("整改责任人").fill("郑雅芳")
    town1.choose("7 天")
    town1.field("整改措施").fill("换成新的")
    town1.tap("交办")
    town1.is_at(f"/hazards/{hazard}")
    town1.sees("整改人是郑雅芳，改好提交后再复查")


def _repaired(manager2: Phone, hazard: str, number: int) -> None:
    manager2.open(f"/hazards/{hazard}")
    manager2.sees(_ITEMS[number - 1])
    manager2.tap("去整改")
    manager2.shoot("拍整改后")
    manager2.field("怎么改的（一句话就行）").fill("换了新的")
    manager2.tap("提交复查")
    manager2.is_at(f"/hazards/{hazard}")


def _accepted(town1: Phone, hazard: str) -> None:
    """Accepting asks for a look at the photo first."""
    town1.open(f"/hazards/{hazard}")
    town1.sees("2/2 张已入库")
    town1.tap("复查通过")
    look = town1.page.locator(".xa-look .all button")
    look.click()
    town1.page.get_by_role("dialog").get_by_role("button", name="关闭", exact=True).click()
    town1.tap("现场查过")
    town1.tap("复查通过")
    town1.is_at(f"/hazards/{hazard}")
    town1.sees("已销号，不用再办")


def _is_told(phone: Phone) -> None:
    phone.open("/notices")
    expect(phone.page.get_by_text(f"拒签：{SECOND}")).to_be_visible(timeout=PATIENCE)
