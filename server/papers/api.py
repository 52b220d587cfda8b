"""The doors of papers: what is kept, as a page that prints or that an office goes on writing in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from uuid import UUID

import flask
import orjson
from flask import Response, request
from sqlalchemy import Connection

from ..db import one_snapshot
from ..web import Blueprint, caller
from . import orders, reading, typeset, word
from . import record as records
from .paper import Paper
from .pictures import Pictures

papers = Blueprint("papers", "papers", url_prefix="", description="Papers of walkthroughs and hazards")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: How each kind of file is made.
_PRINTERS: dict[str, tuple[str, Callable[[Paper], bytes]]] = {
    "pdf": ("application/pdf", typeset.pdf), "docx": (_WORD, word.docx),
}  # fmt: skip
_BINARY = {"type": "string", "format": "binary"}


_NAMES = {
    "record": "The record of a check (现场检查记录)", "notice": "The notice of what to rectify (隐患整改通知书)",
    "review": "The review of what was rectified (整改复查意见)",
}  # fmt: skip


def _open(of: str, kind: str, form: str) -> None:
    """Each paper of each record in each form is a door of its own, so that the document names them."""

    def show(record_id: UUID) -> Response:
        return _answer(partial(_MAKERS[of], kind, str(record_id)), form)

    show.__name__ = f"show_{kind}_of_{of}_{form}"
    show.__doc__ = f"{_NAMES[kind]} as it stands now, as {form.upper()}; marked 草稿 until it holds."
    described = papers.response(200, _BINARY, content_type=_PRINTERS[form][0], description="The paper")
    same = papers.alt_response(304, description="It is the one that If-None-Match names", success=True)
    papers.get(f"/{of}/<uuid:record_id>/papers/{kind}.{form}")(described(same(show)))


def _of_walkthrough(kind: str, record: str, connection: Connection, pictures: Pictures, address: str) -> Paper:
    walked = reading.walked(connection, record, caller())
    if kind == "record":
        return records.make(walked, pictures, address)
    return _ordered(kind)(connection, orders.of_walkthrough(walked, address), pictures)


def _of_hazard(kind: str, record: str, connection: Connection, pictures: Pictures, address: str) -> Paper:
    row, enterprise = reading.hazard(connection, record, caller())
    return _ordered(kind)(connection, orders.of_hazard(connection, row, enterprise, address), pictures)


_MAKERS = {"walkthroughs": _of_walkthrough, "hazards": _of_hazard}


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


for _form in _PRINTERS:
    _open("walkthroughs", "record", _form)
    for _of in _MAKERS:
        _open(_of, "notice", _form)
        _open(_of, "review", _form)
