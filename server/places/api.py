"""The doors to places: the tree of areas, and enterprises."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response

from ..db import db, writing
from ..problems import NotFound
from ..sync import history
from ..sync.work import working
from ..web import Blueprint, caller, locale
from . import imports, operations, queries, schemas
from .doors import EXCEL, contains, excel, one, page, seen_version, told
from .geo import System
from .models import Area, Enterprise
from .template import enterprise_template

_AREA, _ENTERPRISE = Area.__table__, Enterprise.__table__

areas = Blueprint("areas", "areas", url_prefix="/areas", description="Areas, as a tree")
enterprises = Blueprint("enterprises", "enterprises", url_prefix="/enterprises", description="Enterprises")


# --- areas ----------------------------------------------------------------------------------------


@areas.get("")
@areas.arguments(schemas.AreaList, location="query")
@areas.response(200, schemas.page_of(schemas.AreaOut))
def list_areas(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Areas by code."""
    conditions = [_AREA.c[name] == wanted[name] for name in ("parent", "level", "code") if wanted.get(name)]
    if wanted.get("q"):
        conditions.append(contains(wanted["q"], _AREA.c.name, _AREA.c.code))
    return page("area", _AREA.c.code, conditions, wanted)


@areas.get("/<uuid:area_id>")
@areas.response(200, schemas.AreaOut)
def get_area(area_id: object) -> Any:
    """One area."""
    return one("area", str(area_id))


@areas.post("")
@areas.arguments(schemas.AreaNew)
@areas.response(201, schemas.AreaOut)
def add_area(values: dict[str, Any]) -> Any:
    """Put a new area into the tree. An administrator does."""
    with working() as work:
        area = operations.add_area(work, values, by=caller())
    return told("area", area)


@areas.patch("/<uuid:area_id>")
@areas.arguments(schemas.AreaChange)
@areas.arguments(schemas.IfMatch, location="headers")
@areas.response(200, schemas.AreaOut)
def change_area(values: dict[str, Any], match: dict[str, Any], area_id: object) -> Any:
    """Rename, move or give up an area; what lies in it comes into the circles of its new place."""
    seen = seen_version(values, match)
    with working() as work:
        area = operations.change_area(work, str(area_id), values, seen=seen, by=caller())
    return told("area", area)


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
        conditions.append(contains(wanted["q"], _ENTERPRISE.c.name, _ENTERPRISE.c.uscc, _ENTERPRISE.c.address))
    return page("enterprise", _ENTERPRISE.c.name, conditions, wanted)


@enterprises.get("/<uuid:enterprise_id>")
@enterprises.response(200, schemas.EnterpriseOut)
def get_enterprise(enterprise_id: object) -> Any:
    """One enterprise, as far as the caller may know it."""
    return one("enterprise", str(enterprise_id))


@enterprises.post("")
@enterprises.arguments(schemas.EnterpriseNew)
@enterprises.response(201, schemas.EnterpriseOut)
def add_enterprise(values: dict[str, Any]) -> Any:
    """Put a new enterprise on the books. Township, district and administrators do, within their area."""
    with working() as work:
        enterprise = operations.add_enterprise(work, values, by=caller())
    return told("enterprise", enterprise)


@enterprises.patch("/<uuid:enterprise_id>")
@enterprises.arguments(schemas.EnterpriseChange)
@enterprises.arguments(schemas.IfMatch, location="headers")
@enterprises.response(200, schemas.EnterpriseOut)
def change_enterprise(values: dict[str, Any], match: dict[str, Any], enterprise_id: object) -> Any:
    """Move, close, grade or correct an enterprise; its hazards move with it."""
    seen = seen_version(values, match)
    with working() as work:
        enterprise = operations.change_enterprise(work, str(enterprise_id), values, seen=seen, by=caller())
    return told("enterprise", enterprise)


@enterprises.get("/<uuid:enterprise_id>/history")
@enterprises.arguments(schemas.HistoryList, location="query")
@enterprises.response(200, schemas.HistoryPage)
def enterprise_history(wanted: Mapping[str, Any], enterprise_id: object) -> dict[str, Any]:
    """What was changed, by whom and when; for those who look after it or answer for it."""
    record = str(enterprise_id)
    one("enterprise", record)
    keys = queries.circles(db.session.connection(), [record])[record]
    if not any(key.startswith("a:") or key == f"e:{record}" for key in caller().keys & keys):
        raise NotFound
    lines = list(history.of_record(db.session.connection(), record, wanted["after"], wanted["limit"] + 1))
    more = len(lines) > wanted["limit"]
    lines = lines[: wanted["limit"]]
    return {"items": lines, "after": lines[-1]["n"] if more else None}


@enterprises.get("/template.xlsx")
@enterprises.response(200, {"type": "string", "format": "binary"}, content_type=EXCEL)
def get_template() -> Response:
    """An empty list to fill in, with the words to choose from and the areas of the caller."""
    return excel(enterprise_template(db.session.connection(), caller()), "enterprises.xlsx", "企业导入模板.xlsx")


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
