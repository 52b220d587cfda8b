"""The doors to checklists, in use and being written, and to the words of the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app

from ..db import db
from ..sync.work import working
from ..web import Blueprint, caller
from . import checklist_drafts as drafts
from . import checklist_faults, checklist_forms, checklist_schemas, schemas, taxonomy
from . import checklist_pictures as pictures
from . import checklists as lists
from .checklist_showing import keeps, told_whole, with_drafts
from .doors import contains, one, page, seen_version
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
    written = (_CHECKLIST.c.state == "draft") if keeps() else None
    found = page("checklist", _CHECKLIST.c.code, conditions, wanted, written)
    return {**found, "items": with_drafts(found["items"])}


@checklists.get("/checklists/<uuid:checklist_id>")
@checklists.response(200, checklist_schemas.ChecklistOut)
def get_checklist(checklist_id: object) -> Any:
    """One checklist with its questions."""
    shown, headers = one("checklist", str(checklist_id), keeps())
    return with_drafts([shown])[0], headers


@checklists.post("/checklists")
@checklists.arguments(checklist_forms.ChecklistNew)
@checklists.response(201, checklist_schemas.ChecklistOut)
def add_checklist(values: dict[str, Any]) -> Any:
    """A checklist of the installation's own, in use at once or as a draft. An administrator of the whole makes it."""
    with working() as work:
        put = drafts.begin if values.pop("state") == "draft" else lists.add_checklist
        row = put(work, values, by=caller())
    return told_whole(row)


@checklists.patch("/checklists/<uuid:checklist_id>")
@checklists.arguments(checklist_forms.ChecklistChange)
@checklists.arguments(schemas.IfMatch, location="headers")
@checklists.response(200, checklist_schemas.ChecklistOut)
def change_checklist(values: dict[str, Any], match: dict[str, Any], checklist_id: object) -> Any:
    """Change or retire a checklist; of an official one only whether it is in use."""
    seen = seen_version(values, match)
    with working() as work:
        row = lists.change_checklist(work, str(checklist_id), values, seen=seen, by=caller())
    return told_whole(row)


@checklists.put("/checklists/<uuid:checklist_id>/draft")
@checklists.arguments(checklist_forms.DraftForm)
@checklists.arguments(schemas.IfMatch, location="headers")
@checklists.response(200, checklist_schemas.ChecklistOut)
def save_draft(values: dict[str, Any], match: dict[str, Any], checklist_id: object) -> Any:
    """Save the next edition while it is being written, faults and all; `seen` is the draft's version, 0 to begin."""
    seen = seen_version(values, match)
    with working() as work:
        row = drafts.save(work, str(checklist_id), values, seen=seen, by=caller())
    return told_whole(row)


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
    return told_whole(row)


@checklists.post("/checklists/<uuid:checklist_id>/copy")
@checklists.arguments(checklist_forms.CopyForm)
@checklists.response(201, checklist_schemas.ChecklistOut)
def copy_checklist(values: dict[str, Any], checklist_id: object) -> Any:
    """A new checklist, as a draft, with the questions of this one; an official one can be copied too."""
    with working() as work:
        row = drafts.copy(work, str(checklist_id), values, by=caller())
    return told_whole(row)


@checklists.post("/checklists/check")
@checklists.arguments(checklist_forms.ChecklistFields)
@checklists.response(200, checklist_schemas.FaultsOut)
def check_checklist(values: dict[str, Any]) -> dict[str, Any]:
    """What is wrong with a checklist, each fault with its place; nothing is saved."""
    there = pictures.there(db.session.connection(), pictures.hashes(values.get("sections") or []))
    return {"faults": [fault.told() for fault in checklist_faults.faults(values, there)]}


@checklists.get("/taxonomy")
@checklists.response(200, checklist_schemas.TaxonomyOut)
def get_taxonomy() -> dict[str, Any]:
    """Every code with its words in both languages: categories, channels, sectors, risk grades, traits and more."""
    own = certificate_kinds(current_app.config["SETTINGS"].data_dir)
    return taxonomy.document() | {"certificate_kinds": own}
