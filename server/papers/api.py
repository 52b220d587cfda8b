"""The doors of papers: what is kept, as a page that prints."""

from __future__ import annotations

from uuid import UUID

import flask
from flask import Response, request

from ..db import one_snapshot
from ..web import Blueprint, caller
from . import record, typeset

papers = Blueprint("papers", "papers", url_prefix="/walkthroughs", description="Papers of a walkthrough")


@papers.get("/<uuid:walkthrough_id>/papers/record.pdf")
@papers.response(
    200, {"type": "string", "format": "binary"}, content_type="application/pdf", description="The record, as PDF/A"
)
def show_record(walkthrough_id: UUID) -> Response:
    """The record of a check (现场检查记录) as it stands now; marked 草稿 before it is finished."""
    settings = flask.current_app.config["SETTINGS"]
    address = settings.public_url or request.host_url.rstrip("/")
    with one_snapshot() as connection:
        paper = record.facts(connection, str(walkthrough_id), caller(), settings, address)
    content = typeset.pdf("record", paper.told, paper.files, paper.told["link"])
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f"inline; filename=record-{paper.told['number']}.pdf"
    return response
