"""The doors to the bank of questions: read by everybody, kept by an administrator, one by one, as JSON or in Excel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response

from ..db import db
from ..places.doors import EXCEL, excel, seen_version
from ..places.schemas import IfMatch, ImportFile, TableImportOptions, TableImportOut
from ..sync.collections import Row
from ..sync.work import working
from ..web import Blueprint, caller, locale
from . import imports, operations, schemas
from .sheet import workbook

quizzes = Blueprint("quizzes", "quizzes", url_prefix="/quiz-questions", description="The bank of spot quizzes")


@quizzes.get("")
@quizzes.response(200, schemas.BankOut)
def read_bank() -> dict[str, Any]:
    """The whole bank, as it can be put back in; everybody signed in may read it."""
    caller()
    return {"questions": [_shown(row) for row in imports.stored(db.session.connection())]}


@quizzes.post("")
@quizzes.arguments(schemas.QuestionNew)
@quizzes.response(201, schemas.QuestionOut)
def add_question(said: dict[str, Any]) -> dict[str, Any]:
    """Put one question into the bank; without a code it is given one. An administrator of the whole."""
    with working() as work:
        row = operations.add_question(work, said, by=caller())
        return _shown(row)


@quizzes.put("/<string:code>")
@quizzes.arguments(schemas.QuestionChange)
@quizzes.arguments(IfMatch, location="headers")
@quizzes.response(200, schemas.QuestionOut)
def change_question(said: dict[str, Any], match: dict[str, Any], code: str) -> dict[str, Any]:
    """Make a question another, retire it (`state`), or bring it back. An administrator of the whole."""
    seen = seen_version(said, match)
    with working() as work:
        row = operations.change_question(work, code, said, seen=seen, by=caller())
        return _shown(row)


@quizzes.post("/import")
@quizzes.arguments(schemas.Bank)
@quizzes.response(200, schemas.Taken)
def import_questions(bank: dict[str, Any]) -> dict[str, int]:
    """Put questions into the bank; one with a code that is known takes its place. An administrator of the whole."""
    with working() as work:
        added, changed = operations.take_questions(work, bank["questions"], by=caller())
    return {"added": added, "changed": changed}


@quizzes.get("/template.xlsx")
@quizzes.response(200, {"type": "string", "format": "binary"}, content_type=EXCEL)
def get_template() -> Response:
    """An empty list to fill in, with the words to choose from."""
    caller()
    return excel(workbook([]), "questions.xlsx", "题库模板.xlsx")


@quizzes.get("/export.xlsx")
@quizzes.response(200, {"type": "string", "format": "binary"}, content_type=EXCEL)
def export_questions() -> Response:
    """The whole bank, the retired too; it can be taken in again."""
    caller()
    return excel(workbook(imports.stored(db.session.connection())), "questions.xlsx", "逢查必考题库.xlsx")


@quizzes.post("/sheet")
@quizzes.arguments(ImportFile, location="files")
@quizzes.arguments(TableImportOptions, location="query")
@quizzes.response(200, TableImportOut)
def import_sheet(files: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """Look at a list (.xlsx, or CSV in UTF-8 or GB18030), or take it: all of it, or with a fault nothing at all."""
    content, by = files["file"].read(), caller()
    if not options["take"]:
        return imports.look(db.session.connection(), content, by=by, locale=locale()) | {"taken": False}
    with working() as work:
        told = imports.take(work, content, by=by, locale=locale())
    return told | {"taken": True}


def _shown(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in (*operations.SAID, "state", "version", "own")}
