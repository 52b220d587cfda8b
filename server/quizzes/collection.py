"""What the sync engine is told about quizzes and their questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from .. import clock
from ..permissions import EVERYONE, Caller
from ..places.taxonomy import CERTAINTY
from ..sync.collections import Collection, Field, Row
from ..sync.work import Work
from ..walkthroughs import queries
from . import checks, operations
from .models import Quiz, QuizQuestion

_SAID = ("walkthrough_id", "person", "role", "asked_at", "questions")
_SERVER = ("results", "score", "created_by")


class QuizQuestionCollection(Collection):
    """The bank, on every phone, so that it is there without a signal."""

    name: ClassVar[str] = "quiz_question"
    table: ClassVar = QuizQuestion.__table__

    def keys(self, work: Work, row: Row) -> Iterable[str]:
        return (EVERYONE,)

    def shape(self, row: Row, caller: Caller, keys: frozenset[str]) -> dict[str, Any]:
        told = {name: row[name] for name in (*operations.SAID, "state") if row[name] is not None}
        return told | {"certainty": CERTAINTY[row["verified"]]}


class QuizCollection(Collection):
    """Seen by whoever sees the walkthrough; said once."""

    name: ClassVar[str] = "quiz"
    table: ClassVar = Quiz.__table__
    fields: ClassVar[Mapping[str, Field]] = {
        **{name: Field() for name in _SAID},
        **{name: Field(only="server") for name in _SERVER},
    }

    def keys(self, work: Work, row: Row) -> Iterable[str]:
        walkthrough = work.get("walkthrough", row["walkthrough_id"])
        return work.keys("walkthrough", walkthrough) if walkthrough is not None else ()

    def shape(self, row: Row, caller: Caller, keys: frozenset[str]) -> dict[str, Any]:
        told = {name: row[name] for name in (*_SAID, *_SERVER) if row[name] is not None}
        return told | {"created_at": clock.stamp(row["created_at"])}

    def check(self, data: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
        return checks.quiz(data)

    def create(self, work: Work, record_id: str, data: dict[str, Any], by: Caller) -> Row:
        return operations.keep(work, record_id, data, by)

    def where_to(self, work: Work, row: Row) -> dict[str, str] | None:
        walkthrough = work.get("walkthrough", row["walkthrough_id"])
        return queries.area_of(work, walkthrough) if walkthrough is not None else None

    def refers_to(self, data: Mapping[str, Any]) -> list[tuple[str, str]]:
        walkthrough = data.get("walkthrough_id")
        return [("walkthrough", walkthrough)] if isinstance(walkthrough, str) else []
