"""The doors of papers: what is kept, as a page that prints or that an office goes on writing in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from uuid import UUID

import flask
import orjson
from flask import Response, request
from sqlalchemy import Connection

from ..db import one_snapshot
from ..web import Blueprint, caller
from . import orders, reading, record, typeset, word
from .paper import Paper
from .pictures import Pictures

papers = Blueprint("papers", "papers", url_prefix="", description="Papers of walkthroughs and hazards")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: How each kind of file is made.
_PRINTERS: dict[str, tuple[str, Callable[[Paper], bytes]]] = {
    "pdf": ("application/pdf", typeset.pdf), "docx": (_WORD, word.docx),
}  # fmt: skip
_BINARY = {"type": "string", "format": "binary"}


@papers.get("/walkthroughs/<uuid:walkthrough_id>/papers/<any(record, notice, review):kind>.<any(pdf, docx):form>")
@papers.response(200, _BINARY, content_type="application/pdf", description="The paper, as PDF/A or as .docx")
@papers.alt_response(304, description="It is the one that If-None-Match names", success=True)
def show_of_walkthrough(walkthrough_id: UUID, kind: str, form: str) -> Response:
    """The record of a check (现场检查记录), the notice of what to rectify (隐患整改通知书) or the review (整改复查意见)
    as they stand now; marked 草稿 before the check is finished.
    """

    def make(connection: Connection, pictures: Pictures, address: str) -> Paper:
        walked = reading.walked(connection, str(walkthrough_id), caller())
        if kind == "record":
            return record.make(walked, pictures, address)
        return _ordered(kind)(connection, orders.of_walkthrough(walked, address), pictures)

    return _answer(make, form)


@papers.get("/hazards/<uuid:hazard_id>/papers/<any(notice, review):kind>.<any(pdf, docx):form>")
@papers.response(200, _BINARY, content_type="application/pdf", description="The paper, as PDF/A or as .docx")
@papers.alt_response(304, description="It is the one that If-None-Match names", success=True)
def show_of_hazard(hazard_id: UUID, kind: str, form: str) -> Response:
    """The notice to rectify one hazard, or the review of it, as they stand now; marked 草稿 before it was verified,
    or reviewed.
    """

    def make(connection: Connection, pictures: Pictures, address: str) -> Paper:
        row, enterprise = reading.hazard(connection, str(hazard_id), caller())
        return _ordered(kind)(connection, orders.of_hazard(connection, row, enterprise, address), pictures)

    return _answer(make, form)


def _ordered(kind: str) -> Callable[[Connection, orders.Ordered, Pictures], Paper]:
    return orders.notice if kind == "notice" else orders.review


def _answer(make: Callable[[Connection, Pictures, str], Paper], form: str) -> Response:
    """What is asked again and has not changed costs no typesetting."""
    settings = flask.current_app.config["SETTINGS"]
    address = settings.public_url or request.host_url.rstrip("/")
    with one_snapshot() as connection:
        paper = make(connection, Pictures(connection, settings), address)
    told = orjson.dumps([form, paper.told(), sorted(paper.files)])
    tag = hashlib.sha256(told).hexdigest()[:32]
    mimetype, print_ = _PRINTERS[form]
    response = Response(mimetype=mimetype)
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    if request.if_none_match.contains(tag):
        response.status_code = 304
        return response
    response.set_data(print_(paper))
    name = f"{paper.kind}-{paper.link[-12:]}.{form}"
    response.headers["Content-Disposition"] = f"{'inline' if form == 'pdf' else 'attachment'}; filename={name}"
    return response
