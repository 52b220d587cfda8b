"""The record of a check, as it comes out of the printer."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable

import pypdfium2
import pytest
from flask import Flask, current_app
from PIL import Image

from server.db import db, writing
from server.people.queries import caller_of
from server.photos import images
from server.photos import operations as photos
from server.photos.store import FolderStore
from server.sync.work import Work
from tests.phone import Phone
from tests.walkthroughs import walk
from tests.walkthroughs.conftest import checklist, district, phone, template
from tests.world import World

__all__ = ["checklist", "district", "phone", "template"]
MakePhone = Callable[..., Phone]


@pytest.fixture
def firm(district: World) -> str:
    return district.enterprises["宏岭鞋材"]


def _picture(login: str, colour: str) -> str:
    """Bytes that this person has sent; their SHA-256."""
    out = io.BytesIO()
    Image.new("RGB", (1200, 900), colour).save(out, "JPEG")
    content = out.getvalue()
    name = hashlib.sha256(content).hexdigest()
    store = FolderStore(current_app.config["SETTINGS"].photos_dir)
    store.put_bytes(name, content)
    by = caller_of(login)
    assert by is not None
    db.session.rollback()
    with writing() as connection:
        work = Work(connection)
        photos.keep_bytes(work, name, len(content), images.inspect(store.locate(name)), by)
        work.flush()
    return name


def _walked(ann: Phone, firm: str, checklist: str) -> str:
    record = walk.begin(ann, firm, checklist, started_at="0001-01-01T00:00:00+14:00")
    walk.answer(ann, record, "S1", "fail", note="#link(\"x\")[$ 通道堵了 <b> 😀")
    walk.answer(ann, record, "S2", "na")
    walk.answer(ann, record, "S3", number=1.25)
    found = ann.report(enterprise_id=firm, description="安全出口堆满板材", walkthrough_id=record, criterion="S1")
    ann.photo(found, sha256=_picture("town1", "orange"))
    ann.sync()
    return record


def _paper(phone: Phone, record: str) -> pypdfium2.PdfDocument:
    answer = phone.call("GET", f"/walkthroughs/{record}/papers/record.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return pypdfium2.PdfDocument(answer.data)


def _text(paper: pypdfium2.PdfDocument) -> str:
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in paper)


def _pictures(paper: pypdfium2.PdfDocument) -> int:
    kinds = [each.type for page in paper for each in page.get_objects(max_depth=4)]
    return kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE)


def test_it_says_what_was_found_by_whom_and_who_signed(
    app: Flask, phone: MakePhone, firm: str, checklist: str
) -> None:
    ann = phone("town1")
    record = _walked(ann, firm, checklist)
    draft = _paper(ann, record)
    assert "草稿" in _text(draft)

    ann.act(record, "finish", type_="walkthrough")
    ann.sync()
    drawn = ann.photo(record, role="signature", owner_type="walkthrough", sha256=_picture("town1", "white"))
    ann.act(
        record, "sign", type_="walkthrough", role="inspector", name="town1", photo=drawn,
        digest=walk.digest_of(ann, record),
    )  # fmt: skip
    ann.act(record, "refuse_signature", type_="walkthrough", reason="不认可", witness="林小满")
    ann.sync()

    paper = _paper(phone("manager1"), record)
    said = _text(paper)
    for words in (
        "现场检查记录", "宏岭鞋材", "town1", "安全出口是否畅通？", "不合格1项", "安全出口堆满板材", "1.25",
        "#link(\"x\")[$通道堵了<b>", "拒签：不认可（见证人林小满）", "第1页，共",
    ):  # fmt: skip
        assert words in said, words
    assert ann.records[record]["data"]["digest"] in said
    assert "草稿" not in said and "内容已变" not in said
    assert _pictures(paper) >= 2, "the photo and the signature"

    walk.answer(ann, record, "S2", "fail")
    ann.sync()
    assert "内容已变" in _text(_paper(ann, record))


def test_nobody_prints_what_he_may_not_see(phone: MakePhone, firm: str, checklist: str) -> None:
    ann = phone("town1")
    record = _walked(ann, firm, checklist)
    for login in ("town2", "manager2", "manager1"):  # the enterprise itself not before it is finished
        assert phone(login).call("GET", f"/walkthroughs/{record}/papers/record.pdf").status_code == 404
    assert ann.call("GET", "/walkthroughs/0199a4a4-0000-7000-8000-000000000000/papers/record.pdf").status_code == 404
