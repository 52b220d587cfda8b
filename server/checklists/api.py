"""The doors to example pictures, and to checklists as files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import closing
from typing import Any

import flask
from flask import Response, current_app, make_response
from werkzeug.datastructures import FileStorage

from ..db import db
from ..places import checklist_drafts as drafts
from ..places import checklist_files as files
from ..places import checklist_forms, checklist_schemas
from ..places.checklist_showing import keeps, told_whole
from ..places.doors import EXCEL, one
from ..problems import NotFound
from ..web import Blueprint, ProblemSchema, caller
from . import carrying, operations, schemas

checklist_files = Blueprint(
    "checklist_files", "checklist_files", url_prefix="/checklists",
    description="Checklists as files, and their pictures",
)  # fmt: skip
_JPEG = {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}
_HASH = re.compile(r"[0-9a-f]{64}")


@checklist_files.post("/pictures")
@checklist_files.arguments(schemas.PictureSent, location="files")
@checklist_files.response(201, schemas.PictureKept)
def add_picture(sent: Mapping[str, Any]) -> Any:
    """Bring an example picture, which items then name by the hash told here. The same picture again is the same one."""
    return operations.add(current_app.config["SETTINGS"], _read(sent["file"]), by=caller())


@checklist_files.get("/pictures/<string:sha256>")
@checklist_files.arguments(schemas.PictureSize, location="query")
@checklist_files.doc(responses={"200": {"description": "The picture", "content": _JPEG}})
@checklist_files.response(200)
@checklist_files.alt_response(304, description="As the phone has it already")
@checklist_files.alt_response(
    404, schema=ProblemSchema, content_type="application/problem+json", description="No such picture here"
)
def get_picture(query: Mapping[str, Any], sha256: str) -> Response:
    """An example picture; it never changes."""
    if not _HASH.fullmatch(sha256):
        raise NotFound
    size = query["size"]
    path = operations.locate(current_app.config["SETTINGS"], sha256, size)
    answer = flask.send_file(path, mimetype="image/jpeg", conditional=True, etag=path.name,
                             download_name=f"xunan-example-{sha256[:12]}.jpg")  # fmt: skip
    answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@checklist_files.get("/<uuid:checklist_id>/export.json")
@checklist_files.arguments(checklist_forms.ExportOptions, location="query")
@checklist_files.response(200, checklist_schemas.ChecklistFileOut)
def export_json(options: Mapping[str, Any], checklist_id: object) -> Any:
    """The checklist and its pictures for another installation; the draft only for an administrator of the whole."""
    code, content = _edition(str(checklist_id), options)
    carried = carrying.carried(current_app.config["SETTINGS"], content["sections"])
    return _file(files.as_json(code, content, carried), code, "application/json", "json")


@checklist_files.get("/<uuid:checklist_id>/export.xlsx")
@checklist_files.arguments(checklist_forms.ExportOptions, location="query")
@checklist_files.response(200, {"type": "string", "format": "binary"}, content_type=EXCEL)
def export_workbook(options: Mapping[str, Any], checklist_id: object) -> Response:
    """The checklist as a workbook, one row an item, with hashes for pictures; the draft as for JSON."""
    code, content = _edition(str(checklist_id), options)
    return _file(files.as_workbook(code, content), code, EXCEL, "xlsx")


@checklist_files.post("/import")
@checklist_files.arguments(schemas.ChecklistSent, location="files")
@checklist_files.response(201, checklist_schemas.ChecklistOut)
def import_checklist(sent: Mapping[str, Any]) -> Any:
    """A file becomes a draft, or its faults are told (`checklist_faulty`), of a sheet with its row and column."""
    settings, file = current_app.config["SETTINGS"], sent["file"]
    return told_whole(carrying.take_in(settings, _read(file), file.filename or "", by=caller()))


def _read(file: FileStorage) -> bytes:
    with closing(file):
        return file.read()


def _edition(checklist_id: str, options: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    row, _ = one("checklist", checklist_id, keeps())
    draft = options["edition"] == "draft"
    return row["code"], drafts.edition(db.session.connection(), row, draft=draft, by=caller())


def _file(content: bytes, code: str, kind: str, ending: str) -> Response:
    answer = make_response(content)
    answer.headers["Content-Type"] = kind
    answer.headers["Content-Disposition"] = f"attachment; filename={code}.{ending}"
    return answer
