"""The doors to an enterprise's ledger of special operators as a sheet; cards themselves travel by sync."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, current_app

from ..db import db
from ..places.doors import EXCEL, excel, one
from ..places.kinds import certificate_kinds
from ..places.queries import circles
from ..places.schemas import ImportFile, TableImportOptions, TableImportOut
from ..problems import NotPermitted
from ..sync.work import working
from ..web import Blueprint, caller, locale
from . import imports, operations
from .sheet import workbook

ledgers = Blueprint("ledgers", "ledgers", url_prefix="", description="Ledgers of special operators, as a sheet")


@ledgers.get("/certificates/template.xlsx")
@ledgers.response(200, {"type": "string", "format": "binary"}, content_type=EXCEL)
def get_template() -> Response:
    """An empty ledger to fill in, with the kinds to choose from."""
    return excel(workbook([], _kinds()), "ledger.xlsx", "特种作业人员台账模板.xlsx")


@ledgers.get("/enterprises/<uuid:enterprise_id>/certificates/export.xlsx")
@ledgers.response(200, {"type": "string", "format": "binary"}, content_type=EXCEL)
def export_ledger(enterprise_id: object) -> Response:
    """The whole ledger, numbers too, for those who keep it and administrators; history says who took it out."""
    name = _required(str(enterprise_id))
    with working() as work:
        rows = imports.stored(work.connection, str(enterprise_id))
        operations.taken_out(work, str(enterprise_id), len(rows), caller())
    return excel(workbook(rows, _kinds()), "ledger.xlsx", f"{name} 特种作业人员台账.xlsx")


@ledgers.post("/enterprises/<uuid:enterprise_id>/certificates/import")
@ledgers.arguments(ImportFile, location="files")
@ledgers.arguments(TableImportOptions, location="query")
@ledgers.response(200, TableImportOut)
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
