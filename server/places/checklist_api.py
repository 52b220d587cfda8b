"""The doors to checklists, in use and being written, and to the words of the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, current_app, make_response

from ..db import db
from ..problems import NotPermitted
from ..sync.collections import Row
from ..sync.work import working
from ..web import Blueprint, caller
from . import checklist_drafts as drafts
from . import checklist_faults, checklist_forms, checklist_schemas, rules, schemas, taxonomy
from . import checklist_files as files
from . import checklists as lists
from .doors import EXCEL, contains, one, page, seen_version, told
from .kinds import certificate_kinds
from .models import Checklist

_CHECKLIST = Checklist.__table__

checklists = Blueprint("checklists", "checklists", url_prefix="", description="Checklists and the words of the field")


@checklists.get("/checklists")
@checklists.arguments(checklist_forms.ChecklistList, location="query")
@checklists.response(200, schemas.page_of(checklist_schemas.ChecklistOut))
def list_checklists(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Checklists by code; those that are being written only for an administrator of the whole."""
    conditions = [_CHECKLIST.c.state == wanted["state"]] if wanted.get("state") else []
    if wanted.get("q"):
        conditions.append(contains(wanted["q"], _CHECKLIST.c.title, _CHECKLIST.c.code))
    written = (_CHECKLIST.c.state == "draft") if _keeps() else None
    found = page("checklist", _CHECKLIST.c.code, conditions, wanted, written)
    return {**found, "items": _with_drafts(found["items"])}


@checklists.get("/checklists/<uuid:checklist_id>")
@checklists.response(200, checklist_schemas.ChecklistOut)
def get_checklist(checklist_id: object) -> Any:
    """One checklist with its questions."""
    shown, headers = one("checklist", str(checklist_id), _keeps())
    return _with_drafts([shown])[0], headers


@checklists.post("/checklists")
@checklists.arguments(checklist_forms.ChecklistNew)
@checklists.response(201, checklist_schemas.ChecklistOut)
def add_checklist(values: dict[str, Any]) -> Any:
    """A checklist of the installation's own, in use at once or as a draft. An administrator of the whole makes it."""
    with working() as work:
        put = drafts.begin if values.pop("state") == "draft" else lists.add_checklist
        row = put(work, values, by=caller())
    return _told(row)


@checklists.patch("/checklists/<uuid:checklist_id>")
@checklists.arguments(checklist_forms.ChecklistChange)
@checklists.arguments(schemas.IfMatch, location="headers")
@checklists.response(200, checklist_schemas.ChecklistOut)
def change_checklist(values: dict[str, Any], match: dict[str, Any], checklist_id: object) -> Any:
    """Change or retire a checklist; of an official one only whether it is in use."""
    seen = seen_version(values, match)
    with working() as work:
        row = lists.change_checklist(work, str(checklist_id), values, seen=seen, by=caller())
    return _told(row)


@checklists.put("/checklists/<uuid:checklist_id>/draft")
@checklists.arguments(checklist_forms.DraftForm)
@checklists.arguments(schemas.IfMatch, location="headers")
@checklists.response(200, checklist_schemas.ChecklistOut)
def save_draft(values: dict[str, Any], match: dict[str, Any], checklist_id: object) -> Any:
    """Save the next edition while it is being written, faults and all; `seen` is the draft's version, 0 to begin."""
    seen = seen_version(values, match)
    with working() as work:
        row = drafts.save(work, str(checklist_id), values, seen=seen, by=caller())
    return _told(row)


@checklists.delete("/checklists/<uuid:checklist_id>/draft")
@checklists.arguments(schemas.IfMatch, location="headers")
@checklists.response(204)
def discard_draft(match: dict[str, Any], checklist_id: object) -> Any:
    """Give up what is being written, of which `If-Match` names the version."""
    with working() as work:
        drafts.discard(work, str(checklist_id), seen=seen_version({}, match), by=caller())
    return ""


@checklists.post("/checklists/<uuid:checklist_id>/publish")
@checklists.arguments(checklist_forms.Publish)
@checklists.arguments(schemas.IfMatch, location="headers")
@checklists.response(200, checklist_schemas.ChecklistOut)
def publish_draft(values: dict[str, Any], match: dict[str, Any], checklist_id: object) -> Any:
    """Bring the draft into use, on every phone; refused (`checklist_faulty`) while it has faults."""
    seen = seen_version(values, match)
    with working() as work:
        row = drafts.publish(work, str(checklist_id), seen=seen, by=caller())
    return _told(row)


@checklists.post("/checklists/<uuid:checklist_id>/copy")
@checklists.arguments(checklist_forms.CopyForm)
@checklists.response(201, checklist_schemas.ChecklistOut)
def copy_checklist(values: dict[str, Any], checklist_id: object) -> Any:
    """A new checklist, as a draft, with the questions of this one; an official one can be copied too."""
    with working() as work:
        row = drafts.copy(work, str(checklist_id), values, by=caller())
    return _told(row)


@checklists.post("/checklists/check")
@checklists.arguments(checklist_forms.ChecklistFields)
@checklists.response(200, checklist_schemas.FaultsOut)
def check_checklist(values: dict[str, Any]) -> dict[str, Any]:
    """What is wrong with a checklist, each fault with its place; nothing is saved."""
    return {"faults": [fault.told() for fault in checklist_faults.faults(values)]}


@checklists.get("/checklists/<uuid:checklist_id>/export.json")
@checklists.arguments(checklist_forms.ExportOptions, location="query")
@checklists.response(200, checklist_schemas.ChecklistFileOut)
def export_json(options: Mapping[str, Any], checklist_id: object) -> Any:
    """The checklist for another installation; the draft only for an administrator of the whole."""
    code, content = _edition(str(checklist_id), options)
    return _file(files.as_json(code, content), code, "application/json", "json")


@checklists.get("/checklists/<uuid:checklist_id>/export.xlsx")
@checklists.arguments(checklist_forms.ExportOptions, location="query")
@checklists.response(200, {"type": "string", "format": "binary"}, content_type=EXCEL)
def export_workbook(options: Mapping[str, Any], checklist_id: object) -> Response:
    """The checklist as a workbook, one row an item; the draft only for an administrator of the whole."""
    code, content = _edition(str(checklist_id), options)
    return _file(files.as_workbook(code, content), code, EXCEL, "xlsx")


@checklists.post("/checklists/import")
@checklists.arguments(checklist_forms.ChecklistImport, location="files")
@checklists.response(201, checklist_schemas.ChecklistOut)
def import_checklist(sent: Mapping[str, Any]) -> Any:
    """A file becomes a draft, or its faults are told (`checklist_faulty`), of a sheet with its row and column."""
    if not _keeps():
        raise NotPermitted
    content = files.read_file(sent["file"].read(), sent["file"].filename or "")
    with working() as work:
        row = drafts.take_in(work, content, by=caller())
    return _told(row)


@checklists.get("/taxonomy")
@checklists.response(200, checklist_schemas.TaxonomyOut)
def get_taxonomy() -> dict[str, Any]:
    """Every code with its words in both languages: categories, channels, sectors, risk grades, traits and more."""
    own = certificate_kinds(current_app.config["SETTINGS"].data_dir)
    return taxonomy.document() | {"certificate_kinds": own}


def _edition(checklist_id: str, options: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    row, _ = one("checklist", checklist_id, _keeps())
    draft = options["edition"] == "draft"
    return row["code"], drafts.edition(db.session.connection(), row, draft=draft, by=caller())


def _file(content: bytes, code: str, kind: str, ending: str) -> Response:
    answer = make_response(content)
    answer.headers["Content-Type"] = kind
    answer.headers["Content-Disposition"] = f"attachment; filename={code}.{ending}"
    return answer


def _keeps() -> bool:
    return rules.keeps_whole_site(db.session.connection(), caller())


def _with_drafts(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same, each with what is being written, for those who may see it."""
    if not _keeps():
        return items
    written = lists.drafts_of(db.session.connection(), [item["id"] for item in items])
    return [
        {**item, "draft": drafts.shown(written[item["id"]])} if item["id"] in written else item for item in items
    ]


def _told(row: Row) -> Any:
    shown, headers = told("checklist", row)
    return _with_drafts([shown])[0], headers
