"""A check of which papers are made, and what can be read in a PDF."""

from __future__ import annotations

import hashlib
import io

import pypdfium2
from flask import current_app
from PIL import Image

from server.db import db, writing
from server.people.queries import caller_of
from server.photos import images
from server.photos import operations as photos
from server.photos.store import FolderStore
from server.sync.work import Work
from tests.phone import Phone
from tests.walkthroughs import walk


def picture(login: str, colour: str) -> str:
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


def walked(ann: Phone, firm: str, checklist: str) -> str:
    record = walk.begin(ann, firm, checklist, started_at="0001-01-01T00:00:00+14:00")
    walk.answer(ann, record, "S1", "fail", note="#link(\"x\")[$ 通道堵了 <b> 😀")
    walk.answer(ann, record, "S2", "na")
    walk.answer(ann, record, "S3", number=1.25)
    found = ann.report(enterprise_id=firm, description="安全出口堆满板材", walkthrough_id=record, criterion="S1")
    ann.photo(found, sha256=picture("town1", "orange"))
    ann.sync()
    return record


def text(paper: pypdfium2.PdfDocument) -> str:
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in paper)


def pictures(paper: pypdfium2.PdfDocument) -> int:
    kinds = [each.type for page in paper for each in page.get_objects(max_depth=4)]
    return kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE)
