"""The doors to places: the tree of areas, enterprises, checklists, and the words of the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from flask import Response, make_response
from sqlalchemy import ColumnElement, Table, or_, select, tuple_

from ..db import db, writing
from ..problems import Invalid, NotFound
from ..sync import history
from ..sync.collections import Row, collection
from ..sync.work import working
from ..web import Blueprint, caller, locale, page_cursor, read_page_cursor
from . import checklist_schemas, imports, operations, queries, rules, schemas, taxonomy
from . import checklists as lists
from .geo import System
from .models import Area, Checklist, Enterprise
from .template import enterprise_template

_AREA, _ENTERPRISE, _CHECKLIST = Area.__table__, Enterprise.__table__, Checklist.__table__
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

areas = Blueprint("areas", "areas", url_prefix="/areas", description="Areas, as a tree")
enterprises = Blueprint("enterprises", "enterprises", url_prefix="/enterprises", description="Enterprises")
checklists = Blueprint("checklists", "checklists", url_prefix="", description="Checklists and the words of the field")


# --- areas ----------------------------------------------------------------------------------------


@areas.get("")
@areas.arguments(schemas.AreaList, location="query")
@areas.response(200, schemas.page_of(schemas.AreaOut))
def list_areas(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Areas by code."""
    conditions = [_AREA.c[name] == wanted[name] for name in ("parent", "level", "code") if wanted.get(name)]
    if wanted.get("q"):
        conditions.append(_contains(wanted["q"], _AREA.c.name, _AREA.c.code))
    return _page("area", _AREA.c.code, conditions, wanted)


@areas.get("/<uuid:area_id>")
@areas.response(200, schemas.AreaOut)
def get_area(area_id: object) -> Any:
    """One area."""
    return _one("area", str(area_id))


@areas.post("")
@areas.arguments(schemas.AreaNew)
@areas.response(201, schemas.AreaOut)
def add_area(values: dict[str, Any]) -> Any:
    """Put a new area into the tree. An administrator does."""
    with working() as work:
        area = operations.add_area(work, values, by=caller())
    return _told("area", area)


@areas.patch("/<uuid:area_id>")
@areas.arguments(schemas.AreaChange)
@areas.arguments(schemas.IfMatch, location="headers")
@areas.response(200, schemas.AreaOut)
def change_area(values: dict[str, Any], match: dict[str, Any], area_id: object) -> Any:
    """Rename, move or give up an area; what lies in it comes into the circles of its new place."""
    seen = _seen(values, match)
    with working() as work:
        area = operations.change_area(work, str(area_id), values, seen=seen, by=caller())
    return _told("area", area)


# --- enterprises ----------------------------------------------------------------------------------


@enterprises.get("")
@enterprises.arguments(schemas.EnterpriseList, location="query")
@enterprises.response(200, schemas.page_of(schemas.EnterpriseOut))
def list_enterprises(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The enterprises within the caller's sight, by name."""
    conditions = [_ENTERPRISE.c[name] == wanted[name] for name in ("sector", "risk_grade", "state") if wanted.get(name)]
    if wanted.get("host"):
        conditions.append(_ENTERPRISE.c.host_enterprise_id == wanted["host"])
    if wanted.get("area"):
        conditions.append(queries.within(wanted["area"]))
    if wanted.get("q"):
        conditions.append(_contains(wanted["q"], _ENTERPRISE.c.name, _ENTERPRISE.c.uscc, _ENTERPRISE.c.address))
    return _page("enterprise", _ENTERPRISE.c.name, conditions, wanted)


@enterprises.get("/<uuid:enterprise_id>")
@enterprises.response(200, schemas.EnterpriseOut)
def get_enterprise(enterprise_id: object) -> Any:
    """One enterprise, as far as the caller may know it."""
    return _one("enterprise", str(enterprise_id))


@enterprises.post("")
@enterprises.arguments(schemas.EnterpriseNew)
@enterprises.response(201, schemas.EnterpriseOut)
def add_enterprise(values: dict[str, Any]) -> Any:
    """Put a new enterprise on the books. Township, district and administrators do, within their area."""
    with working() as work:
        enterprise = operations.add_enterprise(work, values, by=caller())
    return _told("enterprise", enterprise)


@enterprises.patch("/<uuid:enterprise_id>")
@enterprises.arguments(schemas.EnterpriseChange)
@enterprises.arguments(schemas.IfMatch, location="headers")
@enterprises.response(200, schemas.EnterpriseOut)
def change_enterprise(values: dict[str, Any], match: dict[str, Any], enterprise_id: object) -> Any:
    """Move, close, grade or correct an enterprise; its hazards move with it."""
    seen = _seen(values, match)
    with working() as work:
        enterprise = operations.change_enterprise(work, str(enterprise_id), values, seen=seen, by=caller())
    return _told("enterprise", enterprise)


@enterprises.get("/<uuid:enterprise_id>/history")
@enterprises.arguments(schemas.HistoryList, location="query")
@enterprises.response(200, schemas.HistoryPage)
def enterprise_history(wanted: Mapping[str, Any], enterprise_id: object) -> dict[str, Any]:
    """What was changed, by whom and when; for those who look after it or answer for it."""
    record = str(enterprise_id)
    _one("enterprise", record)
    keys = queries.circles(db.session.connection(), [record])[record]
    if not any(key.startswith("a:") or key == f"e:{record}" for key in caller().keys & keys):
        raise NotFound
    lines = list(history.of_record(db.session.connection(), record, wanted["after"], wanted["limit"] + 1))
    more = len(lines) > wanted["limit"]
    lines = lines[: wanted["limit"]]
    return {"items": lines, "after": lines[-1]["n"] if more else None}


@enterprises.get("/template.xlsx")
@enterprises.response(200, {"type": "string", "format": "binary"}, content_type=_EXCEL)
def get_template() -> Response:
    """An empty list to fill in, with the words to choose from and the areas of the caller."""
    answer = make_response(enterprise_template(db.session.connection(), caller()))
    answer.headers["Content-Type"] = _EXCEL
    # gunicorn sends no header with anything but ASCII in it
    answer.headers["Content-Disposition"] = (
        "attachment; filename=enterprises.xlsx; filename*=UTF-8''" + quote("企业导入模板.xlsx")
    )
    return answer


@enterprises.post("/imports")
@enterprises.arguments(schemas.ImportFile, location="files")
@enterprises.arguments(schemas.ImportOptions, location="query")
@enterprises.response(201, schemas.ImportOut)
def send_list(files: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """Send a list (.xlsx, or CSV in UTF-8 or GB18030) and see what it would change; nothing is taken yet."""
    system = System(options["coordinates"]) if options.get("coordinates") else None
    content = files["file"].read()
    name = "".join(each for each in files["file"].filename or "" if each.isprintable())[:200] or None
    with writing() as connection:
        import_id = imports.look(connection, content, by=caller(), file_name=name, system=system)
    return imports.shown(db.session.connection(), import_id, by=caller(), locale=locale())


@enterprises.get("/imports/<uuid:import_id>")
@enterprises.response(200, schemas.ImportOut)
def get_list(import_id: object) -> dict[str, Any]:
    """A list that the caller sent, as it was understood, or what was taken of it."""
    return imports.shown(db.session.connection(), str(import_id), by=caller(), locale=locale())


@enterprises.post("/imports/<uuid:import_id>/take")
@enterprises.response(200, schemas.ImportOut)
def take_list(import_id: object) -> dict[str, Any]:
    """Take the good lines. A second time nothing more happens and the answer is the same."""
    with working() as work:
        imports.take(work, str(import_id), by=caller())
    return imports.shown(db.session.connection(), str(import_id), by=caller(), locale=locale())


# --- checklists and words -------------------------------------------------------------------------


@checklists.get("/checklists")
@checklists.arguments(checklist_schemas.ChecklistList, location="query")
@checklists.response(200, schemas.page_of(checklist_schemas.ChecklistOut))
def list_checklists(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Checklists by code."""
    conditions = [_CHECKLIST.c.state == wanted["state"]] if wanted.get("state") else []
    if wanted.get("q"):
        conditions.append(_contains(wanted["q"], _CHECKLIST.c.title, _CHECKLIST.c.code))
    return _page("checklist", _CHECKLIST.c.code, conditions, wanted)


@checklists.get("/checklists/<uuid:checklist_id>")
@checklists.response(200, checklist_schemas.ChecklistOut)
def get_checklist(checklist_id: object) -> Any:
    """One checklist with its questions."""
    return _one("checklist", str(checklist_id))


@checklists.post("/checklists")
@checklists.arguments(checklist_schemas.ChecklistNew)
@checklists.response(201, checklist_schemas.ChecklistOut)
def add_checklist(values: dict[str, Any]) -> Any:
    """A checklist of the installation's own. An administrator of the whole makes it."""
    with working() as work:
        row = lists.add_checklist(work, values, by=caller())
    return _told("checklist", row)


@checklists.patch("/checklists/<uuid:checklist_id>")
@checklists.arguments(checklist_schemas.ChecklistChange)
@checklists.arguments(schemas.IfMatch, location="headers")
@checklists.response(200, checklist_schemas.ChecklistOut)
def change_checklist(values: dict[str, Any], match: dict[str, Any], checklist_id: object) -> Any:
    """Change or retire a checklist; of an official one only whether it is in use."""
    seen = _seen(values, match)
    with working() as work:
        row = lists.change_checklist(work, str(checklist_id), values, seen=seen, by=caller())
    return _told("checklist", row)


@checklists.get("/taxonomy")
@checklists.response(200, checklist_schemas.TaxonomyOut)
def get_taxonomy() -> dict[str, Any]:
    """Every code with its words in both languages: categories, channels, sectors, risk grades, traits and more."""
    return taxonomy.document()


# --- what the doors share -------------------------------------------------------------------------


def _seen(values: dict[str, Any], match: Mapping[str, Any]) -> int:
    """The version that was looked at, from the body or from If-Match. Raises SeenMissing."""
    seen = values.pop("seen", None)
    text = (match.get("if_match") or "").removeprefix("W/").strip('"')
    if seen is None and text:
        if not text.isascii() or not text.isdigit() or len(text) > 9:
            raise Invalid(errors={"If-Match": ["unreadable"]})
        seen = int(text)
    if seen is None:
        raise rules.SeenMissing
    return seen


def _contains(words: str, *columns: ColumnElement[Any]) -> ColumnElement[bool]:
    return or_(*(column.icontains(words, autoescape=True) for column in columns))


def _page(
    type_: str, order: ColumnElement[Any], conditions: list[ColumnElement[bool]], wanted: Mapping[str, Any]
) -> dict[str, Any]:
    """One page of the records of a type that the caller sees, in this order, ids settling ties."""
    table: Table = collection(type_).table
    seen = table.c.id.in_(queries.in_sight(type_, caller()))
    query = select(table).where(table.c.deleted.is_(False), seen, *conditions)
    after = read_page_cursor(wanted.get("cursor"), 2)
    if after is not None:
        if not all(isinstance(word, str) and "\0" not in word for word in after):
            raise Invalid(errors={"cursor": ["unreadable"]})
        query = query.where(tuple_(order, table.c.id) > tuple_(*after))
    limit = wanted["limit"]
    rows = [dict(row) for row in db.session.execute(query.order_by(order, table.c.id).limit(limit + 1)).mappings()]
    more, rows = len(rows) > limit, rows[:limit]
    keys = queries.circles(db.session.connection(), [row["id"] for row in rows])
    return {
        "items": [_shape(type_, row, keys[row["id"]]) for row in rows],
        "cursor": page_cursor(rows[-1][order.name], rows[-1]["id"]) if more else None,
    }


def _one(type_: str, record: str) -> tuple[dict[str, Any], dict[str, str]]:
    """One record within the caller's sight, with its version as ETag. Raises NotFound."""
    table: Table = collection(type_).table
    row = db.session.execute(select(table).where(table.c.id == record, table.c.deleted.is_(False))).mappings().first()
    keys = queries.circles(db.session.connection(), [record])[record]
    if row is None or not caller().sees(keys):
        raise NotFound
    return _shape(type_, dict(row), keys), {"ETag": f'"{row["version"]}"'}


def _told(type_: str, row: Row) -> tuple[dict[str, Any], dict[str, str]]:
    """A record just written, as its writer now sees it."""
    keys = queries.circles(db.session.connection(), [row["id"]])[row["id"]]
    return _shape(type_, row, keys), {"ETag": f'"{row["version"]}"'}


def _shape(type_: str, row: Row, keys: frozenset[str]) -> dict[str, Any]:
    return {**collection(type_).shape(row, caller(), keys), "id": row["id"], "version": row["version"]}
