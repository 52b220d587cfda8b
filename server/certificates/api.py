"""The doors to an enterprise's ledger of special operators as a sheet; cards themselves travel by sync."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from flask import Response, current_app, make_response

from ..db import db
from ..places.doors import EXCEL, one
from ..places.kinds import certificate_kinds
from ..places.queries import circles
from ..places.schemas import ImportFile
from ..problems import NotPermitted
from ..sync.work import working
from ..web import Blueprint, caller, locale
from . import imports, operations, schemas
from .sheet import workbook

ledgers = Blueprint("ledgers", "ledgers", url_prefix="", description="Ledgers of special operators, as a sheet")


@ledgers.get("/certificates/template.xlsx")
@ledgers.response(200, {"type": "string", "format": "binary"}, content_type=EXCEL)
def get_template() -> Response:
    """An empty ledger to fill in, with the kinds to choose from."""
    return _file(workbook([], _kinds()), "ledger.xlsx", "特种作业人员台账模板.xlsx")


@ledgers.get("/enterprises/<uuid:enterprise_id>/certificates/export.xlsx")
@ledgers.response(200, {"type": "string", "format": "binary"}, content_type=EXCEL)
def export_ledger(enterprise_id: object) -> Response:
    """The whole ledger, numbers too, for those who keep it and administrators; history says who took it out."""
    name = _required(str(enterprise_id))
    with working() as work:
        rows = imports.stored(work.connection, str(enterprise_id))
        operations.taken_out(work, str(enterprise_id), len(rows), caller())
    return _file(workbook(rows, _kinds()), "ledger.xlsx", f"{name} 特种作业人员台账.xlsx")


@ledgers.post("/enterprises/<uuid:enterprise_id>/certificates/import")
@ledgers.arguments(ImportFile, location="files")
@ledgers.arguments(schemas.LedgerImportOptions, location="query")
@ledgers.response(200, schemas.LedgerImportOut)
def import_ledger(files: Mapping[str, Any], options: Mapping[str, Any], enterprise_id: object) -> dict[str, Any]:
    """Look at a list (.xlsx, or CSV in UTF-8 or GB18030), or take it: all of it, or with a fault nothing at all."""
    record, content = str(enterprise_id), files["file"].read()
    _required(record)
    if not options["take"]:
        found = imports.plan(content, _kinds(), imports.stored(db.session.connection(), record))
        return found.told(locale()) | {"taken": False}
    with working() as work:
        told = imports.take(work, record, content, _kinds(), by=caller(), locale=locale())
    return told | {"taken": True}


def _required(enterprise: str) -> str:
    """The enterprise's name, for somebody who may bring its ledger in or out. Raises NotFound, NotPermitted."""
    shown, _ = one("enterprise", enterprise)
    if not operations.may_bring(enterprise, circles(db.session.connection(), [enterprise])[enterprise], caller()):
        raise NotPermitted
    return shown["name"]


def _kinds() -> list[dict[str, str]]:
    return certificate_kinds(current_app.config["SETTINGS"].data_dir)


def _file(content: bytes, plain: str, name: str) -> Response:
    answer = make_response(content)
    answer.headers["Content-Type"] = EXCEL
    # gunicorn sends no header with anything but ASCII in it
    answer.headers["Content-Disposition"] = f"attachment; filename={plain}; filename*=UTF-8''{quote(name)}"
    return answer
