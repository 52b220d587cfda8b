"""The door to the bank of questions: an administrator takes it out, changes it, and puts it back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from ..db import db
from ..sync.work import working
from ..web import Blueprint, caller
from . import operations, schemas
from .models import QuizQuestion

_QUESTIONS = QuizQuestion.__table__
quizzes = Blueprint("quizzes", "quizzes", url_prefix="/quiz-questions", description="The bank of spot quizzes")


@quizzes.get("")
@quizzes.response(200, schemas.Bank)
def read_bank() -> dict[str, Any]:
    """The whole bank, as it can be put back in; everybody signed in may read it."""
    caller()
    found = db.session.execute(select(_QUESTIONS).order_by(_QUESTIONS.c.code)).mappings()
    return {"questions": [{name: row[name] for name in (*operations.SAID, "state")} for row in found]}


@quizzes.post("/import")
@quizzes.arguments(schemas.Bank)
@quizzes.response(200, schemas.Taken)
def import_questions(bank: dict[str, Any]) -> dict[str, int]:
    """Put questions into the bank; one with a code that is known takes its place. An administrator of the whole."""
    with working() as work:
        added, changed = operations.take_questions(work, bank["questions"], by=caller())
    return {"added": added, "changed": changed}
