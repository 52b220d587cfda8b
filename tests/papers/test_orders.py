"""What is to be put right and whether it was: the same facts as a PDF and as a document that an office edits."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pypdfium2
from flask import Flask

from server.permissions import machine
from server.places import operations as places
from server.sync.work import working
from tests.papers.making import picture, pictures, text, walked
from tests.phone import Phone
from tests.walkthroughs import walk

MakePhone = Callable[..., Phone]
_PLAN = {"responsible": "黄志强", "due_date": "2031-05-06", "measures": "板材移到堆场"}


def _get(phone: Phone, path: str, **more: str) -> bytes:
    answer = phone.call("GET", path, **({"headers": more} if more else {}))
    assert answer.status_code == 200, (path, answer.json)
    return answer.data


def _pdf(phone: Phone, path: str) -> str:
    return text(pypdfium2.PdfDocument(_get(phone, path + ".pdf")))


def _word(phone: Phone, path: str) -> tuple[str, docx.document.Document]:
    made = docx.Document(io.BytesIO(_get(phone, path + ".docx")))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "".join("".join([*(each.text for each in made.paragraphs), *cells]).split()), made


def test_a_hazard_is_ordered_put_right_and_reviewed(app: Flask, phone: MakePhone, firm: str) -> None:
    ann, bob = phone("town1"), phone("manager1")
    found = ann.report(enterprise_id=firm, description="安全出口堆满板材 😀", place="二号车间", category="fire_exit")
    ann.photo(found, sha256=picture("town1", "orange"))
    ann.sync()
    path = f"/hazards/{found}/papers"
    assert "草稿" in _pdf(ann, f"{path}/notice"), "nobody has verified it yet"
    ann.act(found, "confirm")
    ann.sync()
    ann.act(found, "assign", **_PLAN)
    ann.sync()
    ann.act(found, "add_document", kind="order_to_rectify", number="〔2026〕12号", issued_on="2026-11-28")
    ann.sync()
    printed, written = _pdf(bob, f"{path}/notice"), _word(bob, f"{path}/notice")[0]
    for words in ("隐患整改通知书", "宏岭鞋材", "二号车间", "板材移到堆场", "2031年5月6日前", "黄志强", "不是行政执法",
                  "责令限期整改指令书〔2026〕12号（2026年11月28日）"):  # fmt: skip
        assert words in printed and words in written, words
    assert "草稿" not in printed and "草稿" in _pdf(bob, f"{path}/review")

    bob.pull()
    bob.photo(found, role="after", sha256=picture("manager1", "green"))
    bob.sync()
    bob.act(found, "submit_rectification", note="都搬走了")
    bob.sync()
    steps = (("send_back", "还有半堆"), ("submit_rectification", "这回干净了"), ("accept", "看过了"))
    for act, note in steps:
        who = bob if act == "submit_rectification" else ann
        who.pull()
        if who is bob:
            bob.photo(found, role="after", sha256=picture("manager1", "blue"))
            bob.sync()
        who.act(found, act, note=note)
        who.sync()
        told = _pdf(ann, f"{path}/review")
        assert note in told, told
    assert "已整改，同意销号" in told and "还有半堆" not in told, "the newest opinion counts"
    words, made = _word(ann, f"{path}/review")
    assert "这回干净了" in words and "还有半堆" not in words
    assert len(made.inline_shapes) >= 4, "before, both after, and the code"
    assert made.element.xpath("//w:tblHeader") and "NUMPAGES" in made.sections[0].footer._element.xml
    assert "宋体" in made.styles["Normal"].element.xml


def test_a_check_orders_all_that_it_found(app: Flask, phone: MakePhone, firm: str, checklist: str) -> None:
    ann = phone("town1")
    record = walked(ann, firm, checklist)
    ann.set(record, type_="walkthrough", started_at="2026-11-27T23:10:00Z")
    ann.sync()
    path = f"/walkthroughs/{record}/papers"
    for kind in ("record", "notice", "review"):
        assert "草稿" in _pdf(ann, f"{path}/{kind}")
        words, made = _word(ann, f"{path}/{kind}")
        assert "安全出口堆满板材" in words and made.sections[0].header.paragraphs[0].text == "草稿"
    other = ann.report(enterprise_id=firm, description="和检查无关")
    lost = ann.report(enterprise_id=firm, description="不是隐患", walkthrough_id=record, criterion="S2")
    ann.sync()
    ann.act(lost, "reject", reason="看错了")
    ann.act(record, "finish", type_="walkthrough")
    ann.sync()
    told = _pdf(ann, f"{path}/notice")
    assert "2026年11月28日检查发现下列隐患1项" in told, "the day of the place, whatever zone the phone told it in"
    assert "草稿" not in told and "不是隐患" not in told and "和检查无关" not in told
    assert other not in told
    assert pictures(pypdfium2.PdfDocument(_get(ann, f"{path}/notice.pdf"))) >= 1


def test_an_employee_does_not_read_in_his_paper_whom_to_call(app: Flask, phone: MakePhone, firm: str) -> None:
    with working() as work:
        said = {"principal": {"name": "陈立松", "phone": "0594-7654321"}}
        places.change_enterprise(work, firm, said, seen=None, by=machine())
    emma, ann = phone("employee1"), phone("town1")
    found = emma.report(enterprise_id=firm, description="配电箱没有门", channel="employee_report")
    emma.sync()
    ann.pull()
    path = f"/hazards/{found}/papers/notice"
    assert "0594-7654321" in _pdf(ann, path) and "陈立松" in _word(ann, path)[0]
    for said_to_her in (_pdf(emma, path), _word(emma, path)[0]):
        assert "配电箱没有门" in said_to_her and "0594" not in said_to_her and "陈立松" not in said_to_her


def test_pressing_ten_times_sets_it_once(app: Flask, phone: MakePhone, firm: str, checklist: str) -> None:
    ann = phone("town1")
    record = walked(ann, firm, checklist)
    path = f"/walkthroughs/{record}/papers/record.pdf"
    first = ann.call("GET", path)
    again = ann.call("GET", path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    walk.answer(ann, record, "S2", "pass")
    ann.sync()
    assert ann.call("GET", path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_code_tells_strangers_number_state_and_digest(
    app: Flask, phone: MakePhone, firm: str, checklist: str
) -> None:
    ann = phone("town1")
    record = walked(ann, firm, checklist)
    ann.pull()
    hazard = ann.records[record]["data"]["hazards"]
    stranger = app.test_client()
    for path, words in ((f"/papers/walkthroughs/{record}", "检查中"), (f"/papers/hazards/{hazard[0]}", "待核实")):
        answer = stranger.get(path)
        assert answer.status_code == 200 and words in answer.text
        for secret in ("宏岭鞋材", "town1", "安全出口", "板材"):
            assert secret not in answer.text
    page = stranger.get(f"/papers/walkthroughs/{record}").text
    assert ann.records[record]["data"]["digest"] in page and record[-12:].upper() in page
    before = stranger.get(f"/papers/hazards/{hazard[0]}").text
    ann.act(hazard[0], "confirm")
    ann.sync()
    after = stranger.get(f"/papers/hazards/{hazard[0]}").text
    assert _digest(before) != _digest(after), "whoever holds the paper sees that something happened"
    assert stranger.get("/papers/hazards/0199a4a4-0000-7000-8000-000000000000").status_code == 404
    token = {"Authorization": f"Bearer {ann.token}"}
    gone = stranger.get(f"/papers/walkthroughs/{record}", headers=token)
    assert (gone.status_code, gone.headers["Location"]) == (302, f"/walkthroughs/{record}/sign")


def _digest(page: str) -> str:
    return page.split('class="print">')[1].split("<")[0]
