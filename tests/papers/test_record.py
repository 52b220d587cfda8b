"""The record of a check, as it comes out of the printer."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pypdfium2
from flask import Flask

from server.permissions import machine
from server.places import operations as places
from server.quizzes import operations as questions
from server.sync.work import working
from tests.papers.making import picture, pictures, text, walked
from tests.phone import Phone, new_id
from tests.walkthroughs import walk
from tests.world import World

MakePhone = Callable[..., Phone]


def _paper(phone: Phone, record: str) -> pypdfium2.PdfDocument:
    answer = phone.call("GET", f"/walkthroughs/{record}/papers/record.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return pypdfium2.PdfDocument(answer.data)


def test_it_says_what_was_found_by_whom_and_who_signed(
    app: Flask, phone: MakePhone, firm: str, checklist: str
) -> None:
    ann = phone("town1")
    record = walked(ann, firm, checklist)
    draft = _paper(ann, record)
    assert "草稿" in text(draft)

    ann.act(record, "finish", type_="walkthrough")
    ann.sync()
    drawn = ann.photo(record, role="signature", owner_type="walkthrough", sha256=picture("town1", "white"))
    ann.act(
        record, "sign", type_="walkthrough", role="inspector", name="town1", photo=drawn,
        digest=walk.digest_of(ann, record),
    )  # fmt: skip
    ann.act(record, "refuse_signature", type_="walkthrough", reason="不认可", witness="林小满")
    ann.act(record, "add_document", type_="walkthrough", kind="other", number="〔2026〕3号")
    asked = [{"code": code, "question": "…", "chosen": None} for code in ("Q001", "gone")]
    said = {"walkthrough_id": record, "person": "王打磨", "role": "打磨工", "asked_at": "2026-11-28T10:20:00+08:00"}
    with working() as work:
        questions.load_shipped_questions(work)
    ann.write("quiz", new_id(), "create", data={**said, "questions": asked})
    ann.sync()

    paper = _paper(phone("manager1"), record)
    said = text(paper)
    for words in (
        "现场检查记录", "宏岭鞋材", "town1", "安全出口是否畅通？", "不合格1项", "安全出口堆满板材", "1.25",
        "#link(\"x\")[$通道堵了<b>", "拒签：不认可（见证人林小满）", "第1页，共",
        "王打磨", "打磨工2026年11月28日10:20", "0/2题（1题未判）", "其他文书〔2026〕3号",
    ):  # fmt: skip
        assert words in said, words
    assert ann.records[record]["data"]["digest"] in said
    assert "草稿" not in said and "内容已变" not in said
    assert pictures(paper) >= 2, "the photo and the signature"

    walk.answer(ann, record, "S2", "fail")
    ann.sync()
    assert "内容已变" in text(_paper(ann, record))


def test_nobody_prints_what_he_may_not_see(phone: MakePhone, firm: str, checklist: str) -> None:
    ann = phone("town1")
    record = walked(ann, firm, checklist)
    for login in ("town2", "manager2", "manager1"):  # the enterprise itself not before it is finished
        assert phone(login).call("GET", f"/walkthroughs/{record}/papers/record.pdf").status_code == 404
    assert ann.call("GET", "/walkthroughs/0199a4a4-0000-7000-8000-000000000000/papers/record.pdf").status_code == 404


def test_it_names_who_was_checked_in_the_same_visit_to_whoever_may_see_those_records(
    app: Flask, phone: MakePhone, district: World, firm: str, checklist: str
) -> None:
    tenant, neighbour = (district.enterprises[each] for each in ("顺昌五金", "北湖冷冻"))
    for each in (tenant, neighbour):
        with working() as work:
            places.change_enterprise(work, each, {"host_enterprise_id": firm}, seen=None, by=machine())
    ann, visit = phone("town1"), new_id()
    walks = {each: walk.begin(ann, each, checklist, visit_id=visit) for each in (firm, tenant, neighbour)}
    alone = walk.begin(ann, tenant, checklist)
    for each in (firm, tenant):
        for item in ("S1", "S2", "S3"):
            walk.answer(ann, walks[each], item)
        ann.act(walks[each], "finish", type_="walkthrough")
    ann.sync()
    numbers = {each: record[-12:].upper() for each, record in walks.items()}

    said, written = text(_paper(ann, walks[tenant])), _written(ann, walks[tenant])
    for words in (f"宏岭鞋材（出租方）{numbers[firm]}", f"北湖冷冻{numbers[neighbour]}"):
        assert words in said and words in written, words
    assert alone[-12:].upper() not in said and "同次检查的单位" not in text(_paper(ann, alone))
    landlord = text(_paper(phone("manager1"), walks[firm]))
    assert f"顺昌五金（承租方）{numbers[tenant]}" in landlord and "北湖冷冻" not in landlord, "that one goes on"
    for tenants_own in (text(_paper(phone("manager2"), walks[tenant])), _written(phone("manager2"), walks[tenant])):
        assert "顺昌五金" in tenants_own and "同次检查的单位" not in tenants_own, "each tenant reads of itself alone"


def _written(phone: Phone, record: str) -> str:
    answer = phone.call("GET", f"/walkthroughs/{record}/papers/record.docx")
    made = docx.Document(io.BytesIO(answer.data))
    told = [*(each.text for each in made.paragraphs)]
    told += [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "".join(told)
